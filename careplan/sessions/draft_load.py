"""From a stored draft to the desk, and a small memory of it: a move must be answered at once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import cast

from flask import current_app
from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.plans.load import squad_code
from careplan.scheduling.judge import Judge
from careplan.scheduling.solution import Session
from careplan.school.models import Squad
from careplan.sessions.desk import Desk, session_key
from careplan.sessions.models import ScheduleVersion, SessionSquad, TeamSession
from careplan.sessions.schedule_files import Key
from careplan.sessions.schedule_queries import stored_problem, stored_solution

MOST = 6  # drafts in memory, all schools together
Remembered = OrderedDict[tuple[int, str], Desk]


def load_desk(version: ScheduleVersion) -> Desk:
    """The draft as it stands after its last change; each change gives it a new stamp, so nothing old is answered."""
    memory, lock = _memory()
    key = (version.id, version.stamp)
    with lock:
        found = memory.get(key) if version.stamp else None
    if found is None:
        judge = Judge(stored_problem(version))
        sessions = stored_solution(version).sessions
        found = Desk.of(judge, sessions, rows_of(version, judge, sessions))
        remember(version, found)
    return found


def remember(version: ScheduleVersion, desk: Desk) -> None:
    """Keep a desk for the next question about the draft."""
    memory, lock = _memory()
    if not version.stamp:
        return
    with lock:
        memory[version.id, version.stamp] = desk
        memory.move_to_end((version.id, version.stamp))
        while len(memory) > MOST:
            memory.popitem(last=False)


def _memory() -> tuple[Remembered, Lock]:
    """Each application has its own; threads share it."""
    kept = current_app.extensions.setdefault("desks", (OrderedDict(), Lock()))
    return cast("tuple[Remembered, Lock]", kept)


def rows_of(version: ScheduleVersion, judge: Judge, sessions: tuple[Session, ...]) -> tuple[int | None, ...]:
    """The row of each session, found by its day, lesson, activity and squads."""
    ids = row_keys(version)
    return tuple(_take(ids, session_key(judge, one)) for one in sessions)


def _take(ids: dict[Key, list[int]], key: Key | None) -> int | None:
    found = ids.get(key) if key else None
    return found.pop() if found else None


def row_keys(version: ScheduleVersion) -> dict[Key, list[int]]:
    """The rows of a version by what makes them the same session; more than one where a draft holds something twice."""
    query = select(TeamSession.id, TeamSession.day, TeamSession.period, Activity.slug).join(
        Activity, Activity.id == TeamSession.activity_id
    )
    rows = db.session.execute(query.where(TeamSession.schedule_id == version.id)).all()
    squads = _squads_of(version)
    found: dict[Key, list[int]] = {}
    for row_id, day, period, slug in rows:
        found.setdefault((day, period, slug, frozenset(squads.get(row_id, ()))), []).append(row_id)
    return found


def _squads_of(version: ScheduleVersion) -> dict[int, set[str]]:
    query = (
        select(SessionSquad.team_session_id, Squad)
        .join(Squad, Squad.id == SessionSquad.squad_id)
        .join(TeamSession, TeamSession.id == SessionSquad.team_session_id)
        .where(TeamSession.schedule_id == version.id)
    )
    found: dict[int, set[str]] = {}
    for row_id, squad in db.session.execute(query):
        found.setdefault(row_id, set()).add(squad_code(squad))
    return found
