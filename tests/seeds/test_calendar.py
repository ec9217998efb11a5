"""The calendar of 2026—2027: true to two holiday libraries for 2026, honest about 2027."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from careplan.seeds.calendar import SeedCalendar
from careplan.seeds.load import Seeds
from tests.seeds.conftest import Folder

NAME = "calendar/2026-2027.toml"


@pytest.fixture
def calendar(seeds: Seeds) -> SeedCalendar:
    return seeds.calendars["2026—2027"]


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def test_2026_agrees_with_chinesecalendar(calendar: SeedCalendar) -> None:
    closed = {day for one in calendar.closed for day in one.days if day.year == 2026}
    makeup = {one.date for one in calendar.makeup}
    work = {d for d in days_of(2026) if (d.weekday() < 5 or d in makeup) and d not in closed}

    assert work == {d for d in days_of(2026) if chinese_calendar.is_workday(d)}


def test_2026_agrees_with_holidays(calendar: SeedCalendar) -> None:
    off = {day for one in calendar.closed for day in one.days if day.year == 2026 and day.weekday() < 5}
    china = holidays.country_holidays("CN", years=2026)

    assert off == {day for day in china if day.year == 2026 and day.weekday() < 5}


def test_2027_statutory_days_agree_with_holidays(calendar: SeedCalendar) -> None:
    last = calendar.terms[-1].last
    own = {d for one in calendar.closed for d in one.days if d.year == 2027 and one.name != "国际儿童节"}
    china = {day for day in holidays.country_holidays("CN", years=2027) if date(2027, 1, 1) <= day <= last}
    spring_in_lieu = {date(2027, 2, 9), date(2027, 2, 10)}  # inside the winter holidays

    assert own == china - spring_in_lieu


def test_2027_says_that_the_notice_is_not_out(calendar: SeedCalendar) -> None:
    later = [one for one in calendar.closed if one.first.year == 2027 and one.name != "国际儿童节"]

    assert later
    assert not any(one.confirmed for one in later)
    assert all(one.note for one in later)
    assert not any(one.date.year == 2027 for one in calendar.makeup)


def test_every_2026_entry_names_its_source(calendar: SeedCalendar) -> None:
    assert all("国务院办公厅" in one.source for one in calendar.closed if one.first.year == 2026)


def test_terms_have_21_and_18_calendar_weeks(calendar: SeedCalendar) -> None:
    weeks = [len({d.isocalendar()[:2] for d in days_between(t.first, t.last)}) for t in calendar.terms]

    assert weeks == [21, 18]


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_the_rhythm_reaches_every_month(calendar: SeedCalendar) -> None:
    assert {month for one in calendar.rhythm for month in one.months} == set(range(1, 13))


def test_observances_lie_in_the_school_year_in_order(calendar: SeedCalendar) -> None:
    dates = [one.date for one in calendar.observances]

    assert dates == sorted(dates)
    assert date(2026, 9, 1) <= dates[0]
    assert dates[-1] <= date(2027, 8, 31)
    assert date(2026, 10, 13) in dates


def test_last_before_first_is_named(folder: Folder) -> None:
    line = folder.replace(NAME, "last = 2026-10-07", "last = 2026-09-30")

    (fault,) = folder.faults(NAME)

    assert (fault.line, "lies before the first day" in fault.message) == (line, True)


def test_day_closed_twice_is_named(folder: Folder) -> None:
    folder.replace(NAME, "first = 2026-10-01", "first = 2026-09-27")

    assert "2026-09-27 is closed twice: “中秋节” and “国庆节”" in [f.message for f in folder.faults(NAME)]


def test_makeup_on_a_weekday_is_named(folder: Folder) -> None:
    line = folder.replace(NAME, "date = 2026-10-10", "date = 2026-10-09")

    assert [(f.line, "not a Saturday or Sunday" in f.message) for f in folder.faults(NAME)] == [(line, True)]


def test_makeup_on_a_closed_day_is_named(folder: Folder) -> None:
    folder.replace(NAME, "date = 2026-10-10", "date = 2026-10-04")

    assert "is a make-up day and closed" in folder.faults(NAME)[0].message


def test_terms_that_overlap_are_named(folder: Folder) -> None:
    line = folder.replace(NAME, "first = 2027-03-01", "first = 2027-01-20")

    assert [(f.line, f.message) for f in folder.faults(NAME)] == [(line, "term 2 begins before term 1 has ended")]


def test_date_as_text_is_named(folder: Folder) -> None:
    line = folder.replace(NAME, "date = 2026-09-10", 'date = "2026-09-10"')

    assert [(f.line, "`date` must be a date" in f.message) for f in folder.faults(NAME)] == [(line, True)]
