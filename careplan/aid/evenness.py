"""No tides: how evenly help came over a year (C29). Pure.

Help is whatever reached the child: money that arrived, goods, duties done, contacts. A day counts once for
the gaps, each help once for the shares. The year ends on the day asked about; for a child who came later it begins
with the child.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

YEAR = timedelta(days=365)
TROUGH_DAYS = 45
"""Nothing for a month and a half: the child is in a trough. What comes monthly leaves 31 days at the most."""

JUNE = 6
MONTHS = 12
NEW_YEAR_FROM, NEW_YEAR_TO = (12, 20), (2, 20)
"""The season of New Year and the Spring Festival (两节): the festival falls between 21 January and 20 February."""

MONEY, GOODS, DUTY, CONTACT = "money", "goods", "duty", "contact"
SORTS = {
    MONEY: ("钱款", "Money"),
    GOODS: ("物品", "Goods"),
    DUTY: ("定期关爱", "Duties done"),
    CONTACT: ("家访与联系", "Visits and contacts"),
}


@dataclass(frozen=True, slots=True, order=True)
class Help:
    """Something that reached a child on a day."""

    day: date
    sort: str


@dataclass(frozen=True, slots=True)
class Evenness:
    """How help came from `since` to `day`. longest: days of the longest gap, which runs from gap[0] to gap[1];
    quiet: days since the last help, or since the beginning; june and new_year: shares 0–1, None without any help
    or where that season has not been yet;
    months: how many of the last twelve calendar months had help, of `counted` that the child was there."""

    since: date
    day: date
    total: int
    longest: int
    gap: tuple[date, date]
    quiet: int
    june: float | None
    new_year: float | None
    months: int
    by_month: tuple[tuple[date, Mapping[str, int]], ...]

    @property
    def counted(self) -> int:
        """The calendar months that lie within the year, or since the child came: twelve at the most."""
        return sum(month >= self.since.replace(day=1) for month, _found in self.by_month)

    @property
    def in_trough(self) -> bool:
        return self.quiet > TROUGH_DAYS


def evenness(helps: Iterable[Help], day: date, joined: date | None = None) -> Evenness:
    """The measure for one child, or for any set of help, over the year that ends on `day`."""
    since = min(max(day - YEAR, joined or date.min), day)
    counted = [one for one in helps if since <= one.day <= day]
    days = sorted({one.day for one in counted})
    points = [since, *days, day]
    gap = max(pairwise(points), key=lambda pair: (pair[1] - pair[0], pair[1]))
    months = _by_month(counted, day)
    return Evenness(
        since=since,
        day=day,
        total=len(counted),
        longest=(gap[1] - gap[0]).days,
        gap=gap,
        quiet=(day - (days[-1] if days else since)).days,
        june=_share(counted, lambda on: on.month == JUNE, since, day),
        new_year=_share(counted, is_new_year, since, day),
        months=sum(bool(found) for _month, found in months),
        by_month=months,
    )


def is_new_year(day: date) -> bool:
    """Whether a day lies in the season of New Year and the Spring Festival."""
    return (day.month, day.day) >= NEW_YEAR_FROM or (day.month, day.day) <= NEW_YEAR_TO


def _share(counted: list[Help], belongs: Callable[[date], bool], since: date, day: date) -> float | None:
    """The part of the help that lies in a season; None where no day of it lies between since and day."""
    weeks = range(0, (day - since).days + 1, 7)  # a season is longer than a week: none slips through
    was = belongs(since) or belongs(day) or any(belongs(since + timedelta(days)) for days in weeks)
    return sum(belongs(one.day) for one in counted) / len(counted) if counted and was else None


def _by_month(counted: list[Help], day: date) -> tuple[tuple[date, Mapping[str, int]], ...]:
    """The twelve calendar months up to the day's own, each with its counts by sort."""
    months = [_months_before(day, number) for number in range(MONTHS - 1, -1, -1)]
    counts: dict[date, Counter[str]] = {month: Counter() for month in months}
    for one in counted:
        if (month := one.day.replace(day=1)) in counts:
            counts[month][one.sort] += 1
    return tuple((month, dict(counts[month])) for month in months)


def _months_before(day: date, number: int) -> date:
    index = day.year * MONTHS + day.month - 1 - number
    return date(index // MONTHS, index % MONTHS + 1, 1)


@dataclass(frozen=True, slots=True)
class SchoolEvenness:
    """The school's: all help together, and how its children fare. longest_median: middle of the children's gaps."""

    together: Evenness
    children: int
    in_trough: int
    longest_median: float | None
    without_help: int


def school_evenness(helps: Mapping[int, Iterable[Help]], each: Mapping[int, Evenness], day: date) -> SchoolEvenness:
    """From every child's help and measure; a child without help is in `each` all the same."""
    since = min((one.since for one in each.values()), default=None)
    return SchoolEvenness(
        together=evenness((one for found in helps.values() for one in found), day, since),
        children=len(each),
        in_trough=sum(one.in_trough for one in each.values()),
        longest_median=median(one.longest for one in each.values()) if each else None,
        without_help=sum(one.total == 0 for one in each.values()),
    )
