"""The months in which help came thinly, and what the plan's problem makes of them (C29)."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.plans.lean import CARE_GOAL, EVEN, FEW, LEAN, SHORT, Lean, lean_from, lean_json, lean_of, taught
from careplan.plans.problem import build_problem
from careplan.scheduling.problem import GoalRule
from tests.plans.year import activity, facts

pytestmark = pytest.mark.plan("C29")
MONTHS = [date(2025 + (number > 12), (number - 1) % 12 + 1, 1) for number in range(9, 21)]
SEPTEMBER = {"2026-09-04p6", "2026-09-11p6"}


def curve(*counts: int) -> dict[date, int]:
    """From September to August."""
    return dict(zip(MONTHS, counts, strict=True))


def test_thin_is_less_than_half_of_an_even_month() -> None:
    """120 in the year are 10 a month: 5 in October are half and enough, 4 in November and 0 in March are not."""
    found = lean_of(curve(8, 5, 4, 20, 20, 10, 0, 6, 6, 25, 8, 8), children=5, whole=True)
    assert found == Lean(LEAN, (11, 3), date(2025, 9, 1), date(2026, 8, 1))


def test_an_even_year_and_one_without_help_name_no_month() -> None:
    assert lean_of(curve(*[3] * 12), children=5, whole=True).found == EVEN
    assert lean_of(curve(*[0] * 12), children=0, whole=True).months == ()


@pytest.mark.parametrize(("children", "whole", "found"), [(4, True, FEW), (50, False, SHORT)])
def test_fewer_than_five_children_and_a_short_record_name_no_month(children: int, whole: bool, found: str) -> None:
    lean = lean_of(curve(8, 5, 4, 20, 20, 10, 0, 6, 6, 25, 8, 8), children=children, whole=whole)
    assert (lean.found, lean.months) == (found, ())


def test_it_is_kept_with_the_plan_as_it_was_read() -> None:
    lean = Lean(LEAN, (11, 3), date(2025, 9, 1), date(2026, 8, 1))
    assert lean_from(lean_json(lean)) == lean
    assert lean_from({}) == Lean()


def test_months_with_and_without_lessons_stand_in_the_order_of_the_school_year() -> None:
    assert taught((3, 7, 11), [date(2027, 3, 5), date(2026, 11, 6)]) == ((11, 3), (7,))


def test_care_without_a_season_prefers_the_thin_months() -> None:
    """Of the two Fridays in September and two in March, September is thin; the own season wins; others prefer nothing."""
    library = (activity("care", cares=True), activity("own", cares=True, months=frozenset({3})), activity("other"))
    problem = build_problem(facts(activities=library, lean=frozenset({9, 7})))
    made = {one.id: one.preferred for one in problem.activities}
    assert made == {"care": SEPTEMBER, "own": {"2027-03-05p6", "2027-03-12p6"}, "other": None}
    assert [one.id for one in problem.activities if CARE_GOAL in one.goals] == ["care"]


def test_one_of_them_is_wished_for_in_each_thin_month_with_lessons() -> None:
    """A preference alone would make care dear and a plan leave it out. 9 and 3 have lessons, 7 has none: two, for all."""
    problem = build_problem(facts(activities=(activity(cares=True),), lean=frozenset({9, 3, 7})))
    assert problem.rules.goals[-1] == GoalRule(CARE_GOAL, 0, None, 2, frozenset({"2026-1", "2026-2", "2022-1"}))


@pytest.mark.parametrize("lean", [frozenset(), frozenset({7, 8})])
def test_nothing_is_preferred_without_a_thin_month_that_has_lessons(lean: frozenset[int]) -> None:
    """An empty set of slots would punish every session of care."""
    problem = build_problem(facts(activities=(activity(cares=True),), lean=lean))
    (made,) = problem.activities
    assert [one.goal for one in problem.rules.goals] == ["low.adapt"]
    assert (made.preferred, made.goals) == (None, {"low.adapt"})
