"""Read what a draft would change of the schedule in force."""

from __future__ import annotations

from datetime import date

from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.schedule_files import Key
from careplan.sessions.schedule_queries import is_recorded, key_of, sessions_of
from careplan.sessions.session_queries import SessionLine, Wanted, find_sessions
from careplan.sessions.version_changes import Changes, changes


def changed_lines(version: ScheduleVersion, in_force: ScheduleVersion, today: date) -> Changes[SessionLine]:
    """What publishing the version would change; what is cancelled counts in neither schedule."""
    before = _standing(in_force)
    recorded = {key for key, row in before.items() if is_recorded(row)}
    return changes(_lines(in_force, before, today), _lines(version, _standing(version), today), recorded)


def _standing(version: ScheduleVersion) -> dict[Key, TeamSession]:
    return {key_of(row): row for row in sessions_of(version) if row.state != "cancelled"}


def _lines(version: ScheduleVersion, rows: dict[Key, TeamSession], today: date) -> dict[Key, SessionLine]:
    lines = {line.id: line for line in find_sessions(Wanted(version.id), today)}
    return {key: lines[row.id] for key, row in rows.items()}
