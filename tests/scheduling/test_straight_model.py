"""The model that is measured beside ours is a fair one: it finds what brute force finds."""

from __future__ import annotations

import time

import pytest

from careplan.scheduling.judge import judge
from tests.bench.straight_model import solve_straight
from tests.scheduling.brute_force import all_sessions, best_objective
from tests.scheduling.random_problem import random_problem

FEW = (1, 2, 6, 16, 25, 29, 30, 42, 47, 58)  # seeds with ten sessions at most: brute force tries every subset


@pytest.mark.parametrize("seed", FEW)
def test_straight_model_finds_what_brute_force_finds(seed: int) -> None:
    problem = random_problem(seed, squads=1, weeks=2, activities=2)
    sessions = all_sessions(problem)
    found = solve_straight(problem, 10.0, 1, time.monotonic())
    assert found.objective == best_objective(problem, sessions)
    assert found.status == ("infeasible" if found.objective is None else "optimal")
    assert found.objective is None or judge(problem, found.sessions).legal
