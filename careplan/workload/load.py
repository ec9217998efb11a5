"""From the records to facts: what each person did in a stretch of days (S51). Reads only; ids, days and titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.access.roles import COUNSELLING_TEACHER, HEAD_COUNSELOR
from careplan.accounts.models import User
from careplan.casework.models import Contact
from careplan.db import db
from careplan.programme.models import EventJoin, Item
from careplan.school.calendar import monday_of
from careplan.school.load import load_year_calendar
from careplan.school.models import SchoolYear
from careplan.school.queries import current_year, squads_of_year
from careplan.workload.load_sessions import session_facts
from careplan.workload.models import WorkEntry
from careplan.workload.work import POST, Fact


def load_facts(first: date, last: date) -> dict[int, tuple[Fact, ...]]:
    """Staff id → the facts of these days, both included, in the order in which they count."""
    found: dict[int, list[Fact]] = defaultdict(list)
    events = _events()
    for source in (session_facts, _contacts, _items, _entries, _posts):
        for fact in source(first, last):
            event = events.get((fact.source, fact.source_id), 0)
            found[fact.staff_id].append(replace(fact, event=event) if event else fact)
    return {who: tuple(sorted(facts, key=lambda one: one.order)) for who, facts in sorted(found.items())}


def _events() -> dict[tuple[str, int], int]:
    """(source, id) → the school's event that a session or an item is joined with (S20)."""
    query = select(EventJoin.event_id, EventJoin.session_id, EventJoin.item_id).order_by(EventJoin.id)
    found: dict[tuple[str, int], int] = {}
    for event_id, session_id, item_id in db.session.execute(query):
        found[("session", session_id) if session_id else ("item", item_id or 0)] = event_id
    return found


def _contacts(first: date, last: date) -> Iterator[Fact]:
    """Visits, calls and talks by whoever made them; of the child not even the id."""
    query = select(Contact.id, Contact.by_staff_id, Contact.kind, Contact.day)
    for key, staff_id, kind, day in db.session.execute(query.where(Contact.day.between(first, last))):
        if staff_id is not None:
            yield Fact(staff_id, "contact", key, kind, "", day, 0, "")


def _items(first: date, last: date) -> Iterator[Fact]:
    """What was done beside the sessions, by whoever answered for it: help, parents' lessons, media, electives."""
    query = select(Item).where(Item.state == "done", Item.staff_id.is_not(None), Item.day.between(first, last))
    for row in db.session.scalars(query.options(selectinload(Item.series))):
        yield _timed(
            row.staff_id or 0,
            "item",
            row.id,
            row.series.kind,
            row.day,
            row.begins,
            row.ends,
            row.topic or row.series.title,
        )


def _entries(first: date, last: date) -> Iterator[Fact]:
    """What was entered by hand and counter-signed by another person."""
    query = select(WorkEntry).where(WorkEntry.state == "countersigned", WorkEntry.day.between(first, last))
    for row in db.session.scalars(query):
        yield _timed(row.staff_id, "entry", row.id, "other", row.day, row.begins, row.ends, row.title)


def _timed(staff_id: int, source: str, key: int, kind: str, day: date, begins: time, ends: time, title: str) -> Fact:
    start, end = minute_of(begins), minute_of(ends)
    return Fact(staff_id, source, key, kind, "", day, end - start, title, begins=start, ends=end)


def minute_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def _posts(first: date, last: date) -> Iterator[Fact]:
    """Who holds a post that counts a constant, with the teaching weeks that begin in these days."""
    year = current_year()
    weeks = teaching_weeks(year, first, last) if year else 0
    if not weeks or year is None:
        return
    for squad in squads_of_year(year.start_year):
        if squad.counselor_id is not None:
            label = squad.label(year.start_year)
            yield _post(squad.counselor_id, squad.id, "squad-counselor", first, weeks, label)
    for person in _holders():
        for role, post in ((HEAD_COUNSELOR, "brigade-counselor"), (COUNSELLING_TEACHER, "counselling-teacher")):
            if role in person.roles:
                yield _post(person.staff_id or 0, person.staff_id or 0, post, first, weeks, "")


def _post(staff_id: int, key: int, role: str, first: date, weeks: int, title: str) -> Fact:
    return Fact(staff_id, "post", key, POST, role, first, 0, title, times=weeks)


def _holders() -> Iterable[User]:
    """One account for each person, the first."""
    query = select(User).where(User.active, User.staff_id.is_not(None)).order_by(User.id)
    found: dict[int, User] = {}
    for person in db.session.scalars(query):
        found.setdefault(person.staff_id or 0, person)
    return found.values()


def teaching_weeks(year: SchoolYear, first: date, last: date) -> int:
    """Weeks of the terms whose first school day lies in these days: each week counts in one period only."""
    begins: dict[date, date] = {}
    for day in load_year_calendar(year).school_days():
        begins.setdefault(monday_of(day), day)
    return sum(first <= day <= last for day in begins.values())
