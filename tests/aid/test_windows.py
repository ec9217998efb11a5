"""When duties that come again are due, and how they stand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.aid.windows import (
    COMING,
    DONE,
    EXCUSED,
    LATE,
    MISSED,
    MONTHLY,
    ONCE,
    OPEN,
    YEARLY,
    Pattern,
    Window,
    occurrences,
    state_of,
    windows,
)

MID_MONTH = Pattern(MONTHLY, (0, 13), (0, 17), date(2026, 9, 1), pauses=frozenset({2, 7, 8}))
NEW_YEAR = Pattern(YEARLY, (12, 25), (1, 20), date(2026, 9, 1))


@pytest.mark.plan("C31")
def test_the_middle_of_every_month_but_those_that_rest() -> None:
    found = windows(MID_MONTH, date(2026, 12, 17), date(2027, 3, 13))
    assert found == [
        Window(date(2026, 12, 13), date(2026, 12, 17)),
        Window(date(2027, 1, 13), date(2027, 1, 17)),
        Window(date(2027, 3, 13), date(2027, 3, 17)),
    ]


@pytest.mark.plan("C29")
def test_a_window_may_run_over_new_year() -> None:
    assert windows(NEW_YEAR, date(2027, 1, 20), date(2027, 12, 25)) == [
        Window(date(2026, 12, 25), date(2027, 1, 20)),
        Window(date(2027, 12, 25), date(2028, 1, 20)),
    ]


def test_a_short_month_ends_a_window_on_its_last_day() -> None:
    late = Pattern(MONTHLY, (0, 28), (0, 31), date(2027, 2, 1))
    assert windows(late, date(2027, 2, 1), date(2027, 2, 28)) == [Window(date(2027, 2, 28), date(2027, 2, 28))]


def test_once_is_once() -> None:
    once = Pattern(ONCE, (0, 0), (0, 0), date(2026, 11, 1), date(2026, 11, 20))
    assert windows(once, date(2026, 1, 1), date(2030, 1, 1)) == [Window(date(2026, 11, 1), date(2026, 11, 20))]


@pytest.mark.parametrize(
    ("day", "done", "excused", "state"),
    [
        (date(2026, 11, 12), None, False, COMING), (date(2026, 11, 13), None, False, OPEN),
        (date(2026, 11, 17), None, False, OPEN), (date(2026, 11, 18), None, False, MISSED),
        (date(2026, 11, 30), date(2026, 11, 17), False, DONE), (date(2026, 11, 30), date(2026, 11, 18), False, LATE),
        (date(2026, 11, 30), None, True, EXCUSED), (date(2026, 11, 12), date(2026, 11, 11), False, DONE),
    ],
)  # fmt: skip
def test_how_an_occurrence_stands(day: date, done: date | None, excused: bool, state: str) -> None:
    assert state_of(Window(date(2026, 11, 13), date(2026, 11, 17)), done, excused, day) == state


@pytest.mark.plan("C31")
def test_what_nobody_did_stays_missed_until_somebody_says_so() -> None:
    done = {date(2026, 9, 13): date(2026, 9, 15), date(2026, 10, 13): None}
    found = occurrences(MID_MONTH, done, date(2026, 12, 1), timedelta(days=20))
    assert [one.state for one in found] == [DONE, EXCUSED, MISSED, COMING]
    assert [one.is_loud for one in found] == [False, False, True, False]


@given(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.integers(1, 31),
    st.integers(0, 30),
    st.sampled_from([MONTHLY, YEARLY]),
)
def test_windows_never_overlap_and_are_all_that_touch(day: date, first: int, length: int, rhythm: str) -> None:
    last = min(31, first + length)
    month = 0 if rhythm == MONTHLY else 5
    pattern = Pattern(rhythm, (month, first), (month, last), date(2025, 1, 1))
    found = windows(pattern, day, day + timedelta(days=800))
    assert found == sorted(found)
    assert all(one.closes < two.opens for one, two in pairwise(found))
    assert all(one.opens <= one.closes and one.closes >= day for one in found)
