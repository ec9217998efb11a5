"""What is set for clauses."""

from __future__ import annotations

from sqlalchemy import select

from careplan.clauses.clause import Owned
from careplan.clauses.models import ClauseOwner
from careplan.db import db
from careplan.school.models import StaffMember


def owned_clauses() -> dict[str, Owned]:
    """By clause: the person named for it, the day, where the papers lie."""
    query = select(ClauseOwner, StaffMember.active).outerjoin(StaffMember, StaffMember.id == ClauseOwner.staff_id)
    return {
        row.ref: Owned(row.staff_id, row.due_on, row.proof, gone=active is False)
        for row, active in db.session.execute(query)
    }


def clause_owner(ref: str) -> ClauseOwner | None:
    """The row of one clause."""
    return db.session.scalar(select(ClauseOwner).where(ClauseOwner.ref == ref))
