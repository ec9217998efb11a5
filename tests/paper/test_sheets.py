"""Sheets as data: minutes, weeks, the wall."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.paper.sheets import (
    WALL_SQUADS,
    Line,
    Span,
    Special,
    minutes,
    spans,
    squad_sheet,
    wall,
    week_notice,
    week_number,
)

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)


def line(day: date, *squads: int, period: int = 6) -> Line:
    names = tuple(f"三({n})班" for n in squads)
    return Line(1, day, period, 1, "活动", "游戏辅导", squads, names, ("王",), "操场", (), "planned", "")


@pytest.mark.plan("S18")
def test_steps_run_on_from_minute_to_minute() -> None:
    found = minutes([{"minutes": 5, "title": "a", "text": ""}, {"minutes": 35, "title": "b", "text": ""}])

    assert [(one.first, one.last) for one in found] == [(0, 5), (5, 40)]


def test_weeks_count_from_the_monday_of_the_terms_first_day() -> None:
    assert [week_number(day, FIRST) for day in (FIRST, date(2026, 9, 6), date(2026, 9, 7))] == [1, 1, 2]


def test_a_notice_has_the_days_on_which_something_is() -> None:
    friday = date(2026, 9, 11)
    notice = week_notice(date(2026, 9, 9), 1, FIRST, [line(friday, 1), line(friday, 2)], [])

    assert (notice.number, notice.monday, notice.last) == (2, date(2026, 9, 7), date(2026, 9, 13))
    assert [(day, len(lines)) for day, lines in notice.days] == [(friday, 2)]
    assert (notice.after - notice.before).days == 14


def test_the_wall_has_every_week_and_each_squad_its_own_sessions() -> None:
    squads = [(n, f"{n}班") for n in range(1, WALL_SQUADS + 2)]
    closed = Special(date(2026, 9, 25), "closed", "中秋节")
    observed = Special(date(2026, 9, 10), "observance", "教师节")
    grade = line(date(2026, 9, 11), 1, 2)

    first, second = wall(squads, FIRST, LAST, [grade], [closed, observed])

    assert (len(first.squads), second.squads) == (WALL_SQUADS, (f"{WALL_SQUADS + 1}班",))
    assert [week.number for week in first.weeks] == [1, 2, 3, 4, 5]
    assert first.weeks[1].cells[:3] == ((grade,), (grade,), ())
    assert [week.special for week in first.weeks] == [
        (),
        (),
        (),
        (Span(closed.day, closed.day, "closed", "中秋节"),),
        (),
    ]


def test_days_of_one_holiday_are_one_span() -> None:
    days = [Special(date(2026, 10, n), "closed", "国庆节") for n in (1, 2, 3)] + [
        Special(date(2026, 10, 10), "makeup", "国庆节")
    ]

    assert spans(days) == (
        Span(date(2026, 10, 1), date(2026, 10, 3), "closed", "国庆节"),
        Span(date(2026, 10, 10), date(2026, 10, 10), "makeup", "国庆节"),
    )


def test_a_squads_sheet_has_its_own_sessions_with_the_week() -> None:
    own, other = line(date(2026, 9, 11), 1), line(date(2026, 9, 4), 2)

    sheet = squad_sheet(1, "一(1)班", "王老师", FIRST, [other, own])

    assert sheet.lines == ((2, own),)
