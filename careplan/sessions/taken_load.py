"""From what packages further down the way register to hours as a scheduling file names people and places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from careplan.clock import today
from careplan.db import db
from careplan.scheduling.agenda import Index
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session
from careplan.school.models import StaffMember, Venue
from careplan.sessions.taken import Taken
from careplan.sessions.taken_beside import taken_up


def load_taken(first: date, last: date) -> tuple[Taken, ...]:
    """The hours that are taken on these days, from today on."""
    hours = taken_up(max(first, today()), last) if last >= today() else []
    if not hours:
        return ()
    numbers = {row[0]: row[1] for row in db.session.execute(select(StaffMember.id, StaffMember.number))}
    places = {row[0]: row[1] for row in db.session.execute(select(Venue.id, Venue.name))}
    return tuple(
        Taken(one.begins, one.ends, one.zh, one.en, numbers.get(one.staff_id or 0), places.get(one.venue_id or 0))
        for one in hours
    )


def taken_of(problem: Problem) -> tuple[Taken, ...]:
    """Those of a problem's year."""
    days = [slot.date for slot in problem.slots]
    return load_taken(min(days), max(days)) if days else ()


def taken_at(index: Index, sessions: Iterable[Session]) -> tuple[Taken, ...]:
    """Those of the days of some sessions."""
    days = [index.slots[one.start].date for one in sessions if one.start in index.slots]
    return load_taken(min(days), max(days)) if days else ()
