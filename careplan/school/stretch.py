"""A stretch of school days, whole or only some lessons of each: while somebody is away or a place is closed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day to a day, both included; with lessons: those of each day only, both included."""

    first: date
    last: date
    first_period: int | None = None
    last_period: int | None = None

    def covers(self, day: date, period: int) -> bool:
        """Whether a lesson falls into it."""
        if not self.first <= day <= self.last:
            return False
        return (self.first_period or period) <= period <= (self.last_period or period)

    def touches(self, day: date, period: int, lessons: int) -> bool:
        """Whether any lesson of a session falls into it."""
        return any(self.covers(day, one) for one in range(period, period + lessons))
