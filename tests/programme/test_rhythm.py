"""The days of a series keep to a weekday's lessons: closed days have none, make-up days stand for their weekday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from careplan.programme.rhythm import days_of, weekday_of
from careplan.school.calendar import TermSpan, YearCalendar

TERM = TermSpan(1, date(2026, 9, 1), date(2026, 12, 31))
WEDNESDAY = date(2026, 9, 2)
CLOSED = frozenset(date(2026, 10, day) for day in range(1, 8))  # 7 October is a Wednesday
MAKE_UP = date(2026, 9, 27)  # a Sunday with the lessons of a Wednesday
CALENDAR = YearCalendar((TERM,), CLOSED, {MAKE_UP: 3, date(2026, 10, 10): None})


@pytest.mark.plan("S36")
def test_weekly_skips_closed_days_and_follows_make_up_days() -> None:
    found = days_of(CALENDAR, "weekly", WEDNESDAY, date(2026, 10, 21))

    expected = [date(2026, 9, day) for day in (2, 9, 16, 23, 27, 30)] + [date(2026, 10, 14), date(2026, 10, 21)]
    assert found.days == tuple(expected)
    assert (found.skipped, found.made_up) == ((date(2026, 10, 7),), (MAKE_UP,))


def test_without_an_end_it_runs_to_the_end_of_the_term_and_no_further() -> None:
    assert days_of(CALENDAR, "weekly", WEDNESDAY).days[-1] == date(2026, 12, 30)
    assert days_of(CALENDAR, "weekly", WEDNESDAY, date(2027, 5, 1)).days[-1] == date(2026, 12, 30)


def test_every_second_week_counts_teaching_weeks_and_a_closed_one_is_left_out() -> None:
    found = days_of(CALENDAR, "fortnightly", date(2026, 9, 9), date(2026, 11, 18)).days

    assert found == (date(2026, 9, 9), date(2026, 9, 23), date(2026, 10, 21), date(2026, 11, 4), date(2026, 11, 18))


def test_every_month_keeps_its_place_in_the_month() -> None:
    found = days_of(CALENDAR, "monthly", date(2026, 9, 9)).days

    # the second day with a Wednesday's lessons of each month; October's first is closed
    assert found == (date(2026, 9, 9), date(2026, 10, 21), date(2026, 11, 11), date(2026, 12, 9))


def test_a_place_late_in_the_month_falls_on_the_last_of_a_short_one() -> None:
    found = days_of(CALENDAR, "monthly", date(2026, 9, 30)).days

    assert found == (date(2026, 9, 30), date(2026, 10, 28), date(2026, 11, 25), date(2026, 12, 30))


@pytest.mark.parametrize("day", [date(2026, 10, 5), date(2026, 8, 20), date(2026, 10, 10)])
def test_no_series_begins_on_a_closed_day_in_the_holidays_or_without_a_timetable(day: date) -> None:
    assert weekday_of(CALENDAR, day) is None
    assert days_of(CALENDAR, "weekly", day).days == ()


def test_a_single_item_may_stand_on_any_day() -> None:
    assert days_of(CALENDAR, "once", date(2026, 10, 5)).days == (date(2026, 10, 5),)


def test_a_series_on_saturdays_leaves_make_up_days_to_school() -> None:
    found = days_of(CALENDAR, "weekly", date(2026, 9, 26), date(2026, 10, 24)).days

    assert found == (date(2026, 9, 26), date(2026, 10, 17), date(2026, 10, 24))


@pytest.mark.parametrize("rhythm", ["weekly", "fortnightly", "monthly"])
@pytest.mark.parametrize("offset", range(0, 40, 3))
def test_every_day_of_a_series_is_one_on_which_its_weekdays_lessons_run(rhythm: str, offset: int) -> None:
    first = WEDNESDAY + timedelta(days=offset)
    weekday = weekday_of(CALENDAR, first)
    found = days_of(CALENDAR, rhythm, first).days

    assert all(weekday_of(CALENDAR, day) == weekday for day in found)
    assert list(found) == sorted(set(found))
    assert (found[0] == first) if weekday else found == ()
