"""Qualifications are valid from their first to their last day, both included."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.training.qualification import Holding, held_on

ONE_YEAR = Holding("first-aid", date(2026, 9, 1), date(2027, 8, 31))


@pytest.mark.plan("S48")
@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 8, 31), frozenset()),
        (date(2026, 9, 1), {"first-aid"}),
        (date(2027, 8, 31), {"first-aid"}),
        (date(2027, 9, 1), frozenset()),
    ],
)
def test_a_qualification_holds_between_its_days(day: date, held: frozenset[str]) -> None:
    assert held_on([ONE_YEAR], day, {}) == held
