"""The lessons of a school day on the clock, for laying sessions into a calendar. Pure.

The customary day of a primary school (DOMAIN 7.4): four lessons in the morning with a long break after the second,
the others from two o'clock; 40 minutes each. Pages name a lesson by its number, which is what the school decides.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

LESSON = timedelta(minutes=40)
_STARTS = (time(8, 20), time(9, 10), time(10, 20), time(11, 10), time(14, 0), time(14, 50), time(15, 40), time(16, 30))


def begins(day: date, period: int) -> datetime:
    """When a lesson begins, on the school's wall clock; lessons after the eighth follow each other without a break."""
    known = min(max(period, 1), len(_STARTS))
    return datetime.combine(day, _STARTS[known - 1]) + max(period - len(_STARTS), 0) * LESSON


def ends(day: date, period: int) -> datetime:
    """When a lesson ends."""
    return begins(day, period) + LESSON
