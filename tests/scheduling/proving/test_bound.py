"""A bound is below every legal plan, however early the proof was broken off."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import pytest

from careplan.scheduling import Problem, judge
from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.problem import GoalRule, Request, Rules, Weights
from careplan.scheduling.proving.bound import SquadBound, position_of, squad_bound, squad_choice
from careplan.scheduling.proving.proof import Proof
from careplan.scheduling.run import Run
from careplan.scheduling.search import Search
from careplan.scheduling.solution import Session
from careplan.scheduling.solver import doubting, solution_of
from tests.scheduling.brute_force import all_sessions, best_objective
from tests.scheduling.random_problem import random_problem
from tests.scheduling.small_school import activity, held, school

EFFORTS = (0.0, 0.001, 4.0)  # CP-SAT's deterministic time: broken off at once, early, at the optimum
SEEDS = (16, 17, 18, 19, 20, 23, 26, 29, 37, 41, 44, 57)  # of problems with a plan of several sessions


def year(seed: int) -> Problem:
    """A few squads whose activities are for single squads, two of them, and all of them alike."""
    problem = random_problem(seed, squads=2 + seed % 2, weeks=3 + seed % 3, activities=5)
    names = tuple(group.id for group in problem.groups)
    library = tuple(replace(one, groups=names) for one in problem.activities)
    return replace(problem, activities=library, previous=(), requests=())


def search(problem: Problem) -> Search:
    found = Search(problem, steady(), lambda best, bound, elapsed: None, doubting)
    found.go()
    return found


def steady() -> Run:
    return Run(time.monotonic, seconds=5, steady=True, effort=0.3)


def replan(problem: Problem, plan: tuple[Session, ...], seed: int) -> Problem:
    """The problem again with a plan in force, some of whose sessions have been held."""
    dice = Random(seed)
    been = [one for one in plan if dice.random() < 0.5]
    requests = tuple(Request(one.activity, one.group, one.start, one.venue, one.staff) for one in been)
    again = replace(problem, previous=plan, requests=requests, weights=replace(problem.weights, change=20))
    if seed % 3:
        return again
    gone = replace(problem.staff[-1], open=frozenset())  # somebody has left: not everything can stay
    return replace(again, staff=(*problem.staff[:-1], gone), requests=())


def bound(problem: Problem, effort: float) -> int:
    """The sum of the squads' own bounds."""
    return sum(_bound(problem, squad, effort).cost for squad in range(len(problem.squads)))


def _bound(problem: Problem, squad: int, effort: float) -> SquadBound:
    space = Space(problem)
    choice = squad_choice(space, squad, Proof(space, steady()).optima.columns_of_squad[squad])
    return squad_bound(space, squad, choice, effort, 5.0, 0)[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_bound_of_a_replan_is_below_every_legal_plan(seed: int) -> None:
    first = search(year(seed))
    in_force = sessions_of(first.space, first.plan)
    assert in_force
    problem = replan(first.problem, in_force, seed)
    again = search(problem)
    verdicts = [judge(problem, plan) for plan in ((), in_force, sessions_of(again.space, again.plan))]
    legal = [verdict.objective for verdict in verdicts if verdict.legal]
    assert legal
    for effort in EFFORTS:
        assert bound(problem, effort) <= min(legal), effort
    assert again.bound <= min(legal)


@pytest.mark.parametrize("seed", [39, 42, 54, 88, 96, 132, 240])
def test_bound_is_below_what_brute_force_finds(seed: int) -> None:
    problem = random_problem(seed, squads=1 + seed % 3, weeks=2 + seed % 2, activities=2 + seed % 3)
    problem = replace(problem, previous=tuple(all_sessions(problem)[:4]), weights=replace(problem.weights, change=20))
    best = best_objective(problem, all_sessions(problem))
    if best is not None:
        assert all(bound(problem, effort) <= best for effort in EFFORTS)


def test_bound_of_a_proof_without_time_is_nothing() -> None:
    problem = school(previous=(held(1), held(3)), weights=Weights(change=20))
    assert _bound(problem, 0, 0.0) == SquadBound(0, closed=False)


def test_solution_claims_nothing_where_a_plan_disproves_the_bound(caplog: pytest.LogCaptureFixture) -> None:
    late = activity("game", preferred=frozenset())
    problem = school(late, rules=Rules(goals=(GoalRule("adapt", min=1),)), weights=Weights(off_season=3))
    found = search(problem)
    assert found.objective == 3
    found.proof = Proof(found.space, found.run)
    found.proof.whole_bound = found.objective + 1
    solution = solution_of(problem, found, found.run)
    assert (solution.status, solution.objective, solution.bound) == ("feasible", found.objective, 0)
    assert "nothing is claimed" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("seed", range(30))
def test_squads_in_the_same_position_have_the_same_bound(seed: int) -> None:
    problem = year(seed)
    twins = tuple(
        replace(one, counselor=problem.squads[0].counselor, open=problem.squads[0].open) for one in problem.squads
    )
    problem = replace(problem, squads=twins)
    space = Space(problem)
    columns = Proof(space, steady()).optima.columns_of_squad
    known: dict[object, int] = {}
    for squad in range(len(twins)):
        position = position_of(space, squad, squad_choice(space, squad, columns[squad]))
        assert known.setdefault(position, _bound(problem, squad, 4.0).cost) == _bound(problem, squad, 4.0).cost
