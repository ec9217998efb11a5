"""Keep what a squad said."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.growth.answers import faults_of
from careplan.growth.models import SquadCheck


def save_check(
    *,
    actor_id: int | None,
    check: SquadCheck | None,
    squad_id: int,
    start_year: int,
    moment: str,
    counts: dict[str, dict[str, int]],
) -> SquadCheck:
    """Add a squad's answers, or replace those of the same moment; Refused when the sums differ between sentences."""
    if faults_of(counts):
        raise Refused(_("Every sentence needs the same number of pupils, and at least one."))
    if check is None:
        check = SquadCheck(squad_id=squad_id, start_year=start_year, moment=moment)
        db.session.add(check)
    check.counts, check.recorded_at, check.recorded_by = counts, now(), actor_id
    db.session.flush()
    record(actor_id=actor_id, action="save", entity="squad_check", entity_id=check.id, detail={"moment": moment})
    return check
