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


@dataclass(frozen=True, slots=True)
class Watched:
    """A child that some definition of left-behind counts; close: civil affairs counts it too, or cannot settle it."""

    child: Child
    close: bool


def watched_children(day: date) -> list[Watched]:
    """All children whom one of the three definitions counts on the day (DOMAIN 4.1)."""
    found = []
    for child in light_children():
        answers = {code: finding.answer for code, finding in findings_of(child, day).items()}
        close = answers["civil_affairs"] is not False
        if close or any(answers.values()):
            found.append(Watched(child, close))
    return found
