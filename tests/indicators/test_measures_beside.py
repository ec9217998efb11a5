"""Hand-computed cases of careplan/indicators/measures_beside.py."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from careplan.casework.help_words import in_months
from careplan.indicators.facts import Talks
from tests.indicators.case import Case, arr, cases, ses, snap

RADIO = arr("1", "broadcast", "09-15")
WALL = arr("2", "wall-newspaper", "11-10")
FALLEN = arr("3", "other-media", "10-20", state="cancelled")
FORGOTTEN = arr("4", "broadcast", "10-27", state="planned")
AHEAD = arr("5", "broadcast", "12-01", state="planned")
TODAY = arr("6", "broadcast", "11-20", state="planned")
LESSON = arr("7", "parents-lesson")
ROOM, LINE = arr("8", "room"), arr("9", "hotline")


@pytest.mark.plan("S26", "S28", "S32", "S35", "S36")
@cases(
    Case("media_items", "two sessions", snap(sessions=[ses("1", method="media"), ses("2"), ses("3", method="media")]), "2/1: 1 3"),
    Case("media_items", "a session and two beside", snap(sessions=[ses("9", method="media")], beside=[RADIO, WALL, FALLEN, FORGOTTEN, AHEAD, TODAY, LESSON]), "3/1: 9 1 2"),
    Case("media_items", "none of one", snap(sessions=[ses("1")]), "0/1:"),
    Case("media_items", "one fallen out", snap(beside=[FALLEN]), "0/1:"),
    Case("media_items", "empty", snap(beside=[AHEAD, TODAY]), "no_held_sessions"),
    Case("media_rhythm", "September of two", snap(beside=[RADIO, WALL, FALLEN]), "1/2: /2026-09"),
    Case("media_rhythm", "a session in October", snap(beside=[RADIO], sessions=[ses("1", "10-13", method="media")]), "2/2: /2026-09 /2026-10"),
    Case("media_rhythm", "no month over", snap("09-20", beside=[RADIO]), "no_ended_month"),
    Case("media_rhythm", "empty", snap(beside=[FALLEN, LESSON]), "no_media"),
    Case("parents_lessons", "one of two", snap(beside=[LESSON, arr("2", "parents-lesson", state="cancelled"), RADIO]), "1/1: 7"),
    Case("parents_lessons", "one forgotten", snap(beside=[arr("2", "parents-lesson", state="planned")]), "0/1:"),
    Case("parents_lessons", "empty", snap(beside=[RADIO]), "no_parents_lessons"),
    Case("help_hours_kept", "two of three", snap(beside=[ROOM, LINE, arr("3", "room", state="cancelled"), RADIO]), "2/3: 8 9"),
    Case("help_hours_kept", "one forgotten", snap(beside=[arr("1", "room", state="planned")]), "0/1:"),
    Case("help_hours_kept", "empty", snap(beside=[RADIO]), "no_help_hours"),
    Case("help_talks", "two groups of months", snap(talks=[Talks(("2026-08", "2026-09"), 7), Talks(("2026-10",), 9)]), "16/1: /2026-08,2026-09 /2026-10"),
    Case("help_talks", "one group", snap(talks=[Talks(("2026-09",), 5)]), "5/1: /2026-09"),
)  # fmt: skip
def test_measure(case: Case) -> None:
    case.check()


def _days(**months: int) -> list[date]:
    return [date(2026, int(month[1:]), 1 + n) for month, number in months.items() for n in range(number)]


@pytest.mark.plan("S35")
def test_talks_are_told_in_groups_of_five_and_a_rest_waits() -> None:
    days = _days(m9=3, m10=4, m11=6, m12=2)
    assert in_months(days, date(2027, 1, 4)) == ((("2026-09", "2026-10"), 7), (("2026-11",), 6))
    assert in_months(days, date(2026, 11, 30)) == ((("2026-09", "2026-10"), 7),), "a month that goes on is not told"
    assert in_months(days, date(2026, 10, 1)) == ()


@pytest.mark.plan("S35")
def test_no_two_figures_on_two_days_tell_of_one_to_four_talks() -> None:
    days = _days(m9=6, m10=1, m11=3, m12=9)
    told = [sum(n for _months, n in in_months(days, date(2026, 9, 1) + timedelta(day))) for day in range(150)]
    steps = [later - earlier for earlier, later in pairwise(told)]
    assert all(step == 0 or step >= 5 for step in steps) and any(steps)
