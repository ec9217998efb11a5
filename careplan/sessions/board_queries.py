"""Read what the calendar is laid out in: its rows, the lessons of its days, and how full each week is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from careplan.db import db
from careplan.school.load import lesson_times, load_year_calendar
from careplan.school.models import SchoolYear, Squad, SquadLesson, StaffMember, Venue
from careplan.school.queries import may_lead
from careplan.sessions.models import ScheduleVersion, SessionSquad, TeamSession
from careplan.sessions.session_queries import choices_of
from careplan.sessions.year_strip import StripWeek, year_strip
from careplan.training.queries import holdings_by_staff

GRADES = range(1, 7)
ROWS = ("none", "squad", "leader", "venue")
"""What the calendar's rows stand for; "none": days alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the calendar: a squad, a person or a place, by the id of its table.

    lessons: weekday and period of a squad's weekly lessons for its activities.
    """

    id: int
    title: str
    lessons: tuple[tuple[int, int], ...] = ()


def rows_of(version: ScheduleVersion, kind: str, year: SchoolYear) -> tuple[Row, ...]:
    """The rows of a version in their usual order; of a draft also those that have no session yet."""
    used = choices_of(version)
    named = {"squad": used.squads, "leader": used.leaders, "venue": used.venues}.get(kind, ())
    if version.state != "draft":
        return tuple(Row(*one) for one in named)
    offered = {"squad": _squads, "leader": _leaders, "venue": _venues}[kind](year) if kind != "none" else ()
    ids = {one.id for one in offered}
    return (*offered, *(Row(*one) for one in named if one[0] not in ids))


def _squads(year: SchoolYear) -> tuple[Row, ...]:
    query = select(Squad).where(Squad.active).options(selectinload(Squad.lessons))
    return tuple(
        Row(one.id, one.label(year.start_year), tuple((time.weekday, time.period) for time in lesson_times(one)))
        for one in db.session.scalars(query.order_by(Squad.entry_year.desc(), Squad.number))
        if one.grade(year.start_year) in GRADES
    )


def _leaders(_year: SchoolYear) -> tuple[Row, ...]:
    """Whoever has learned to lead anything; which of it and until when, the judge says."""
    trained = list(holdings_by_staff())
    query = select(StaffMember).where(may_lead(), StaffMember.id.in_(trained)).order_by(StaffMember.number)
    return tuple(Row(one.id, one.name) for one in db.session.scalars(query))


def _venues(_year: SchoolYear) -> tuple[Row, ...]:
    query = select(Venue).where(Venue.active).order_by(Venue.kind, Venue.name)
    return tuple(Row(one.id, one.name) for one in db.session.scalars(query))


def lessons_of_day(version: ScheduleVersion) -> tuple[int, int]:
    """The first and the last lesson of the day that the calendar shows: those kept free, and those in use."""
    free = db.session.execute(select(func.min(SquadLesson.period), func.max(SquadLesson.period))).one()
    last = func.max(TeamSession.period + TeamSession.lessons - 1)
    here = TeamSession.schedule_id == version.id
    used = db.session.execute(select(func.min(TeamSession.period), last).where(here)).one()
    found = [number for number in (*free, *used) if number is not None]
    return (min(found), max(found)) if found else (1, 1)


def strip_of(version: ScheduleVersion, year: SchoolYear) -> tuple[StripWeek, ...]:
    """How full each week of a version is; cancelled sessions do not count."""
    query = (
        select(TeamSession.id, TeamSession.day, SessionSquad.squad_id)
        .join(SessionSquad, SessionSquad.team_session_id == TeamSession.id)
        .where(TeamSession.schedule_id == version.id, TeamSession.state != "cancelled")
    )
    meetings = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
    return year_strip(load_year_calendar(year), meetings, len(_squads(year)))
