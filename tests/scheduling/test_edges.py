"""Problems at the edge of what a file may say get a sound answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.scheduling import solve
from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Problem, Rules, TermRule, Weights, Windows
from tests.scheduling.small_school import activity, school

BASE = school(activity("game"), activity("talk"), rules=Rules(sessions_per_term=(TermRule("t1", 1),)))


@pytest.mark.parametrize(
    "problem",
    [
        replace(BASE, squads=(), groups=(), activities=()),
        replace(BASE, slots=(), rules=Rules()),
        replace(BASE, activities=tuple(replace(a, staff=()) for a in BASE.activities)),
        replace(BASE, staff=tuple(replace(s, balanced=False) for s in BASE.staff), weights=Weights(imbalance=5)),
        replace(BASE, windows=Windows(99, 99), weights=Weights(idle=3, same_method=3)),
    ],
)
def test_solve_of_an_odd_problem_finds_a_best_plan(problem: Problem) -> None:
    found = solve(problem, seconds=3, workers=1)
    verdict = judge(problem, found.sessions)
    assert (found.status, verdict.legal, verdict.objective) == ("optimal", True, found.objective)


@pytest.mark.parametrize(
    "problem",
    [
        replace(BASE, slots=()),
        replace(BASE, venues=()),
        replace(BASE, venues=tuple(replace(v, capacity=0) for v in BASE.venues)),
        replace(BASE, activities=tuple(replace(a, periods=50) for a in BASE.activities)),
    ],
)
def test_solve_of_a_problem_without_a_plan_says_why(problem: Problem) -> None:
    found = solve(problem, seconds=3, workers=1, repairs=False)
    assert (found.status, found.conflict) == ("infeasible", ("rules.sessions_per_term[0]",))
