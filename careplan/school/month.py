"""A month of the school year as its page shows it: weeks with their numbers, days with what stands on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from careplan.school.calendar import SCHOOL_WEEKDAYS, YearCalendar, month_weeks


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day. kind: school · makeup · closed · weekend · holidays (outside the terms). lessons: weekday whose run."""

    day: date
    in_month: bool
    kind: str
    lessons: int | None
    entries: tuple[Any, ...]
    is_today: bool


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the page; term and number are None when it touches no term."""

    term: int | None
    number: int | None
    cells: tuple[DayCell, ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month with the school days that lie in it."""

    year: int
    month: int
    weeks: tuple[WeekRow, ...]

    @property
    def school_days(self) -> int:
        """Days of this month on which children come to school."""
        return sum(cell.in_month and cell.kind in ("school", "makeup") for week in self.weeks for cell in week.cells)

    @property
    def entries(self) -> tuple[Any, ...]:
        """What stands on the month's own days, in order."""
        return tuple(entry for week in self.weeks for cell in week.cells if cell.in_month for entry in cell.entries)


def month_page(
    calendar: YearCalendar, year: int, month: int, entries: Mapping[date, Sequence[Any]], today: date
) -> MonthPage:
    """The page of a month; `entries` are whatever the template shows on a day."""
    rows = []
    for days in month_weeks(year, month):
        week = next((found for day in days if (found := calendar.week_of(day))), None)
        cells = tuple(
            DayCell(
                day=day,
                in_month=day.month == month,
                kind=day_kind(calendar, day),
                lessons=calendar.lessons_of(day),
                entries=tuple(entries.get(day, ())),
                is_today=day == today,
            )
            for day in days
        )
        rows.append(WeekRow(week.term if week else None, week.in_term if week else None, cells))
    return MonthPage(year, month, tuple(rows))


def day_kind(calendar: YearCalendar, day: date) -> str:
    """school · makeup · closed · weekend · holidays."""
    if day in calendar.closed:
        return "closed"
    if calendar.term_of(day) is None:
        return "holidays"
    if day in calendar.makeup:
        return "makeup"
    return "school" if day.isoweekday() in SCHOOL_WEEKDAYS else "weekend"


@dataclass(frozen=True, slots=True)
class Span:
    """The same entry on days that follow one another, e.g. the seven days of a holiday."""

    first: date
    last: date
    entry: Any


def spans(entries: Iterable[Any]) -> tuple[Span, ...]:
    """Entries (with day, kind and label) in order, those of consecutive days drawn together."""
    found: list[Span] = []
    for entry in entries:
        for number, span in enumerate(found):
            same = (span.entry.kind, span.entry.label) == (entry.kind, entry.label)
            if same and (entry.day - span.last).days == 1:
                found[number] = Span(span.first, entry.day, span.entry)
                break
        else:
            found.append(Span(entry.day, entry.day, entry))
    return tuple(found)
