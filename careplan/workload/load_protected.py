"""Loads and kept-free time from the records: what was held, what is planned, what happened in kept time (S44, S50)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.clock import local, today
from careplan.db import db
from careplan.school.calendar import YearCalendar
from careplan.school.load import load_year_calendar
from careplan.school.models import StaffMember, Term
from careplan.school.queries import current_year
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.models import TeamSession
from careplan.sessions.session_queries import in_force_between
from careplan.voices.models import Obstacle
from careplan.voices.obstacles import BREACH
from careplan.workload.load import load_facts
from careplan.workload.load_sessions import held_sessions
from careplan.workload.protected import KEPT, LESSON, Held, Limits, Load, load_of

PERIODS = range(1, 9)


@dataclass(frozen=True, slots=True)
class Protected:
    """Everybody's load in a term; taken: kept lessons of squads that were taken by another subject, as reported."""

    term: Term
    people: tuple[tuple[StaffMember, Load], ...]
    taken: int


def load_protected(term: Term, staff_id: int | None = None) -> Protected:
    """The term's loads of everybody who can lead, in the order of the staff list; of one person when asked."""
    calendar = _calendar()
    held = [*_sessions(term, calendar), *_beside(term, calendar)]
    query = select(StaffMember).where(StaffMember.active, StaffMember.kind == "teacher")
    query = query.options(selectinload(StaffMember.busy)).order_by(StaffMember.number)
    if staff_id is not None:
        query = query.where(StaffMember.id == staff_id)
    people = tuple((one, load_of(one.id, held, _limits(one))) for one in db.session.scalars(query))
    return Protected(term, people, _taken(term))


def _calendar() -> YearCalendar:
    year = current_year()
    return load_year_calendar(year) if year else YearCalendar(())


def _limits(person: StaffMember) -> Limits:
    slots = {(one.weekday, one.period): KEPT if one.kept else LESSON for one in person.busy}
    return Limits(person.max_per_week, person.max_per_term, slots)


def _sessions(term: Term, calendar: YearCalendar) -> Iterator[Held]:
    """A session of the term for each of its posts: held ones, and planned ones that lie ahead."""
    done = held_sessions(term.starts_on, term.ends_on)
    ahead = [one for one in in_force_between(max(today(), term.starts_on), term.ends_on) if one.state == "planned"]
    for row, planned in [*((one, False) for one in done), *((one, True) for one in ahead)]:
        for post in row.posts:
            yield _held(row, post.staff_id, planned, calendar)


def _held(row: TeamSession, staff_id: int, planned: bool, calendar: YearCalendar) -> Held:
    weekday = calendar.lessons_of(row.day)
    periods = range(row.period, row.period + row.lessons)
    slots = tuple((weekday, period) for period in periods) if weekday else ()
    title, title_en = row.activity.title, row.activity.title_en
    return Held(staff_id, "session", row.id, row.day, row.lessons, slots, title, title_en, planned)


def _beside(term: Term, calendar: YearCalendar) -> Iterator[Held]:
    """Other work with hours of its own: no lessons led, but it may lie in kept-free time."""
    for facts in load_facts(term.starts_on, min(term.ends_on, today())).values():
        for fact in facts:
            weekday = calendar.lessons_of(fact.day)
            if fact.source in ("item", "entry") and weekday:
                periods = [period for period in PERIODS if _meets(fact.begins, fact.ends, fact.day, period)]
                slots = tuple((weekday, period) for period in periods)
                yield Held(fact.staff_id, fact.source, fact.source_id, fact.day, 0, slots, fact.title, fact.title_en)


def _meets(first: int, last: int, day: date, period: int) -> bool:
    start, end = begins(day, period), ends(day, period)
    return first < end.hour * 60 + end.minute and last > start.hour * 60 + start.minute


def _taken(term: Term) -> int:
    """Kept lessons taken away, as people reported them: by the session's day, or else by the day of the report."""
    query = select(TeamSession.day, Obstacle.raised_at).select_from(Obstacle)
    query = query.outerjoin(TeamSession, TeamSession.id == Obstacle.team_session_id).where(Obstacle.kind == BREACH)
    days = (day or local(raised_at).date() for day, raised_at in db.session.execute(query))
    return sum(term.starts_on <= day <= term.ends_on for day in days)
