"""Hours in which packages further down the way need people and places: an hour of help, a parents' lesson (S32, S36).

They register here once, when the application is made; the sessions know none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A stretch of one day, on the school's wall clock. venue_id None: no place, or one that several may share."""

    begins: datetime
    ends: datetime
    zh: str
    en: str
    staff_id: int | None = None
    venue_id: int | None = None


Hours = Callable[[date, date], Iterable[TakenUp]]
_hours: list[Hours] = []


def take_up(hours: Hours) -> None:
    """Register who can say what takes people and places up on these days, both included."""
    if hours not in _hours:
        _hours.append(hours)


def taken_up(first: date, last: date) -> list[TakenUp]:
    """Everything of these days."""
    return [one for hours in _hours for one in hours(first, last)]
