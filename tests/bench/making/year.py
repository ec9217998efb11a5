"""The teaching weeks of a school year as slots, and the days in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from random import Random

from careplan.scheduling.problem import Slot

WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4
SMALL_WEEK = {WEDNESDAY: (7,), FRIDAY: (6, 7)}
LARGE_WEEK = {WEDNESDAY: (7,), THURSDAY: (6, 7), FRIDAY: (6, 7)}

TERMS = (
    ("t1", dt.date(2026, 9, 1), dt.date(2027, 1, 8)),
    ("t2", dt.date(2027, 2, 22), dt.date(2027, 6, 18)),
)
HOLIDAYS = (
    (dt.date(2026, 9, 25), dt.date(2026, 9, 25)),
    (dt.date(2026, 10, 1), dt.date(2026, 10, 7)),
    (dt.date(2027, 1, 1), dt.date(2027, 1, 1)),
    (dt.date(2027, 4, 5), dt.date(2027, 4, 5)),
    (dt.date(2027, 5, 1), dt.date(2027, 5, 5)),
    (dt.date(2027, 6, 9), dt.date(2027, 6, 9)),
)
OUTDOOR_MONTHS = (4, 5, 6, 9, 10, 11)


def year_slots(periods: Mapping[int, tuple[int, ...]]) -> tuple[Slot, ...]:
    """The slots of a year in order; `periods` names the periods of each weekday."""
    found: list[Slot] = []
    week, monday = 0, None
    for term, first, last in TERMS:
        for day in (first + dt.timedelta(days=n) for n in range((last - first).days + 1)):
            if day.weekday() not in periods or any(one <= day <= end for one, end in HOLIDAYS):
                continue
            this = day - dt.timedelta(days=day.weekday())
            week, monday = week + (this != monday), this
            found += [Slot(f"{day:%m%d}p{period}", day, period, week, term) for period in periods[day.weekday()]]
    return tuple(found)


def on_weekdays(slots: Iterable[Slot], weekdays: Iterable[int]) -> frozenset[str]:
    wanted = set(weekdays)
    return frozenset(slot.id for slot in slots if slot.date.weekday() in wanted)


def in_weeks(slots: Iterable[Slot], weeks: Iterable[int]) -> frozenset[str]:
    wanted = set(weeks)
    return frozenset(slot.id for slot in slots if slot.week in wanted)


def in_season(slots: Iterable[Slot]) -> frozenset[str]:
    """Weather for outdoors."""
    return frozenset(slot.id for slot in slots if slot.date.month in OUTDOOR_MONTHS)


def some_days(dice: Random, slots: Iterable[Slot], share: float) -> frozenset[str]:
    """All slots of about that share of the days."""
    slots = list(slots)
    days = sorted({slot.date for slot in slots})
    chosen = set(dice.sample(days, max(1, round(share * len(days)))))
    return frozenset(slot.id for slot in slots if slot.date in chosen)


def away(dice: Random, slots: Iterable[Slot], weeks: int) -> frozenset[str]:
    """The year without so many weeks in a row."""
    slots = list(slots)
    first = dice.randint(1, max(slot.week for slot in slots) - weeks + 1)
    return frozenset(slot.id for slot in slots if not first <= slot.week < first + weeks)
