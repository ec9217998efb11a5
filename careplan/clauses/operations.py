"""Set who answers for a clause. The actor is always an argument."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clauses.models import ClauseOwner
from careplan.clauses.queries import clause_owner
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.queries import name_watch
from careplan.school.models import StaffMember


class NamesAChild(Refused):
    """The words hold a child's name; shown at their field."""

    field = "proof"


class AlreadySet(Refused):
    """Somebody else set it while the form was open."""

    field = "staff_id"


def set_owner(
    *, actor_id: int | None, ref: str, row: ClauseOwner | None, staff_id: int | None, due_on: date | None, proof: str
) -> ClauseOwner:
    """Name the person, the day and the papers of a clause; row None: nothing was set before. Refused with words."""
    if row is None and clause_owner(ref) is not None:
        raise AlreadySet(_("Somebody else has just set this. Please open the page again."))
    if staff_id and db.session.scalar(select(StaffMember.id).where(StaffMember.id == staff_id)) is None:
        raise AlreadySet(_("Please choose a person."))
    names = [piece.original for piece in name_watch()(proof) if not piece.doubtful] if proof else []
    if names:
        raise NamesAChild(_("A child is named here: %(words)s. Please write it without.", words="、".join(names)))
    row = row or ClauseOwner(ref=ref)
    row.staff_id, row.due_on, row.proof = staff_id, due_on, proof
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="clause_owner", entity_id=row.id, detail={"ref": ref})
    return row
