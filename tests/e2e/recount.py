"""Figures counted from the database by plain SQL that knows nothing of careplan's own counting."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

CHILDREN = """
WITH parent AS (
  SELECT child_id, away AND absence IN ('', 'work') AS away, away_since, can_care
  FROM family_member WHERE relation IN ('father', 'mother') AND NOT is_carer),
away AS (
  SELECT child_id, sum(away) AS gone, sum(away AND date(away_since, '+3 months') <= :day) AS long_gone,
    sum(NOT away AND can_care = 0) AS unable FROM parent GROUP BY child_id),
pupil AS (
  SELECT child.*, away.*, date(birth_date, '+16 years') > :day AS young FROM child LEFT JOIN away ON child_id = child.id
  WHERE joined_on <= :day AND (left_on IS NULL OR left_on > :day))
"""
LEFT_BEHIND = {
    "学籍系统口径": CHILDREN + "SELECT count(*) FROM pupil WHERE long_gone >= 1",
    "民政口径": CHILDREN + "SELECT count(*) FROM pupil WHERE young AND (gone = 2 OR gone = 1 AND unable)",
}
PLAIN = {
    "pupils": CHILDREN + "SELECT count(*) FROM pupil",
    "staff": "SELECT count(*) FROM staff_member WHERE kind = 'teacher' AND active",
    "squads": "SELECT count(*) FROM squad WHERE active",
    "sessions": "SELECT count(*) FROM team_session s JOIN schedule_version v ON v.id = schedule_id AND v.state = 'published'",
    "held": "SELECT count(*) FROM team_session WHERE state = 'held' AND day <= :day",
    "cancelled": "SELECT count(*) FROM team_session WHERE state = 'cancelled' AND day <= :day",
    "came": """SELECT count(*) FROM attendance JOIN team_session s ON s.id = team_session_id
      WHERE s.state = 'held' AND s.day <= :day AND attendance.state IN ('present', 'late')""",
    "called": """SELECT count(*) FROM attendance JOIN team_session s ON s.id = team_session_id
      WHERE s.state = 'held' AND s.day <= :day""",
    "visits": "SELECT count(*) FROM contact WHERE withdrawn_at IS NULL AND kind <> 'parent-call' AND day <= :day",
    "cost_fen": """SELECT sum(cost_fen) FROM team_session s JOIN activity a ON a.id = activity_id
      WHERE s.state = 'held' AND s.day <= :day""",
}


def recount(data: Path, day: date) -> dict[str, int]:
    """Every figure by its name as of the end of a day."""
    return {name: count(data, sql, day) for name, sql in (PLAIN | LEFT_BEHIND).items()}


def count(data: Path, sql: str, day: date | None = None) -> int:
    """One number out of the data folder's database, opened for reading only."""
    with sqlite3.connect(f"file:{data / 'careplan.sqlite3'}?mode=ro", uri=True) as connection:
        return int(connection.execute(sql, {"day": str(day)}).fetchone()[0] or 0)
