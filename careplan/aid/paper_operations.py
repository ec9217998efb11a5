"""Papers of aid as photographs: kept sealed like those of sessions; a picture of the child only with consent (G24)."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.aid.models import AidPaper
from careplan.aid.words import PAPER_WORDS
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.children.queries import consented
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.photograph import BadPhotograph, taken_in
from careplan.secrecy import place_in, seal

PLACE = "aid_paper.sealed"
MOST_PAPERS = 60


def add_paper(
    *,
    actor_id: int | None,
    child: Child,
    kind: str,
    data: bytes,
    shows_child: bool,
    case_id: int | None = None,
    record_id: int | None = None,
    entry_id: int | None = None,
) -> AidPaper:
    """Keep a photographed paper, re-encoded and sealed; Refused when it is none, or shows a child without consent."""
    if kind not in PAPER_WORDS:
        raise Refused(_("Please choose one of the kinds."))
    if shows_child and not consented([child.id], "photo"):
        raise BadPhotograph(_("No guardian's consent to photographs of this child is on record."))
    here = select(func.count(AidPaper.id)).where(AidPaper.child_id == child.id, AidPaper.removed_at.is_(None))
    if (db.session.scalar(here) or 0) >= MOST_PAPERS:
        raise BadPhotograph(_("There are %(n)s photographs already. Please take one out first.", n=MOST_PAPERS))
    picture = taken_in(data)
    row = AidPaper(
        child_id=child.id,
        case_id=case_id,
        record_id=record_id,
        entry_id=entry_id,
        kind=kind,
        shows_child=shows_child,
        added_at=now(),
        added_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    row.sealed = seal(place_in(PLACE, row.id), picture)
    record(actor_id=actor_id, action="add-photo", entity="aid_paper", entity_id=row.id, detail={"kind": kind})
    return row


def remove_paper(*, actor_id: int | None, row: AidPaper) -> None:
    """Take a photograph out for good: the picture is erased, that there was one stays on record."""
    if row.removed_at is None:
        row.sealed, row.removed_at, row.removed_by = None, now(), actor_id
        db.session.flush()
        record(actor_id=actor_id, action="remove-photo", entity="aid_paper", entity_id=row.id)
