"""A benefit that comes every month, with amounts that change (C30: 245 a month, from a day on 650). Pure.

An amount holds from its day until the next one's. A month pays the amount that holds on its pay day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """From this day on, so many fen a month."""

    since: date
    fen: int


@dataclass(frozen=True, slots=True)
class Benefit:
    """pay_day: day of the month 1–31, in a shorter month its last. ends_on: its last day, if known."""

    rates: tuple[Rate, ...]
    pay_day: int
    ends_on: date | None = None


def rate_on(rates: Iterable[Rate], day: date) -> Rate | None:
    """The amount that holds on a day; None before the first."""
    return max((rate for rate in rates if rate.since <= day), default=None)


def day_in_month(year: int, month: int, day: int) -> date:
    """That day of the month; in a shorter month its last."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def month_days(first: date, last: date, day: int) -> Iterator[date]:
    """That day of each month from `first` to `last`, both included."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        found = day_in_month(year, month, day)
        if first <= found <= last:
            yield found
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def payments(benefit: Benefit, first: date, last: date) -> list[tuple[date, int]]:
    """(pay day, fen) from `first` to `last`, both included."""
    if not benefit.rates:
        return []
    begin = max(first, min(benefit.rates).since)
    end = min(last, benefit.ends_on or last)
    found = ((day, rate_on(benefit.rates, day)) for day in month_days(begin, end, benefit.pay_day))
    return [(day, rate.fen) for day, rate in found if rate is not None]


def spans(benefit: Benefit) -> list[tuple[date, date | None, int]]:
    """(from, to, fen a month) in order of time; to None: until further notice."""
    rates = sorted(benefit.rates)
    if not rates:
        return []
    ends = [following.since - timedelta(days=1) for following in rates[1:]] + [benefit.ends_on]
    return [(rate.since, end, rate.fen) for rate, end in zip(rates, ends, strict=True)]
