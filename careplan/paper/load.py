"""From the tables to the sheets: sessions of the schedule in force, special days, squads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.db import db
from careplan.paper.sheets import (
    Line,
    SessionSheet,
    Special,
    SquadSheet,
    WallSheet,
    WeekNotice,
    minutes,
    monday,
    squad_sheet,
    wall,
    week_notice,
)
from careplan.school.models import SchoolYear, Squad, Term
from careplan.school.queries import calendar_days, squads_of_year, staff
from careplan.seeds.load import shipped_vocabulary
from careplan.sessions.load import ceremony
from careplan.sessions.models import SessionPost, TeamSession
from careplan.sessions.record_queries import roll_of, tallies_of
from careplan.sessions.roll import Tally, spoken
from careplan.sessions.schedule_queries import published_schedule

CEREMONY_CHANNEL = "team-day"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the words are: the school year, and whether in English."""

    start_year: int
    english: bool

    def word(self, kind: str, code: str) -> str:
        return shipped_vocabulary().word(kind, code).name("en" if self.english else "zh")


def load_sheet(reader: Reader, found: TeamSession, squad: Squad | None, named: bool) -> SessionSheet:
    """The sheet of a session. squad: whose roll stands on it; named: whether this reader may see the children."""
    tallies = tallies_of([found])[found.id]
    counted = tallies[squad.id] if squad else sum(tallies.values(), Tally(0))
    activity = found.activity
    return SessionSheet(
        line=_line(reader, found),
        people=tuple((reader.word("post", post.role), post.staff.name) for post in found.posts),
        purpose=activity.purpose,
        steps=minutes(activity.steps),
        materials=tuple(activity.materials),
        safety=tuple(activity.safety),
        ceremony=_ceremony(reader, found, squad, counted.expected),
        of=squad.label(reader.start_year) if squad else "",
        expected=counted.expected,
        names=tuple(line.name for line in roll_of(found, squad.id)) if squad and named else None,
    )


def _ceremony(reader: Reader, found: TeamSession, squad: Squad | None, expected: int):  # type: ignore[no-untyped-def]
    if found.activity.channel != CEREMONY_CHANNEL:
        return ()
    label = squad.label(reader.start_year) if squad else ""
    return tuple((step, spoken(step.words, label, Tally(expected)) if squad else step.words) for step in ceremony())


def load_week(reader: Reader, year: SchoolYear, day: date) -> WeekNotice:
    """The notice of the week of a day."""
    term = term_of(year, day)
    first = monday(day)
    last = first + timedelta(days=6)
    return week_notice(
        day, term.number, term.starts_on, lines_between(reader, first, last), _special(reader, first, last)
    )


def load_wall(reader: Reader, term: Term) -> tuple[WallSheet, ...]:
    """A term for the wall."""
    squads = [(one.id, one.label(reader.start_year)) for one in squads_of_year(reader.start_year)]
    first, last = term.starts_on, term.ends_on
    lines = [line for line in lines_between(reader, first, last) if line.state != "cancelled"]
    return wall(squads, first, last, lines, _special(reader, first, last))


def load_squads(reader: Reader, term: Term, squad_id: int | None) -> tuple[SquadSheet, ...]:
    """A sheet for each squad, or for one."""
    people = {one.id: one.name for one in staff(active_only=False)}
    lines = [line for line in lines_between(reader, term.starts_on, term.ends_on) if line.state != "cancelled"]
    return tuple(
        squad_sheet(one.id, one.label(reader.start_year), people.get(one.counselor_id or 0, ""), term.starts_on, lines)
        for one in squads_of_year(reader.start_year)
        if squad_id in (None, one.id)
    )


def term_of(year: SchoolYear, day: date) -> Term:
    """The term of a day; between terms the next one, at the end the last."""
    terms = sorted(year.terms, key=lambda term: term.starts_on)
    return next((term for term in terms if day <= term.ends_on), terms[-1])


def lines_between(reader: Reader, first: date, last: date) -> list[Line]:
    """The sessions of the schedule in force in a span of days, by day and period."""
    version = published_schedule()
    query = (
        select(TeamSession)
        .where(TeamSession.schedule_id == (version.id if version else 0), TeamSession.day.between(first, last))
        .options(
            selectinload(TeamSession.activity),
            selectinload(TeamSession.venue),
            selectinload(TeamSession.squads),
            selectinload(TeamSession.posts).selectinload(SessionPost.staff),
        )
        .order_by(TeamSession.day, TeamSession.period, TeamSession.id)
    )
    return [_line(reader, row) for row in db.session.scalars(query)]


def _line(reader: Reader, row: TeamSession) -> Line:
    activity = row.activity
    return Line(
        id=row.id,
        day=row.day,
        period=row.period,
        lessons=row.lessons,
        title=(activity.title_en or activity.title) if reader.english else activity.title,
        method=reader.word("method", activity.method),
        squad_ids=tuple(squad.id for squad in row.squads),
        squads=tuple(squad.label(reader.start_year) for squad in row.squads),
        leaders=tuple(post.staff.name for post in row.posts),
        venue=row.venue.name,
        materials=tuple(activity.materials),
        state=row.state,
        reason=row.reason,
    )


def _special(reader: Reader, first: date, last: date) -> Sequence[Special]:
    return [
        Special(one.day, one.kind, (one.label_en or one.label) if reader.english else one.label)
        for one in calendar_days(first, last)
    ]
