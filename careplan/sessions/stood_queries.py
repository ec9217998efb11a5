"""What became of each session of a version, read lightly: the draft's page asks for it several times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.school.models import Squad
from careplan.sessions.departure_models import Departure
from careplan.sessions.models import ScheduleVersion, SessionSquad, TeamSession
from careplan.sessions.schedule_files import Key


@dataclass(frozen=True, slots=True)
class Stood:
    """A session without its people and its place. key: as `schedule_queries.key_of`; squads: who really meets."""

    id: int
    key: Key
    activity: str
    squads: tuple[str, ...]
    day: date
    term: int
    state: str
    planned: bool
    recorded_at: datetime | None


def stood_in(version: ScheduleVersion) -> list[Stood]:
    """A version's sessions in order of time; two queries, no row of a table is made."""
    was = (Departure.was_day, Departure.was_period, Departure.was_squads)
    its = TeamSession
    query = (
        select(its.id, Activity.slug, its.day, its.period, its.term, its.state, its.planned, its.recorded_at, *was)
        .join(Activity, Activity.id == its.activity_id)
        .outerjoin(Departure, Departure.team_session_id == its.id)
        .where(its.schedule_id == version.id)
        .order_by(its.day, its.period, its.id)
    )
    squads = codes_of(version)
    found = []
    for row in db.session.execute(query):
        own = tuple(squads.get(row.id, ()))
        at = (row.day, row.period) if row.was_day is None else (row.was_day, row.was_period)
        key = (*at, row.slug, frozenset(own if row.was_day is None else row.was_squads))
        found.append(Stood(row.id, key, row.slug, own, row.day, row.term, row.state, row.planned, row.recorded_at))
    return found


def codes_of(version: ScheduleVersion) -> dict[int, list[str]]:
    """Row of each session → its squads' ids in a scheduling file, see `plans.load.squad_code`."""
    query = (
        select(SessionSquad.team_session_id, Squad.entry_year, Squad.number)
        .join(Squad, Squad.id == SessionSquad.squad_id)
        .join(TeamSession, TeamSession.id == SessionSquad.team_session_id)
        .where(TeamSession.schedule_id == version.id)
        .order_by(Squad.entry_year.desc(), Squad.number)
    )
    found: dict[int, list[str]] = {}
    for row_id, entry_year, number in db.session.execute(query):
        found.setdefault(row_id, []).append(f"{entry_year}-{number}")
    return found
