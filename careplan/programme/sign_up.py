"""Who has a place in an elective and who waits: in the order of time, nothing else (S5). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Places:
    """How full an elective is; left 0 when it is full, places None when there is no limit."""

    places: int | None
    taken: int
    waiting: int

    @property
    def left(self) -> int | None:
        return None if self.places is None else max(self.places - self.taken, 0)


def in_order(rows: Sequence[Row], places: int | None) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Sign-ups in the order of time: those with a place, and those who wait."""
    limit = len(rows) if places is None else places
    return tuple(rows[:limit]), tuple(rows[limit:])


def counted(signed: int, places: int | None) -> Places:
    """The counts of an elective with so many sign-ups."""
    taken = signed if places is None else min(signed, places)
    return Places(places, taken, signed - taken)


def is_open(sign_up_until: date | None, last_on: date, today: date) -> bool:
    """Whether children can still be signed up: until the deadline, or until the last day where there is none."""
    return today <= (sign_up_until or last_on)


def fits(grade: int, grades: Iterable[int]) -> bool:
    """Whether a grade is meant; no grade named means all."""
    meant = tuple(grades)
    return not meant or grade in meant
