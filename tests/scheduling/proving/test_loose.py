"""All squads at once without rooms and people: below every plan, and it sees what squads must do together."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from careplan.scheduling import Problem
from careplan.scheduling.columns import Space
from careplan.scheduling.offered import columns_of
from careplan.scheduling.problem import GoalRule, Rules, Weights
from careplan.scheduling.proving.loose import loose_choice, solve_loose
from careplan.scheduling.run import Run
from tests.scheduling.brute_force import all_sessions, best_objective
from tests.scheduling.proving.test_priced import two_squads_one_purse
from tests.scheduling.test_solver import TINY, tiny_problem

ENOUGH = 10_000  # more than any plan here costs


def loose(problem: Problem, most: int = ENOUGH, seconds: float = 5.0) -> int:
    space = Space(problem)
    return solve_loose(space, loose_choice(space, columns_of(space)), Run(time.monotonic, seconds), most, {})


@pytest.mark.parametrize("seed", TINY)
def test_no_plan_costs_less(seed: int) -> None:
    problem = tiny_problem(seed)
    priced = replace(problem, activities=tuple(replace(a, cost=7 + 3 * i) for i, a in enumerate(problem.activities)))
    for budget in (None, 0, 15, 40):
        poor = replace(priced, rules=replace(priced.rules, budget=budget))
        best = best_objective(poor, all_sessions(poor))
        if best is not None:
            assert loose(poor) <= best, (seed, budget)
            assert loose(poor, most=best) <= best


def together(budget: int) -> Problem:
    """The outing is for both squads at once, or for the first alone; each misses a goal without it."""
    problem = two_squads_one_purse(budget)
    outing = replace(problem.activities[0], groups=("both", "g1"))
    room = replace(problem.venues[0], capacity=70)
    return replace(problem, activities=(outing,), venues=(room,))


def test_money_is_for_all_and_a_session_of_two_squads_is_there_for_both() -> None:
    assert [loose(two_squads_one_purse(budget)) for budget in (0, 10, 20)] == [20, 10, 0]
    assert [loose(together(budget)) for budget in (9, 10)] == [20, 0]


def test_nothing_as_cheap_as_asked_for_is_a_bound_of_one_more() -> None:
    assert loose(two_squads_one_purse(10), most=9) == 10


def test_broken_off_at_once_nothing_is_claimed() -> None:
    assert loose(two_squads_one_purse(0), seconds=0.0) <= 20


def test_sessions_of_the_plan_in_force_are_counted() -> None:
    problem = two_squads_one_purse(0)
    weights = Weights(goal_shortfall=10, change=100)
    free = replace(problem, rules=Rules(goals=(GoalRule("adapt", target=1),)), weights=weights)
    (held, *_), *_ = [all_sessions(free)]
    assert loose(replace(free, previous=(held,))) == 0
    assert loose(replace(free, previous=(held,), rules=problem.rules)) == 120
