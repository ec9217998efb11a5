"""A conflict is right and minimal: held against brute force on tiny problems, and solved again on a whole school."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from careplan.scheduling import Problem, judge
from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.explain import explain
from careplan.scheduling.explain.shrink import shrink
from careplan.scheduling.feasible import find_plan
from careplan.scheduling.problem import GoalRule, MethodRule, Request, Rules, Staff, TermRule
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.references import references, restricted
from careplan.scheduling.run import Run
from tests.scheduling.brute_force import all_sessions, best_objective
from tests.scheduling.shared_judge import sample
from tests.scheduling.small_school import activity, school, two_squads
from tests.scheduling.upset_school import QUICK_KINDS


def run(seconds: float = 60) -> Run:
    return Run(time.monotonic, seconds, workers=2)


def possible(problem: Problem, kept: list[str]) -> bool:
    part = restricted(problem, kept)
    return best_objective(part, all_sessions(part)) is not None


def assert_right(problem: Problem, conflict: tuple[str, ...] | None) -> None:
    assert conflict and set(conflict) <= set(references(problem))
    assert not possible(problem, list(conflict))
    for one in conflict:
        assert possible(problem, [other for other in conflict if other != one]), one


ONE = activity("game", repeats=1)
TALK = activity("talk", repeats=1)
TINY = {
    "goal beyond repeats": school(ONE, weeks=2, rules=Rules(goals=(GoalRule("adapt", 2),))),
    "method beyond repeats": school(ONE, weeks=2, rules=Rules(methods=(MethodRule("game", 2),))),
    "term maximum against goal": school(weeks=2, rules=Rules(None, (TermRule("t1", max=1),), (GoalRule("adapt", 2),))),
    "week against term": school(weeks=2, rules=Rules(1, (TermRule("t1", 3),))),
    "budget": school(activity(cost=10), weeks=2, rules=Rules(sessions_per_term=(TermRule("t1", 2),), budget=15)),
    "person's term": school(
        weeks=2,
        staff=(Staff("wang", frozenset(), max_per_term=1),),
        rules=Rules(sessions_per_term=(TermRule("t1", 2),)),
    ),
    "person's week": school(
        weeks=2,
        staff=(Staff("wang", frozenset(), max_per_week=1),),
        rules=Rules(None, sessions_per_term=(TermRule("t1", 3),)),
    ),
    "two requests for one room": school(
        weeks=1, requests=(Request("game", start="w1p6"), Request("game", start="w1p6")), rules=Rules(None)
    ),
    "request and repeats": school(ONE, weeks=2, rules=Rules(None), requests=(Request("game"), Request("game"))),
    "request against week": school(ONE, TALK, weeks=1, requests=(Request("game"), Request("talk"))),
    "order in a circle": school(
        activity("game", after=("talk",), repeats=1),
        activity("talk", after=("game",), repeats=1),
        weeks=2,
        rules=Rules(goals=(GoalRule("adapt", 1),)),
    ),
    "nobody qualified": school(staff=(), weeks=2, rules=Rules(goals=(GoalRule("adapt", 1),))),
    "two squads, one teacher": two_squads(
        school(
            weeks=1,
            rules=Rules(1, (TermRule("t1", 1),), methods=(MethodRule("game", 1),)),
            staff=(Staff("wang", frozenset(), max_per_term=1),),
        )
    ),
}


@pytest.mark.parametrize("name", [name for name in TINY if name != "two squads, one teacher"])
def test_tiny_conflict_is_right_and_minimal(name: str) -> None:
    assert_right(TINY[name], explain(TINY[name], None, run(20)))


def test_conflict_that_spans_squads_is_right_and_minimal() -> None:
    """The one room is too small for both, and the teacher leads one lesson: that spans the squads."""
    problem = TINY["two squads, one teacher"]
    assert_right(problem, explain(problem, None, run(20)))


@pytest.mark.parametrize("step", [1, 3, 7])
def test_shrink_keeps_what_is_needed_and_nothing_else(step: int) -> None:
    rules = [f"r{i}" for i in range(20)]
    assert shrink(rules, lambda kept: {"r3", "r4", "r17"} <= set(kept), step) == ["r3", "r4", "r17"]


def test_shrink_claims_nothing_that_was_not_known() -> None:
    assert shrink(["a", "b"], lambda kept: None, 1) is None


@pytest.mark.slow
@pytest.mark.parametrize("upset", QUICK_KINDS, ids=lambda one: one.__name__)
def test_conflict_of_a_school_is_verified_by_solving_again(upset: Callable[[Problem], Problem]) -> None:
    problem = upset(load_problem(sample("school")))
    conflict = explain(problem, None, run())
    assert conflict
    for left_out in conflict:
        rest = restricted(problem, [one for one in conflict if one != left_out])
        found, plan = find_plan(rest, run(20))
        assert found, left_out
        assert judge(rest, sessions_of(Space(rest), plan)).legal
