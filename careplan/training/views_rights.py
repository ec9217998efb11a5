"""Who may do what with training beyond the policy file: the own records, and those who oversee."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort
from sqlalchemy import select

from careplan.access.roles import HEAD_COUNSELOR, OFFICE, PRINCIPAL
from careplan.db import db
from careplan.school.models import StaffMember
from careplan.training.models import TrainingRecord
from careplan.training.queries import record_by_id
from careplan.training.states import MOVES, OFFICE_MOVES
from careplan.web.guard import roles, user

blueprint = Blueprint("training", __name__, url_prefix="/training")
OVERSEERS = frozenset({PRINCIPAL, HEAD_COUNSELOR, OFFICE})
REVIEWERS = frozenset({PRINCIPAL, OFFICE})


def oversees() -> bool:
    return bool(roles() & OVERSEERS)


def reviews() -> bool:
    """Whether this person brings records on their way after they were submitted."""
    return bool(roles() & REVIEWERS)


def staff_or_404(staff_id: int) -> StaffMember:
    """Everybody sees the own records; those who oversee see all. Others: as if it did not exist."""
    if staff_id != user().staff_id and not oversees():
        abort(404)
    return db.session.scalar(select(StaffMember).where(StaffMember.id == staff_id)) or abort(404)


def entry_or_404(record_id: int) -> TrainingRecord:
    entry = record_by_id(record_id) or abort(404)
    staff_or_404(entry.staff_id)
    return entry


def moves_of(entry: TrainingRecord) -> list[str]:
    """What this person may do with a record now."""
    return [one for one, move in MOVES.items() if entry.state in move.before and may_move_it(one, entry)]


def may_move_it(action: str, entry: TrainingRecord) -> bool:
    """The teacher hands in and takes back; the office and the principal do the rest, but for their own records."""
    own = entry.staff_id == user().staff_id
    if action not in OFFICE_MOVES:
        return own or oversees()
    return reviews() and not own


def full(form: Any, **choices: Any) -> Any:
    """A form with its choices filled in."""
    for name, offered in choices.items():
        form[name].choices = offered
    return form
