"""Teaching weeks and slots: short first week, closed days, make-up days with another day's lessons."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.school.calendar import (
    LessonTime,
    Slot,
    TermSpan,
    YearCalendar,
    monday_of,
    month_weeks,
    months_of_year,
)

TERMS = (
    TermSpan(1, date(2026, 9, 1), date(2027, 1, 22)),
    TermSpan(2, date(2027, 3, 1), date(2027, 7, 2)),
)
FRIDAY_THIRD = LessonTime(5, 3)
OCTOBER = frozenset(date(2026, 10, day) for day in range(1, 8))


def test_weeks_are_counted_from_monday_with_a_short_first_week() -> None:
    weeks = YearCalendar(TERMS).weeks()

    assert (weeks[0].monday, weeks[0].number, weeks[0].in_term) == (date(2026, 8, 31), 1, 1)
    assert [len([w for w in weeks if w.term == number]) for number in (1, 2)] == [21, 18]
    assert (weeks[21].monday, weeks[21].number, weeks[21].in_term, weeks[21].term) == (date(2027, 3, 1), 22, 1, 2)


def test_week_of_a_day_outside_the_terms_is_none() -> None:
    calendar = YearCalendar(TERMS)

    assert calendar.week_of(date(2026, 8, 31)) is None
    assert calendar.week_of(date(2027, 2, 10)) is None
    assert calendar.term_of(date(2027, 2, 10)) is None


@pytest.mark.plan("S16", "S44")
def test_slots_skip_closed_days_and_keep_week_numbers() -> None:
    calendar = YearCalendar(TERMS, closed=OCTOBER)

    slots = calendar.slots([FRIDAY_THIRD])

    assert slots[:6] == (
        Slot(date(2026, 9, 4), 3, 1, 1),
        Slot(date(2026, 9, 11), 3, 2, 1),
        Slot(date(2026, 9, 18), 3, 3, 1),
        Slot(date(2026, 9, 25), 3, 4, 1),
        Slot(date(2026, 10, 9), 3, 6, 1),
        Slot(date(2026, 10, 16), 3, 7, 1),
    )


@pytest.mark.plan("S44")
def test_makeup_day_runs_another_weekdays_lessons() -> None:
    saturday = date(2026, 10, 10)
    calendar = YearCalendar(TERMS, closed=OCTOBER, makeup={saturday: 5})

    assert Slot(saturday, 3, 6, 1) in calendar.slots([FRIDAY_THIRD])
    assert calendar.lessons_of(saturday) == 5
    assert Slot(saturday, 3, 6, 1) not in calendar.slots([LessonTime(3, 3)])


def test_makeup_day_without_a_timetable_is_a_school_day_without_lessons() -> None:
    sunday = date(2026, 9, 20)
    calendar = YearCalendar(TERMS, makeup={sunday: None})

    assert calendar.is_school_day(sunday)
    assert calendar.lessons_of(sunday) is None
    assert all(slot.day != sunday for slot in calendar.slots([LessonTime(w, 1) for w in range(1, 8)]))


def test_a_day_both_closed_and_makeup_is_closed() -> None:
    day = date(2026, 10, 10)
    calendar = YearCalendar(TERMS, closed=frozenset({day}), makeup={day: 5})

    assert not calendar.is_school_day(day)
    assert calendar.lessons_of(day) is None


def test_weekend_and_holidays_have_no_lessons() -> None:
    calendar = YearCalendar(TERMS)

    assert calendar.lessons_of(date(2026, 9, 5)) is None
    assert calendar.lessons_of(date(2027, 2, 5)) is None
    assert calendar.lessons_of(date(2026, 9, 1)) == 2


def test_school_days_of_a_term() -> None:
    calendar = YearCalendar(TERMS, closed=OCTOBER)

    assert len(calendar.school_days(TERMS[1])) == 90
    assert set(calendar.school_days(TERMS[0])) & OCTOBER == set()


def test_same_lesson_named_twice_gives_one_slot() -> None:
    assert YearCalendar(TERMS).slots([FRIDAY_THIRD] * 2) == YearCalendar(TERMS).slots([FRIDAY_THIRD])


@given(
    closed=st.frozensets(st.dates(date(2026, 9, 1), date(2027, 7, 2)), max_size=30),
    lessons=st.frozensets(st.builds(LessonTime, st.integers(1, 5), st.integers(1, 7)), max_size=8),
)
def test_slots_always_rise_and_lie_in_open_school_days(closed: frozenset[date], lessons: frozenset[LessonTime]) -> None:
    calendar = YearCalendar(TERMS, closed=closed)
    slots = calendar.slots(lessons)

    assert list(slots) == sorted(set(slots))
    assert [slot.week for slot in slots] == sorted(slot.week for slot in slots)
    for slot in slots:
        assert calendar.is_school_day(slot.day)
        assert LessonTime(slot.day.isoweekday(), slot.period) in lessons
        week = calendar.week_of(slot.day)
        assert week is not None
        assert (week.number, week.term) == (slot.week, slot.term)


@pytest.mark.parametrize(("year", "month", "count"), [(2026, 9, 5), (2027, 2, 4), (2026, 12, 5), (2026, 8, 6)])
def test_month_weeks_cover_the_month(year: int, month: int, count: int) -> None:
    weeks = month_weeks(year, month)

    days = [day for week in weeks for day in week]
    assert len(weeks) == count
    assert days[0] == monday_of(date(year, month, 1))
    assert all(b - a == timedelta(days=1) for a, b in itertools.pairwise(days))
    assert [day for day in days if day.month == month][-1] + timedelta(days=1) == date(
        year + month // 12, month % 12 + 1, 1
    )


def test_months_of_year_go_from_september_to_august() -> None:
    months = months_of_year(2026)

    assert months[0] == (2026, 9)
    assert months[3:5] == ((2026, 12), (2027, 1))
    assert months[-1] == (2027, 8)
