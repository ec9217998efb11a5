"""Read opening hours and talks; what leaves this file for others than the writer is counts (S32, S35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from careplan.casework.help_words import Talk, Usage, usage
from careplan.casework.models import HelpGiven, HelpHours
from careplan.db import db
from careplan.school.queries import current_year


def opening_hours() -> Sequence[HelpHours]:
    """The room's hours, then the hotline's, through the week."""
    query = select(HelpHours).options(joinedload(HelpHours.staff))
    return db.session.scalars(query.order_by(HelpHours.channel.desc(), HelpHours.weekday, HelpHours.hours)).all()


def hours_held_by(staff_id: int) -> int:
    """In how many of the weekly opening hours this person is there."""
    return len(db.session.scalars(select(HelpHours.id).where(HelpHours.staff_id == staff_id)).all())


def usage_of_year() -> Usage:
    """How much help was asked for in the current school year: counts only, no note is read."""
    year = current_year()
    query = select(HelpGiven.day, HelpGiven.channel, HelpGiven.subject)
    if year and year.terms:
        query = query.where(HelpGiven.day >= date(year.start_year, 9, 1))
    return usage(Talk(*row) for row in db.session.execute(query.order_by(HelpGiven.day)))


def own_talks(user_id: int) -> Sequence[HelpGiven]:
    """The talks that this person noted, newest first."""
    query = select(HelpGiven).where(HelpGiven.recorded_by == user_id)
    return db.session.scalars(query.order_by(HelpGiven.day.desc(), HelpGiven.id.desc())).all()


def own_talk(talk_id: int, user_id: int) -> HelpGiven | None:
    """A talk of this person; None for another's, as if there were none."""
    return db.session.scalar(select(HelpGiven).where(HelpGiven.id == talk_id, HelpGiven.recorded_by == user_id))


def due_talks(user_id: int, day: date) -> int:
    """How many own talks wait for a second look on that day."""
    due = select(HelpGiven.id).where(
        HelpGiven.recorded_by == user_id, HelpGiven.follow_up_on <= day, HelpGiven.followed_up_on.is_(None)
    )
    return len(db.session.scalars(due).all())
