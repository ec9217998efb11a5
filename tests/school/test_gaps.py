"""What the set-up lacks, counted; nothing lacking, nothing said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from careplan.school.gaps import Gap, gaps

TODAY = date(2026, 11, 23)


@dataclass
class SquadRow:
    counselor_id: int | None = 1
    home_venue_id: int | None = 1
    lessons: list[int] = field(default_factory=lambda: [1])


@dataclass
class DayRow:
    day: date
    kind: str = "closed"
    label: str = "元旦"
    confirmed: bool = True
    timetable_weekday: int | None = None


def found(squads: list[SquadRow], days: list[DayRow] | None = None, *, has_head: bool = True) -> list[Gap]:
    return list(gaps(squads=squads, staff=1, venues=1, has_head=has_head, days=days or [], today=TODAY))


def test_gaps_when_all_is_there_are_none() -> None:
    assert found([SquadRow()]) == []


def test_gaps_when_nothing_is_there() -> None:
    codes = [gap.code for gap in gaps(squads=[], staff=0, venues=0, has_head=False, days=[], today=TODAY)]

    assert codes == ["squads", "staff", "venues", "group"]


@pytest.mark.plan("S43", "S44")
def test_gaps_count_squads_without_counselor_or_weekly_lesson() -> None:
    squads = [SquadRow(counselor_id=None), SquadRow(counselor_id=None, lessons=[]), SquadRow(home_venue_id=None)]

    assert found(squads) == [Gap("counselor", 2), Gap("lesson", 1), Gap("room", 1)]


@pytest.mark.plan("S41")
def test_gap_when_nobody_heads_the_leading_group() -> None:
    assert found([SquadRow()], has_head=False) == [Gap("group")]


def test_gaps_of_the_calendar_look_ahead_only() -> None:
    days = [
        DayRow(date(2026, 10, 1), confirmed=False),
        DayRow(date(2027, 1, 1), confirmed=False),
        DayRow(date(2027, 2, 5), confirmed=False, label="春节"),
        DayRow(date(2027, 2, 6), confirmed=False, label="春节"),
        DayRow(date(2026, 10, 10), kind="makeup"),
        DayRow(date(2027, 1, 9), kind="makeup"),
        DayRow(date(2027, 1, 10), kind="makeup", timetable_weekday=5),
    ]

    assert found([SquadRow()], days) == [Gap("makeup", 1), Gap("unconfirmed", 2)]
