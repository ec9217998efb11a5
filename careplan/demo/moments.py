"""Moments of the demo year: what is entered before school begins, and how the clock stands while a day is played."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from careplan.clock import SCHOOL_ZONE, fixed

ROSTER_DAY = date(2026, 8, 26)
STAFF_DAY = date(2026, 8, 27)
PLAN_DAY = date(2026, 8, 28)
DECISION_DAY = date(2026, 8, 31)
SCHEDULE_DAY = date(2026, 8, 31)


@contextmanager
def at(day: date, hour: int = 16, minute: int = 30) -> Iterator[None]:
    """Within, it is this moment at the school."""
    with fixed(datetime.combine(day, time(hour, minute), SCHOOL_ZONE)):
        yield
