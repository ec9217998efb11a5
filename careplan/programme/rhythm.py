"""The days of a series: weekly, every second week or monthly within a term (S36). Pure.

A series keeps to a weekday's lessons: a closed day has none, a make-up day has those of the weekday that it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from careplan.school.calendar import TermSpan, YearCalendar, days_between


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a series; skipped: days that closing takes away; made_up: make-up days that came instead."""

    days: tuple[date, ...]
    skipped: tuple[date, ...] = ()
    made_up: tuple[date, ...] = ()


def weekday_of(calendar: YearCalendar, day: date) -> int | None:
    """The weekday 1–7 that a series beginning on the day keeps to; None when no series can begin there."""
    lessons = calendar.lessons_of(day)
    if lessons is not None:
        return lessons
    is_free = calendar.term_of(day) is None or day in calendar.closed or day in calendar.makeup
    return None if is_free else day.isoweekday()


def days_of(calendar: YearCalendar, rhythm: str, first: date, last: date | None = None) -> Days:
    """The days from `first` to `last` (the end of its term by default), both included; none where it cannot begin."""
    term = calendar.term_of(first)
    if rhythm == "once":
        return Days((first,))
    if term is None or weekday_of(calendar, first) is None:
        return Days(())
    until = min(last or term.last, term.last)
    found = _chosen(calendar, rhythm, first, until, term)
    plain = () if first in calendar.makeup else _chosen(YearCalendar(calendar.terms), rhythm, first, until, term)
    missing = tuple(day for day in plain if day in calendar.closed)
    return Days(found, missing, tuple(day for day in found if day in calendar.makeup))


def _chosen(calendar: YearCalendar, rhythm: str, first: date, last: date, term: TermSpan) -> tuple[date, ...]:
    running = _running(calendar, weekday_of(calendar, first) or 0, term)
    kept = {"weekly": _all, "fortnightly": _every_second_week, "monthly": _once_a_month}[rhythm]
    return tuple(day for day in kept(calendar, running, first) if first <= day <= last)


def _running(calendar: YearCalendar, weekday: int, term: TermSpan) -> list[date]:
    """The term's days on which that weekday's lessons run; of a weekend its own days, make-up days left out."""
    return [day for day in days_between(term.first, term.last) if weekday_of(calendar, day) == weekday]


def _all(_calendar: YearCalendar, running: list[date], _first: date) -> list[date]:
    return running


def _every_second_week(calendar: YearCalendar, running: list[date], first: date) -> list[date]:
    """One day in each second teaching week, the week of the first day being the first of them."""
    weeks = {week.monday: week.in_term for week in calendar.weeks()}
    begun = _week(weeks, first)
    grouped = groupby((day for day in running if day >= first), key=lambda day: _week(weeks, day))
    return [next(days) for week, days in grouped if (week - begun) % 2 == 0]


def _week(weeks: dict[date, int], day: date) -> int:
    return next(number for monday, number in weeks.items() if 0 <= (day - monday).days < 7)


def _once_a_month(_calendar: YearCalendar, running: list[date], first: date) -> list[date]:
    """The same of its kind in each month (the second Wednesday …); in a short month the last."""
    months = [list(days) for _month, days in groupby(running, key=lambda day: (day.year, day.month))]
    place = next((days.index(first) for days in months if first in days), 0)
    return [days[min(place, len(days) - 1)] for days in months]
