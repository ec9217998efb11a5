"""Who plays the weeks: accounts and squads, read from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.accounts.models import User
from careplan.children.load import findings_of, light_children
from careplan.children.models import Child
from careplan.db import db
from careplan.school.models import Squad, StaffMember
from careplan.school.queries import require_year


@dataclass(frozen=True, slots=True)
class Cast:
    """users by user name; teachers: the account of each squad's counselor by squad id."""

    users: dict[str, User]
    by_staff: dict[int, User]
    staff: list[StaffMember]
    squads: list[Squad]
    start_year: int

    def teacher_of(self, squad: Squad) -> User:
        return self.by_staff[squad.counselor_id or 0]


def load_cast() -> Cast:
    users = list(db.session.scalars(select(User)))
    squads = select(Squad).options(selectinload(Squad.counselor)).order_by(Squad.entry_year.desc(), Squad.number)
    return Cast(
        {user.username: user for user in users},
        {user.staff_id: user for user in users if user.staff_id},
        list(db.session.scalars(select(StaffMember).order_by(StaffMember.number))),
        list(db.session.scalars(squads)),
        require_year().start_year,
    )


def left_behind(day: date) -> list[Child]:
    """The children whom civil affairs' definition counts on the day, or cannot settle."""
    return [child for child in light_children() if findings_of(child, day)["civil_affairs"].answer is not False]
