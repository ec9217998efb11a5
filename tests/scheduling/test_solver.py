"""The solver against brute force, its promises, and the sample problems."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from careplan.scheduling import Problem, judge, solve
from careplan.scheduling.columns import Plan
from careplan.scheduling.problem import GoalRule, Request, Rules, Staff, TermRule, Venue, Weights
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.references import references, restricted
from careplan.scheduling.run import Run
from careplan.scheduling.search import Search
from careplan.scheduling.solution import Solution
from careplan.scheduling.solution_file import solution_json
from careplan.scheduling.solver import doubting
from tests.scheduling.brute_force import all_sessions, best_objective
from tests.scheduling.random_problem import random_problem
from tests.scheduling.shared_judge import sample, shared_judge
from tests.scheduling.small_school import activity, held, school

TINY = (27, 39, 42, 49, 54, 66, 88, 96, 99, 132, 147, 213, 240, 282, 318)  # seeds of problems of up to 8 sessions


def tiny_problem(seed: int) -> Problem:
    return random_problem(seed, squads=1 + seed % 3, weeks=2 + seed % 2, activities=2 + seed % 3)


@pytest.mark.parametrize("seed", TINY)
def test_solve_finds_what_brute_force_finds(seed: int) -> None:
    problem = tiny_problem(seed)
    best = best_objective(problem, all_sessions(problem))
    found = solve(problem, seconds=5, workers=1, repairs=False)
    if best is None:
        assert found.status == "infeasible"
        assert_minimal(problem, found.conflict)
    else:
        assert (found.status, found.objective, found.bound) == ("optimal", best, best)
        assert judge(problem, found.sessions).objective == best


def assert_minimal(problem: Problem, conflict: tuple[str, ...]) -> None:
    """The rules cannot hold together; without any one of them they can."""
    assert conflict and set(conflict) <= set(references(problem))
    together = restricted(problem, conflict)
    assert best_objective(together, all_sessions(together)) is None
    for left_out in conflict:
        rest = restricted(problem, [one for one in conflict if one != left_out])
        assert best_objective(rest, all_sessions(rest)) is not None, left_out


def small_year() -> Problem:
    """Three squads, twelve weeks: no plan of it is proven best within a test's time."""
    return random_problem(25, squads=3, weeks=12, activities=14)


@pytest.mark.parametrize("effort", [0.3, pytest.param(3, marks=pytest.mark.slow)])  # with proofs it takes seconds
def test_search_with_one_worker_and_one_seed_is_equal(effort: float) -> None:
    def once() -> tuple[Plan, int | None, int]:
        # a clock that stands still: only the work done ends the search, however busy this machine is
        run = Run(lambda: 0.0, seconds=1000, seed=7, steady=True, effort=effort)
        search = Search(small_year(), run, lambda best, bound, elapsed: None, doubting)
        search.go()
        return search.plan, search.objective, search.bound

    assert once() == once()


def test_an_effort_makes_the_same_plan_on_a_fast_machine_and_on_a_slow_one() -> None:
    def on(step: float) -> Solution:
        ticks = count()
        return solve(small_year(), seconds=1000, workers=1, seed=7, effort=0.3, clock=lambda: next(ticks) * step)

    fast, slow = on(1e-6), on(1e-4)
    assert fast.sessions == slow.sessions and fast.objective is not None


def test_solve_keeps_what_is_to_be_kept() -> None:
    problem = school(activity("game"), activity("talk"), rules=Rules(sessions_per_term=(TermRule("t1", 2),)))
    kept = held(3, "talk", period=7)
    found = solve(problem, seconds=2, workers=1, keep=[kept])
    assert kept in found.sessions
    assert judge(problem, found.sessions).legal


def test_solve_names_a_kept_session_that_is_in_the_way() -> None:
    problem = school(rules=Rules(goals=(GoalRule("adapt", max=0),)))
    found = solve(problem, seconds=2, workers=1, keep=[held(1)])
    assert found.status == "infeasible"
    assert found.conflict == ("rules.goals[0]", "keep[0]")


def test_solve_with_requests_gives_each_a_session_of_its_own() -> None:
    problem = school(requests=(Request("game"), Request("game", start="w2p7"), Request("game", staff=("wang",))))
    found = solve(problem, seconds=2, workers=1)
    assert judge(problem, found.sessions).legal
    assert len(found.sessions) >= 3


def test_solve_stops_when_told_and_keeps_the_best() -> None:
    told: list[int | None] = []
    found = solve(
        small_year(),
        seconds=30,
        workers=1,
        on_progress=lambda best, bound, elapsed: told.append(best),
        should_stop=lambda: any(best is not None for best in told),
    )
    assert found.seconds < 10
    assert found.objective == next(best for best in reversed(told) if best is not None)


def test_solve_without_time_says_unknown() -> None:
    problem = replace(small_year(), rules=Rules(sessions_per_term=(TermRule("t1", 1),)))
    found = solve(problem, seconds=0.0, workers=1)
    assert (found.status, found.objective, found.sessions) == ("unknown", None, ())


def test_replan_changes_only_what_it_must() -> None:
    problem = school(
        activity("game"),
        activity("talk"),
        staff=(Staff("wang", frozenset(), open=frozenset({"w1p6", "w1p7", "w3p7"})),),
        previous=(held(1), held(3, "talk")),
        rules=Rules(sessions_per_term=(TermRule("t1", 2),)),
        weights=Weights(change=30, back_to_back=2),
    )
    found = solve(problem, seconds=2, workers=1)
    assert (found.status, found.objective) == ("optimal", 30)
    assert held(1) in found.sessions


def test_infeasible_for_want_of_rooms_is_explained() -> None:
    problem = school(venues=(Venue("room", frozenset({"hall"}), 50),), rules=Rules(goals=(GoalRule("adapt", 1),)))
    found = solve(problem, seconds=5, workers=1)
    assert (found.status, found.conflict) == ("infeasible", ("rules.goals[0]",))


@pytest.mark.plan("S24")
def test_sample_small_year_is_legal_for_the_formats_judge_too() -> None:
    other = shared_judge()
    problem = load_problem(sample("small"))
    told: list[int | None] = [None]
    found = solve(
        problem,
        seconds=120,
        workers=1,
        seed=1,
        on_progress=lambda best, bound, elapsed: told.append(best),
        should_stop=lambda: told[-1] is not None,
    )
    assert found.status in ("feasible", "optimal")
    broken, counts = other.Judge(problem_json(problem)).judge(solution_json(found)["sessions"])
    assert broken == []
    assert found.objective is not None and found.bound is not None
    assert other.Judge(problem_json(problem)).objective(counts) == found.objective
    assert 0 <= found.bound <= found.objective


@pytest.mark.slow
@pytest.mark.parametrize("name", ["school", "large", "replan"])
def test_sample_year_is_legal_for_the_formats_judge_too(name: str) -> None:
    other = shared_judge()
    problem = load_problem(sample(name))
    found = solve(problem, seconds=30, workers=2, seed=1)
    broken, counts = other.Judge(problem_json(problem)).judge(solution_json(found)["sessions"])
    assert broken == []
    assert other.Judge(problem_json(problem)).objective(counts) == found.objective


@pytest.mark.slow
def test_sample_infeasible_year_is_explained() -> None:
    found = solve(load_problem(sample("infeasible")), seconds=120, workers=2)
    assert found.status == "infeasible"
    assert "rules.goals[11]" in found.conflict
