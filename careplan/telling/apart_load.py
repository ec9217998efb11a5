"""From the sessions of the schedule in force to what became of single ones, as it is stored with what was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.clock import local, now, today
from careplan.db import db
from careplan.plans.load import squad_code
from careplan.sessions.lesson_times import ends
from careplan.sessions.meeting_load import counselors_by_squad
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.schedule_queries import key_of, sessions_of
from careplan.telling.apart import Apart, Where

Said = dict[str, Any]


def said_now(version: ScheduleVersion) -> Said:
    """Row → None for each that is cancelled, [day, lesson, place, squads merged into it] for each held otherwise.

    From today on.
    """
    rows = [row for row in sessions_of(version) if max(row.day, key_of(row)[0]) >= today()]
    return {str(row.id): where for row in rows for where in _where(row)}


def _where(row: TeamSession) -> list[list[Any] | None]:
    if row.state == "cancelled":
        return [None]
    joined = _joined(row)
    if row.departure is not None and (row.departure.kind == "moved" or joined):
        return [[row.day.isoformat(), row.period, row.venue.name, joined]]
    return []


def _joined(row: TeamSession) -> list[str]:
    """The squads that came to it because their own session was merged into it."""
    if row.departure is None:
        return []
    return sorted({squad_code(one) for one in row.squads} - set(row.departure.was_squads))


def concerns_today(row: TeamSession) -> bool:
    """Whether somebody may still go to it, where it was planned or where it is."""
    was = row.departure
    planned = ends(was.was_day, was.was_period) if was is not None else ends(row.day, row.period + row.lessons - 1)
    return max(planned, ends(row.day, row.period)) > local(now()).replace(tzinfo=None) or row.day > today()


def read_said(said: Mapping[str, Any]) -> Apart:
    """What was said of single sessions, by what makes each the same in every version."""
    query = select(TeamSession).where(TeamSession.id.in_([int(one) for one in said]))
    rows = db.session.scalars(query.options(selectinload(TeamSession.squads), selectinload(TeamSession.activity)))
    counselors = counselors_by_squad()
    return {key_of(row): _read(said[str(row.id)], counselors) for row in rows}


def _read(where: list[Any] | None, counselors: Mapping[str, str]) -> Where | None:
    """Of an entry as said_now makes it; older ones name no squads."""
    if not where:
        return None
    day, period, venue, *more = where
    joined = tuple(more[0]) if more else ()
    own = frozenset(counselors[squad] for squad in joined if squad in counselors)
    return Where(date.fromisoformat(day), period, venue, joined, own)
