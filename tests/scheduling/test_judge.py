"""Our judge against the format's own, and its speed."""

from __future__ import annotations

import time
from collections import Counter
from random import Random

import pytest

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import PREFERENCES, Problem
from careplan.scheduling.solution import Session
from tests.bench.greedy import Greedy
from tests.bench.making import make_replan, make_school, make_town
from tests.scheduling.mutated_plan import mutated
from tests.scheduling.random_problem import plan_for, random_problem
from tests.scheduling.two_judges import LEGAL, compare

BATCHES, PROBLEMS, PLANS = 10, 30, 10
YEARS, CHANGED = 4, 8
KINDS = {
    *("unknown", "window", "squad_clash", "staff_clash", "venue_clash", "capacity", "venue_kind", "skills"),
    *("rules.sessions_per_week", "rules.sessions_per_term", "rules.goals", "rules.methods", "rules.budget"),
    *("requests", "staff.max_per_week", "staff.max_per_term", "activities.repeats", "activities.after"),
}  # every code of the format


@pytest.mark.parametrize("batch", range(BATCHES))
def test_judge_equals_the_formats_judge_code_by_code_and_penalty_by_penalty(batch: int) -> None:
    met: Counter[str] = Counter()
    for seed in range(batch * PROBLEMS, (batch + 1) * PROBLEMS):
        problem, dice = random_problem(seed), Random(seed)
        met += compare(problem, (plan_for(problem, dice, most=dice.choice([0, 3, 12])) for _ in range(PLANS)))
    assert set(met) >= KINDS | set(PREFERENCES) | {LEGAL}, met


Year = tuple[Problem, tuple[Session, ...]]


@pytest.fixture(scope="module")
def years() -> dict[str, Year]:
    """A school's year with a legal plan, the same upset in its middle, and a small town's."""
    school, town = make_school(24, 3), make_town(1, central=6, villages=3)
    plan = Greedy(school).plan()
    return {
        "school": (school, plan),
        "replan": (make_replan(school, plan, 3), plan),
        "town": (town, Greedy(town).plan()),
    }


@pytest.mark.parametrize("seed", range(YEARS))
@pytest.mark.parametrize("name", ["school", "replan", "town"])
def test_judges_agree_on_a_year_that_was_changed_by_hand(years: dict[str, Year], name: str, seed: int) -> None:
    problem, plan = years[name]
    dice = Random(f"{name} {seed}")
    met = compare(problem, (mutated(problem, plan, dice) for _ in range(CHANGED)))
    assert len(met) > 10, met


def test_judges_agree_that_the_years_plan_is_legal(years: dict[str, Year]) -> None:
    assert all(LEGAL in compare(*_one(years[name])) for name in ("school", "town"))


def _one(year: Year) -> tuple[Problem, list[tuple[Session, ...]]]:
    problem, plan = year
    return problem, [plan]


def test_judge_of_one_hand_move_takes_less_than_a_tenth_of_a_second() -> None:
    problem = random_problem(1, squads=24, weeks=34, activities=70)
    judge = Judge(problem)
    dice = Random(2)
    plan: list[Session] = []
    while len(plan) < 400:
        plan += plan_for(problem, dice)
    started = time.perf_counter()
    for _ in range(5):
        judge(plan)
    assert (time.perf_counter() - started) / 5 < 0.1
