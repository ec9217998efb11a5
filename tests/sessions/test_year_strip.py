"""How full the weeks of the year strip are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from careplan.school.calendar import TermSpan, YearCalendar
from careplan.sessions.year_strip import LEVELS, StripWeek, year_strip

MONDAY = date(2026, 9, 7)
CALENDAR = YearCalendar(
    (TermSpan(1, date(2026, 9, 1), date(2026, 9, 25)),),
    closed=frozenset(date(2026, 9, 14) + timedelta(days=n) for n in range(5)),
)


def strip(*meetings: tuple[int, date, int], squads: int = 4) -> tuple[StripWeek, ...]:
    return year_strip(CALENDAR, meetings, squads)


def test_every_week_of_the_terms_has_its_place_even_when_nothing_happens() -> None:
    weeks = strip()

    assert [one.week.monday for one in weeks] == [date(2026, 8, 31), MONDAY, date(2026, 9, 14), date(2026, 9, 21)]
    assert [(one.sessions, one.level) for one in weeks] == [(0, 0)] * 4
    assert [one.first_school_day for one in weeks] == [date(2026, 9, 1), MONDAY, None, date(2026, 9, 21)]


def test_a_session_of_two_squads_is_one_session_and_two_squads() -> None:
    week = strip((1, MONDAY, 7), (1, MONDAY, 8), (2, MONDAY + timedelta(days=4), 7))[1]

    assert (week.sessions, week.squads, week.share) == (2, 2, 0.5)


@pytest.mark.parametrize(("squads", "level"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, LEVELS)])
def test_only_a_week_in_which_every_squad_meets_is_full(squads: int, level: int) -> None:
    assert strip(*((n, MONDAY, n) for n in range(squads)))[1].level == level


def test_squads_that_left_do_not_overfill_a_week() -> None:
    assert strip((1, MONDAY, 1), (2, MONDAY, 2), squads=1)[1].share == 1.0
    assert strip((1, MONDAY, 1), squads=0)[1].share == 0.0
