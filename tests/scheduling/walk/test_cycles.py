"""A walk's cycles: each begins where the walk began, and the best plan of all of them stays."""

from __future__ import annotations

import numpy as np
import pytest

from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.judge import Judge
from careplan.scheduling.offered import outright, previous_columns
from careplan.scheduling.walk import layout as at
from careplan.scheduling.walk.tables import Tables
from careplan.scheduling.walk.walker import COLD, WARM, Walker
from careplan.scheduling.walk.walking import WARMTH
from tests.scheduling.random_problem import random_problem

STEPS = 2000


def walker_of(seed: int, cycles: int) -> Walker:
    space = Space(random_problem(seed, squads=3, weeks=6, activities=6))
    walker, fixed = Walker(Tables(space), seed, cycles), frozenset(outright(space))
    walker.begin_with([*fixed, *previous_columns(space)], fixed)
    return walker


def legal_walker(cycles: int) -> Walker:
    """A walker that has found a legal plan in its first cycle."""
    for seed in range(50):
        walker = walker_of(seed, cycles)
        for part in range(10):
            walker.stride(part / 10 / cycles, STEPS)
        if walker.cost is not None and walker.cost > 0:
            return walker
    raise AssertionError("no random problem with a legal plan")


def test_a_cycle_begins_where_the_walk_began() -> None:
    walker = legal_walker(cycles=2)
    origin = walker.origin.copy()
    assert not np.array_equal(walker.state[at.STATE_HEAD :], origin[at.STATE_HEAD :])

    walker.stride(0.5, 0)

    assert walker.cycle == 1 and np.array_equal(walker.state, origin)


def test_the_best_plan_of_all_cycles_is_kept_and_stays_legal() -> None:
    walker = legal_walker(cycles=5)
    judge, costs = Judge(walker.tables.problem), [walker.cost or 0]
    for part in range(10, 51):
        walker.stride(part / 50, STEPS)
        costs.append(walker.cost or 0)

    verdict = judge(sessions_of(walker.tables.space, walker.plan()))
    assert costs == sorted(costs, reverse=True)
    assert verdict.legal and verdict.objective == costs[-1]


@pytest.mark.parametrize(
    ("done", "share"), [(0.0, 0.0), (0.24, 0.48), (0.49, 0.98), (0.5, 0.0), (0.9, 0.8), (1.0, 1.0)]
)
def test_warmth_falls_in_each_cycle(done: float, share: float) -> None:
    walker = legal_walker(cycles=2)
    walker.cycle, walker.seeking = int(done * 2), False
    walker.stride(done, 0)
    assert walker.mood[WARMTH] == pytest.approx(walker.unit * WARM * (COLD / WARM) ** share)


def test_before_its_first_legal_plan_a_walk_stays_warm() -> None:
    walker = next(one for one in (walker_of(seed, 1) for seed in range(50)) if one.state[at.BROKEN] > 0)
    walker.stride(0.9, 0)
    assert walker.mood[WARMTH] > walker.unit * WARM
