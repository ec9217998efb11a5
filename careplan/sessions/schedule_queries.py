"""Read schedule versions and their sessions."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from careplan.db import db
from careplan.plans.load import squad_code
from careplan.scheduling.json_place import Place
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import read_problem
from careplan.scheduling.solution import Session, Solution
from careplan.scheduling.solution_file import read_solution
from careplan.sessions.models import ScheduleVersion, SessionPost, TeamSession
from careplan.sessions.schedule_files import Key, unpack
from careplan.sessions.stood_queries import Stood


def published_schedule() -> ScheduleVersion | None:
    """The schedule in force."""
    return db.session.scalars(select(ScheduleVersion).where(ScheduleVersion.state == "published")).one_or_none()


def schedule_versions() -> list[ScheduleVersion]:
    """All versions, newest first."""
    return list(db.session.scalars(select(ScheduleVersion).order_by(ScheduleVersion.number.desc())))


def next_edition() -> int:
    """What the next published version is called."""
    return (db.session.scalar(select(func.max(ScheduleVersion.edition))) or 0) + 1


def sessions_of(version: ScheduleVersion) -> list[TeamSession]:
    """A version's sessions in order of time, with activity, venue, squads and people."""
    query = (
        select(TeamSession)
        .where(TeamSession.schedule_id == version.id)
        .options(
            selectinload(TeamSession.activity),
            selectinload(TeamSession.venue),
            selectinload(TeamSession.squads),
            selectinload(TeamSession.posts).selectinload(SessionPost.staff),
            selectinload(TeamSession.departure),
        )
        .order_by(TeamSession.day, TeamSession.period, TeamSession.id)
    )
    return list(db.session.scalars(query))


def is_recorded(row: TeamSession | Stood) -> bool:
    """Whether something happened that no re-plan may touch: held, cancelled, or recorded in any way."""
    return row.state != "planned" or row.recorded_at is not None


def stays(row: TeamSession | Stood, today: date) -> bool:
    """Whether a re-plan asks for the session again as it is: it took place, or its day is over and it still may have.

    A cancelled session did not take place: its record stays, but its activity is free to be planned again.
    """
    return row.state != "cancelled" and (is_recorded(row) or row.day < today)


def key_of(row: TeamSession) -> Key:
    """What makes the session the same one in another version: how the schedule knows it, however it was held."""
    was = row.departure
    if was is not None:
        return was.was_day, was.was_period, row.activity.slug, frozenset(was.was_squads)
    return row.day, row.period, row.activity.slug, frozenset(squad_code(squad) for squad in row.squads)


def stored_problem(version: ScheduleVersion) -> Problem:
    """The problem that a schedule was made from."""
    return _problem_in(version.problem)


@lru_cache(maxsize=4)
def _problem_in(stored: bytes) -> Problem:
    """A problem never changes once it is stored; putting a change into force reads the same two many times."""
    return read_problem(Place("", unpack(stored)))


def stored_solution(version: ScheduleVersion) -> Solution:
    """The solution as the solver gave it."""
    return _solution_in(version.solution)


@lru_cache(maxsize=4)
def _solution_in(stored: bytes) -> Solution:
    """Like the problem: it is stored anew when it changes."""
    return read_solution(Place("", unpack(stored)))


def plan_in_force(version: ScheduleVersion) -> tuple[Session, ...]:
    """The sessions of a stored schedule in order of time."""
    problem, sessions = stored_problem(version), stored_solution(version).sessions
    days = {slot.id: (slot.date, slot.period) for slot in problem.slots}
    groups = {group.id: group.squads for group in problem.groups}
    return tuple(sorted(sessions, key=lambda one: (*days[one.start], groups[one.group])))
