"""A price of money: the bound that comes of it holds for every plan, and sees that one budget is for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.scheduling import Problem
from careplan.scheduling.columns import Space
from careplan.scheduling.problem import GoalRule, Rules, Weights
from careplan.scheduling.proving.priced import LARGEST, Pricing
from careplan.scheduling.proving.proof import Proof
from tests.scheduling.brute_force import all_sessions, best_objective
from tests.scheduling.proving.test_bound import steady
from tests.scheduling.small_school import activity, school, two_squads
from tests.scheduling.test_solver import TINY, tiny_problem

PRICES = (0, 1, 50, 1_000, 20_000)


def pricing_of(problem: Problem) -> Pricing:
    space = Space(problem)
    return Pricing(space, Proof(space, steady()).optima.columns_of_squad)


def searched(problem: Problem) -> Pricing:
    pricing = pricing_of(problem)
    while (price := pricing.price()) is not None:
        pricing.take(pricing.at(price, lambda: 5.0, lambda: False, 0)[0])
    return pricing


@pytest.mark.parametrize("seed", TINY)
def test_no_plan_costs_less_than_the_bound_at_any_price(seed: int) -> None:
    problem = tiny_problem(seed)
    problem = replace(problem, activities=tuple(replace(a, cost=7 + 3 * i) for i, a in enumerate(problem.activities)))
    for budget in (0, 15, 40):
        poor = replace(problem, rules=replace(problem.rules, budget=budget))
        best = best_objective(poor, all_sessions(poor))
        if best is None:
            continue
        for price in PRICES:
            priced, _ = pricing_of(poor).at(price, lambda: 5.0, lambda: False, 0)
            assert priced is None or priced.bound <= best, (seed, budget, price)
        assert searched(poor).bound <= best


def two_squads_one_purse(budget: int | None) -> Problem:
    """Each squad misses a goal (10 points) without an outing that costs 10."""
    both = two_squads(
        school(
            activity("outing", cost=10, repeats=1),
            rules=Rules(goals=(GoalRule("adapt", target=1),), budget=budget),
            weights=Weights(goal_shortfall=10),
        )
    )
    return replace(both, activities=tuple(replace(one, groups=("g1", "g2")) for one in both.activities))


def test_one_purse_is_for_all_squads() -> None:
    assert searched(two_squads_one_purse(10)).bound == 10
    assert searched(two_squads_one_purse(0)).bound == 20


def test_where_money_does_not_bind_one_price_is_enough() -> None:
    pricing = searched(two_squads_one_purse(20))
    assert (pricing.bound, pricing.left) == (0, 0)
    assert pricing_of(two_squads_one_purse(None)).price() is None


def test_sums_that_could_be_too_large_are_left_alone() -> None:
    problem = replace(two_squads_one_purse(10), weights=Weights(goal_shortfall=LARGEST + 1))
    assert pricing_of(problem).price() is None
