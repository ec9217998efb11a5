"""Known costs of a child, from which the forecast is made: begun, changed in time, ended (C31)."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext as _

from careplan.aid.forecast import ONCE, RHYTHMS
from careplan.aid.models import KnownCost
from careplan.aid.words import CostWords
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_aid

LONGEST = timedelta(days=3660)


def add_cost(*, actor_id: int | None, child: Child, words: CostWords) -> KnownCost:
    """A cost from a day on; Refused when its days or its amount cannot be right."""
    if words.rhythm not in RHYTHMS or words.purpose not in shipped_aid().purposes:
        raise Refused(_("Please choose one of the kinds."))
    if words.fen <= 0:
        raise Refused(_("Please enter an amount such as 4000 or 245.50."))
    if words.until is not None and words.until < words.since:
        raise Refused(_("The end lies before the beginning."))
    if abs(words.since - today()) > LONGEST:
        raise Refused(_("This day is more than ten years away. Please check the year."))
    row = KnownCost(
        child_id=child.id,
        purpose=words.purpose,
        fen=words.fen,
        rhythm=words.rhythm,
        day=words.day,
        since=words.since,
        until=words.since if words.rhythm == ONCE else words.until,
        school_time=words.school_time,
        recorded_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="aid_cost", entity_id=row.id)
    return row


def end_cost(*, actor_id: int | None, row: KnownCost, until: date) -> None:
    """The last day on which it is due; what was due before stays."""
    if until < row.since:
        raise Refused(_("The end lies before the beginning."))
    row.until = until
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="aid_cost", entity_id=row.id)
