"""From the tables to spans of time: what people, places and squads are taken up by on these days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from careplan.db import db
from careplan.programme.clash import Span
from careplan.programme.models import Item
from careplan.programme.queries import WantedItems, find_items
from careplan.school.load import load_year_calendar
from careplan.school.models import StaffBusy, Venue
from careplan.school.queries import current_year, squads_of_year
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.models import TeamSession
from careplan.sessions.session_queries import SquadNames, in_force_between


def spans_between(first: date, last: date) -> list[Span]:
    """Sessions in force, items and the lessons that people teach, on these days."""
    names = SquadNames.now()
    watched = frozenset(db.session.scalars(select(Venue.id).where(Venue.shared.is_(False))))
    sessions = [_of_session(row, names, watched) for row in in_force_between(first, last)]
    items = find_items(WantedItems(first, last, states=("planned", "done")))
    return sessions + spans_of(items, watched) + _lessons(first, last)


def spans_of(items: Iterable[Item], watched: frozenset[int] | None = None) -> list[Span]:
    """A span for each item; `watched`: the places that take one group at a time."""
    if watched is None:
        watched = frozenset(db.session.scalars(select(Venue.id).where(Venue.shared.is_(False))))
    by_grade = _squads_by_grade()
    return [_of_item(item, watched, by_grade) for item in items]


def _of_item(item: Item, watched: frozenset[int], by_grade: dict[int, frozenset[int]]) -> Span:
    meant = item.series.grades or list(by_grade)
    wants_children = item.series.kind == "elective"
    return Span(
        source="item",
        key=item.id,
        begins=datetime.combine(item.day, item.begins),
        ends=datetime.combine(item.day, item.ends),
        words=(item.series.kind, item.series.title, item.topic),
        staff=frozenset({item.staff_id} if item.staff_id else ()),
        venue_id=item.venue_id if item.venue_id in watched else None,
        squads=frozenset().union(*(by_grade.get(grade, frozenset()) for grade in meant))
        if wants_children
        else frozenset(),
    )


def _squads_by_grade() -> dict[int, frozenset[int]]:
    year = current_year()
    found: dict[int, frozenset[int]] = {}
    for squad in squads_of_year(year.start_year) if year else ():
        grade = squad.grade(year.start_year) if year else 0
        found[grade] = found.get(grade, frozenset()) | {squad.id}
    return found


def _of_session(row: TeamSession, names: SquadNames, watched: frozenset[int]) -> Span:
    return Span(
        source="session",
        key=row.id,
        begins=begins(row.day, row.period),
        ends=ends(row.day, row.period + row.lessons - 1),
        words=(row.activity.title, row.activity.title_en, names.label(row.squads)),
        staff=frozenset(post.staff_id for post in row.posts),
        venue_id=row.venue_id if row.venue_id in watched else None,
        squads=frozenset(squad.id for squad in row.squads),
    )


def _lessons(first: date, last: date) -> list[Span]:
    """The weekly lessons of people, day by day: on a make-up day those of the weekday that it stands for."""
    year = current_year()
    if year is None:
        return []
    calendar = load_year_calendar(year)
    by_weekday: dict[int, list[tuple[int, int, int]]] = {}
    for key, staff_id, weekday, period in db.session.execute(
        select(StaffBusy.id, StaffBusy.staff_id, StaffBusy.weekday, StaffBusy.period)
    ):
        by_weekday.setdefault(weekday, []).append((key, staff_id, period))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        Span("lesson", key, begins(day, period), ends(day, period), (str(period),), frozenset({staff_id}))
        for day in days
        for key, staff_id, period in by_weekday.get(calendar.lessons_of(day) or 0, ())
    ]
