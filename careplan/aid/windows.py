"""Duties that come again: when each is due, and how it stands (C29, C31, C34). Pure.

A monthly duty has a window in each month (13th to 17th), a yearly one a window in each year (it may run over New Year),
one that comes once a window of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from careplan.aid.rates import day_in_month, month_days

MONTHLY, YEARLY, ONCE = "monthly", "yearly", "once"
RHYTHMS = {MONTHLY: ("每月", "Every month"), YEARLY: ("每年", "Every year"), ONCE: ("一次", "Once")}

DONE, LATE, EXCUSED, MISSED, OPEN, COMING = "done", "late", "excused", "missed", "open", "coming"
STATES = {
    MISSED: ("已错过", "Missed"),
    OPEN: ("现在该做", "Due now"),
    COMING: ("将到", "Coming"),
    DONE: ("已完成", "Done"),
    LATE: ("补做", "Done late"),
    EXCUSED: ("注明不需要", "Not needed"),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """When a duty is due. first, last: (month, day), the month 0 for a monthly one; since, until: from when to when.

    A window counts when it closes on or after `since` and opens on or before `until`. For one that comes once the
    window is `since` to `until`.
    """

    rhythm: str
    first: tuple[int, int]
    last: tuple[int, int]
    since: date
    until: date | None = None
    pauses: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A first and a last day, both included. `opens` names the occurrence."""

    opens: date
    closes: date


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A window with how it stands on a day."""

    window: Window
    state: str

    @property
    def is_loud(self) -> bool:
        """Whether somebody has to do something."""
        return self.state in (MISSED, OPEN)


def windows(pattern: Pattern, first: date, last: date) -> list[Window]:
    """The windows that touch these days, in order."""
    begin, end = max(first, pattern.since), min(last, pattern.until or last)
    return [one for one in _all(pattern, begin, end) if one.closes >= begin and one.opens <= end]


def _all(pattern: Pattern, begin: date, end: date) -> Iterator[Window]:
    if pattern.rhythm == ONCE:
        yield Window(pattern.since, pattern.until or pattern.since)
    elif pattern.rhythm == MONTHLY:
        for month in month_days(begin.replace(day=1), end, 1):
            if month.month not in pattern.pauses:
                opens = day_in_month(month.year, month.month, pattern.first[1])
                yield Window(opens, day_in_month(month.year, month.month, pattern.last[1]))
    else:
        over_new_year = pattern.last < pattern.first
        for year in range(begin.year - 1, end.year + 1):
            opens = day_in_month(year, *pattern.first)
            yield Window(opens, day_in_month(year + over_new_year, *pattern.last))


def state_of(window: Window, done_on: date | None, excused: bool, day: date) -> str:
    """How an occurrence stands on a day. Done after its window is late; not done after it is missed."""
    if excused:
        return EXCUSED
    if done_on is not None:
        return LATE if done_on > window.closes else DONE
    if day > window.closes:
        return MISSED
    return OPEN if day >= window.opens else COMING


def occurrences(
    pattern: Pattern, done: Mapping[date, date | None], day: date, ahead: timedelta = timedelta(days=60)
) -> list[Occurrence]:
    """All up to `ahead` days after the day. done: opening day of the window → when it was done, None: not needed."""
    found = windows(pattern, pattern.since, day + ahead)
    return [
        Occurrence(one, state_of(one, done.get(one.opens), one.opens in done and done[one.opens] is None, day))
        for one in found
    ]
