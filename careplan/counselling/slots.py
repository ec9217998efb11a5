"""From the duty roster to free times. A time is a run of cells of five minutes; a cell holds one person once. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

CELL = 5
"""Minutes of a cell: the database refuses a second appointment of a person in the same cell (G34)."""


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """Somebody is in the room on a day. begins, ends: minutes since midnight. closed: why nobody is there, "" if open.

    code away: the person is marked as away; cancelled: these hours were called off; place: the room is closed.
    """

    day: date
    begins: int
    ends: int
    staff_id: int
    staff: str
    place: str
    closed: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time that can be booked with a person. begins: minutes since midnight."""

    day: date
    begins: int
    staff_id: int
    staff: str
    place: str

    @property
    def code(self) -> str:
        """2026-11-27.740.3: as a form sends it."""
        return f"{self.day.isoformat()}.{self.begins}.{self.staff_id}"


NO_HOURS = "none"
"""Why a booked time fell away: there are no hours of this person at that time any more (a holiday, other hours)."""


def fallen(day: date, begins: int, ends: int, staff_id: int, duties: Iterable[Duty]) -> str:
    """Why nobody would be there at a booked time: a code of `Duty.closed` or NO_HOURS; "" when it stands."""
    own = [one for one in duties if (one.day, one.staff_id) == (day, staff_id)]
    if any(not one.closed and one.begins <= begins and ends <= one.ends for one in own):
        return ""
    return next((one.closed for one in own if one.closed and one.begins < ends and begins < one.ends), NO_HOURS)


Taken = Collection[tuple[int, date, int]]
"""(staff id, day, cell) that are taken."""


def minutes_of(moment: time) -> int:
    """12:20 → 740."""
    return moment.hour * 60 + moment.minute


def clock_text(minutes: int) -> str:
    """740 → 12:20."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def cells(begins: int, minutes: int) -> range:
    """The cells that a time takes; one that begins inside a cell takes it whole."""
    return range(begins // CELL, -(-(begins + minutes) // CELL))


def free_slots(duties: Iterable[Duty], taken: Taken, minutes: int, step: int, after: tuple[date, int]) -> list[Slot]:
    """Every time of so many minutes inside a duty that nobody has, from each duty's beginning every `step` minutes.

    after: today and the minutes since midnight: what has begun cannot be booked.
    """
    return [
        Slot(duty.day, begins, duty.staff_id, duty.staff, duty.place)
        for duty in sorted(duties)
        if not duty.closed
        for begins in range(duty.begins, duty.ends - minutes + 1, step)
        if (duty.day, begins) > after
        and not any((duty.staff_id, duty.day, cell) in taken for cell in cells(begins, minutes))
    ]
