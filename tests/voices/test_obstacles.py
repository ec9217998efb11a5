"""How obstacles are counted: age, days to an answer, breaches of the kept time (S38, S44)."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.voices.obstacles import Standing, Told, age, due_on, standing

DAY = date(2026, 11, 20)


@pytest.mark.plan("S38", "S44")
def test_the_figures_above_the_list() -> None:
    told = [
        Told("lesson-taken", date(2026, 11, 1)),
        Told("room", date(2026, 11, 18)),
        Told("lesson-taken", date(2026, 11, 2), date(2026, 11, 4)),
        Told("time", date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 12)),
    ]
    assert standing(told, DAY) == Standing(open=2, longest=19, answered=2, mean_days=4.5, breaches=2)


def test_nothing_told() -> None:
    assert standing([], DAY) == Standing(0, 0, 0, None, 0)


def test_an_obstacle_is_due_when_promised_or_after_a_week() -> None:
    assert due_on(date(2026, 11, 1), None) == date(2026, 11, 8)
    assert due_on(date(2026, 11, 1), date(2026, 12, 1)) == date(2026, 12, 1)
    assert age(date(2026, 11, 21), DAY) == 0
