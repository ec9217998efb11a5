"""A month's page: kinds of days, week numbers, entries drawn together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from careplan.school.calendar import TermSpan, YearCalendar
from careplan.school.month import day_kind, month_page, spans

SATURDAY = date(2026, 10, 10)
CALENDAR = YearCalendar(
    (TermSpan(1, date(2026, 9, 1), date(2027, 1, 22)), TermSpan(2, date(2027, 3, 1), date(2027, 7, 2))),
    closed=frozenset(date(2026, 10, n) for n in range(1, 8)),
    makeup={SATURDAY: 5},
)


@dataclass(frozen=True)
class Entry:
    day: date
    kind: str = "closed"
    label: str = "国庆节"


def test_day_kind_of_each_sort() -> None:
    kinds = [
        day_kind(CALENDAR, day)
        for day in (date(2026, 10, 1), SATURDAY, date(2026, 10, 11), date(2026, 10, 12), date(2027, 2, 8))
    ]

    assert kinds == ["closed", "makeup", "weekend", "school", "holidays"]


def test_month_page_counts_its_own_school_days_only() -> None:
    page = month_page(CALENDAR, 2026, 10, {}, date(2026, 10, 13))

    assert page.school_days == 18
    assert [(week.term, week.number) for week in page.weeks] == [(1, 5), (1, 6), (1, 7), (1, 8), (1, 9)]
    assert [cell.day for week in page.weeks for cell in week.cells if cell.is_today] == [date(2026, 10, 13)]


def test_month_page_in_the_holidays_has_no_week_numbers() -> None:
    page = month_page(CALENDAR, 2027, 2, {}, date(2026, 10, 13))

    assert {week.number for week in page.weeks} == {None}
    assert page.school_days == 0


def test_month_page_shows_entries_of_its_own_days() -> None:
    entries = {date(2026, 9, 30): [Entry(date(2026, 9, 30))], SATURDAY: [Entry(SATURDAY, "makeup", "调休")]}

    assert [entry.label for entry in month_page(CALENDAR, 2026, 10, entries, SATURDAY).entries] == ["调休"]


def test_spans_draw_days_in_a_row_together() -> None:
    first = date(2026, 10, 1)
    days = [Entry(first + timedelta(days=n)) for n in range(7)]
    other = Entry(first + timedelta(days=2), "observance", "重阳")

    found = spans([*days[:3], other, *days[3:], Entry(date(2026, 10, 20))])

    assert [(span.first.day, span.last.day, span.entry.label) for span in found] == [
        (1, 7, "国庆节"),
        (3, 3, "重阳"),
        (20, 20, "国庆节"),
    ]
