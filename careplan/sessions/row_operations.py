"""Bring the rows of a draft to what a step makes of it; a session that only moves keeps its row."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from careplan.db import db
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session
from careplan.sessions.draft_models import DraftLock
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.schedule_files import DatedSession, dated
from careplan.sessions.store_operations import Known

Placed = tuple[Session, int | None]
ALIKE: tuple[Callable[[Session], object], ...] = (
    lambda one: (one.activity, one.group),
    lambda one: (one.group, one.start),
    lambda one: one.activity,
)
"""What makes a session that goes and one that comes the same one, the surest sign first."""


def rewrite_rows(
    *, version: ScheduleVersion, problem: Problem, out: list[Placed], into: tuple[Session, ...]
) -> list[Placed]:
    """Change, add and delete rows; answers the new sessions with their rows."""
    heirs = _heirs(out, into)
    words = [dated(problem, (one,))[0] for one in into]
    known = Known.of(words)
    stored = _rows([row for _, row in out if row is not None])
    rows = [_fill(version, known, stored.get(heir or 0), one) for heir, one in zip(heirs, words, strict=True)]
    for number in stored.keys() - {heir for heir in heirs if heir is not None}:
        _drop(stored[number])
    db.session.flush()
    return list(zip(into, (row.id for row in rows), strict=True))


def _heirs(out: list[Placed], into: tuple[Session, ...]) -> list[int | None]:
    """For each session that comes the row it takes over."""
    found: list[int | None] = [None] * len(into)
    left = [pair for pair in out if pair[1] is not None]
    for sign in ALIKE:
        for place, one in enumerate(into):
            twin = next((pair for pair in left if found[place] is None and sign(pair[0]) == sign(one)), None)
            if twin is not None:
                found[place] = twin[1]
                left.remove(twin)
    return found


def _rows(ids: list[int]) -> dict[int, TeamSession]:
    query = select(TeamSession).where(TeamSession.id.in_(ids))
    loaded = query.options(selectinload(TeamSession.squads), selectinload(TeamSession.posts))
    return {row.id: row for row in db.session.scalars(loaded)} if ids else {}


def _fill(version: ScheduleVersion, known: Known, row: TeamSession | None, one: DatedSession) -> TeamSession:
    if row is None:
        row = TeamSession(schedule_id=version.id)
        db.session.add(row)
    with db.session.no_autoflush:
        return known.fill(row, one)


def _drop(row: TeamSession) -> None:
    """A draft's session has no record yet; who locked it no longer does."""
    db.session.execute(delete(DraftLock).where(DraftLock.team_session_id == row.id))
    row.squads = []
    db.session.delete(row)
