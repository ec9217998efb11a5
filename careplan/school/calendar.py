"""The school year's days (S44): which are school days, whose lessons run on them, and in which teaching week.

Weeks are counted as schools do: from Monday, from 1 in each term, the first week short when the term does not begin on
a Monday. A make-up day belongs to the week it lies in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAYS_OF_WEEK = 7
SCHOOL_WEEKDAYS = range(1, 6)  # Monday 1 – Friday 5


@dataclass(frozen=True, slots=True)
class TermSpan:
    """A term 学期, first and last day included."""

    number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Week:
    """A teaching week. number: from 1 over the whole year; in_term: 第N周 of its term; monday: its Monday."""

    number: int
    term: int
    in_term: int
    monday: date

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        return tuple(self.monday + timedelta(days=n) for n in range(DAYS_OF_WEEK))


@dataclass(frozen=True, slots=True, order=True)
class LessonTime:
    """A weekly lesson: weekday 1 (Monday) – 7, period from 1."""

    weekday: int
    period: int


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One lesson on one day. week: Week.number; term: TermSpan.number."""

    day: date
    period: int
    week: int
    term: int


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """Terms, closed days, and make-up days with the weekday 1–5 whose lessons run (None: no regular lessons).

    A day that is both is closed.
    """

    terms: tuple[TermSpan, ...]
    closed: frozenset[date] = frozenset()
    makeup: Mapping[date, int | None] = field(default_factory=dict)

    def term_of(self, day: date) -> TermSpan | None:
        """The term a day lies in; None in the holidays between."""
        return next((term for term in self.terms if term.first <= day <= term.last), None)

    def lessons_of(self, day: date) -> int | None:
        """The weekday 1–5 whose lessons run on the day; None when there are no regular lessons."""
        if self.term_of(day) is None or day in self.closed:
            return None
        if day in self.makeup:
            return self.makeup[day]
        weekday = day.isoweekday()
        return weekday if weekday in SCHOOL_WEEKDAYS else None

    def is_school_day(self, day: date) -> bool:
        """Whether people come to school: a make-up day without a timetable counts."""
        if self.term_of(day) is None or day in self.closed:
            return False
        return day in self.makeup or day.isoweekday() in SCHOOL_WEEKDAYS

    def weeks(self) -> tuple[Week, ...]:
        """All calendar weeks that touch a term, in order; also those without a school day (a holiday week)."""
        found: list[Week] = []
        for term in self.terms:
            monday, in_term = monday_of(term.first), 1
            while monday <= term.last:
                found.append(Week(len(found) + 1, term.number, in_term, monday))
                monday, in_term = monday + timedelta(days=DAYS_OF_WEEK), in_term + 1
        return tuple(found)

    def week_of(self, day: date) -> Week | None:
        """The teaching week of a day inside a term."""
        term = self.term_of(day)
        if term is None:
            return None
        return next(week for week in self.weeks() if week.term == term.number and week.monday == monday_of(day))

    def school_days(self, term: TermSpan | None = None) -> tuple[date, ...]:
        """The school days of a term, or of the year."""
        chosen = self.terms if term is None else (term,)
        return tuple(day for one in chosen for day in days_between(one.first, one.last) if self.is_school_day(day))

    def slots(self, lessons: Iterable[LessonTime]) -> tuple[Slot, ...]:
        """Every day on which one of these weekly lessons takes place, in order (S16, S44).

        Closed days have none; a make-up day has those of the weekday that it stands for.
        """
        periods: dict[int, list[int]] = {}
        for lesson in sorted(set(lessons)):
            periods.setdefault(lesson.weekday, []).append(lesson.period)
        numbers = {(week.term, week.monday): week.number for week in self.weeks()}
        found = []
        for term in self.terms:
            for day in days_between(term.first, term.last):
                for period in periods.get(self.lessons_of(day) or 0, ()):
                    found.append(Slot(day, period, numbers[term.number, monday_of(day)], term.number))
        return tuple(found)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def month_weeks(year: int, month: int) -> tuple[tuple[date, ...], ...]:
    """The weeks, Monday to Sunday, that a month's page shows; days of the months beside it fill up."""
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    mondays = range(0, (last - monday_of(first)).days + 1, DAYS_OF_WEEK)
    return tuple(
        tuple(days_between(m, m + timedelta(days=6))) for m in (monday_of(first) + timedelta(days=n) for n in mondays)
    )


def months_of_year(start_year: int) -> tuple[tuple[int, int], ...]:
    """(year, month) from September to August."""
    return tuple((start_year + (month > 12), (month - 1) % 12 + 1) for month in range(9, 21))
