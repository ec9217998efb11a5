"""Every repair that is answered leaves a legal plan, is said in both languages and survives the file."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from careplan.scheduling import Problem
from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.explain import explain
from careplan.scheduling.json_place import Place
from careplan.scheduling.judge import judge
from careplan.scheduling.offered import columns_of
from careplan.scheduling.partial import Part, amount, choose, fewest, loosened
from careplan.scheduling.problem import GoalRule, Request, Rules, Venue
from careplan.scheduling.references import without
from careplan.scheduling.repairs.chain import chained, parts_of
from careplan.scheduling.repairs.climbing import first_true
from careplan.scheduling.repairs.find import find_repairs
from careplan.scheduling.repairs.finding import named
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.repairs.repair_json import read_repair, repair_json
from careplan.scheduling.repairs.words import repair_words
from careplan.scheduling.run import Run
from careplan.scheduling.solution import LeftOut, Repair
from tests.scheduling.brute_force import all_sessions, best_objective
from tests.scheduling.small_school import activity, school
from tests.scheduling.test_explain import TINY


def possible(problem: Problem) -> bool:
    return best_objective(problem, all_sessions(problem)) is not None


@pytest.mark.parametrize("name", ["budget", "person's term", "two requests for one room", "week against term"])
def test_every_repair_leaves_a_plan(name: str) -> None:
    problem, run = TINY[name], Run(time.monotonic, 30)
    conflict = explain(problem, None, run)
    assert conflict
    found = find_repairs(problem, conflict, run)
    assert found
    for one in found:
        assert possible(apply_repair(problem, one)), one
        assert read_repair(Place("", repair_json(one))) == one
        for language in ("zh", "en"):
            assert "{" not in repair_words(problem, one, language)


def test_budget_is_raised_by_no_more_than_it_must() -> None:
    problem, run = TINY["budget"], Run(time.monotonic, 30)
    found = find_repairs(problem, explain(problem, None, run) or (), run)
    budget = next(one for one in found if one.kind == "budget")
    assert (budget.was, budget.to, budget.price.money, budget.smallest) == (15, 20, 5, True)
    assert repair_words(problem, budget, "en") == "Raise the budget by 5, from 15 to 20."


def test_no_way_out_changes_what_stands() -> None:
    problem, run = TINY["two requests for one room"], Run(time.monotonic, 30)
    conflict = explain(problem, None, run) or ()

    def touched(standing: frozenset[str]) -> set[str]:
        found = find_repairs(problem, conflict, run, standing)
        return {part.reference for one in found for part in parts_of(one)}

    assert {"requests[0]", "requests[1]"} <= touched(frozenset())
    assert "requests[0]" not in touched(frozenset({"requests[0]"}))


def test_the_same_changes_in_another_order_are_one_way_out() -> None:
    one, two = Repair("budget", "rules.budget", to=20), Repair("drop", "requests[0]")
    assert named(chained([one, two])) == named(chained([two, one])) != named(one)


@pytest.mark.parametrize("size", [1, 2, 7, 30])
def test_first_true_finds_the_first(size: int) -> None:
    for first in range(size):
        assert first_true(size, lambda i, first=first: i >= first) == (first, True)


def test_fewest_takes_one_of_each_conflict() -> None:
    conflicts = [frozenset("ab"), frozenset("bc"), frozenset("cd")]
    assert len(fewest(conflicts, "abcd")) == 2


@pytest.mark.parametrize("name", list(TINY))
def test_the_most_that_can_be_kept_leaves_a_plan(name: str) -> None:
    problem = TINY[name]
    part = choose(problem, Run(time.monotonic, 30))
    assert part is not None and part.most
    assert len(part.left_out) == 1
    assert possible(without(problem, [one.reference for one in part.left_out]))


def crowded(lessons: int) -> Problem:
    """One teacher with two lessons a week, and so many requests for him; one more at a place that does not fit."""
    asked = (*(Request("game") for _ in range(lessons)), Request("game", venue="yard"))
    problem = school(activity("game", repeats=None), weeks=1, rules=Rules(None), requests=asked)
    return replace(problem, venues=(*problem.venues, Venue("yard", frozenset({"yard"}), 50)))


def test_partial_plan_of_requests_leaves_out_what_cannot_be_and_no_more() -> None:
    problem = crowded(4)
    part = choose(problem, Run(time.monotonic, 30))
    assert part is not None and len(part.plan) == 2
    out = {one.reference: one.reason for one in part.left_out}
    assert len(out) == 3 and out["requests[4]"] == ()
    clashing = next(reason for name, reason in out.items() if name != "requests[4]")
    assert len(clashing) == 2
    assert possible(without(problem, list(out)))


def two_games_and_a_goal(least: int) -> Problem:
    """Two games serve the goal, each once; it is asked for more often than that."""
    return school(activity("chess"), activity("go"), rules=Rules(None, goals=(GoalRule("adapt", least),)), weeks=2)


def once(problem: Problem) -> Problem:
    return replace(problem, activities=tuple(replace(one, repeats=1) for one in problem.activities))


def test_what_is_left_out_is_broken_by_no_more_than_must_be() -> None:
    problem = once(two_games_and_a_goal(3))
    part = choose(problem, Run(time.monotonic, 30))
    assert part is not None and len(part.left_out) == 1
    assert amount(judge(problem, sessions_of(Space(problem), part.plan)).faults) == (1, 1)
    assert possible(loosened(problem, part))


def test_a_rule_left_out_is_loosened_only_as_far_as_the_plan_needs() -> None:
    problem = once(two_games_and_a_goal(4))
    plan = list(columns_of(Space(two_games_and_a_goal(4))))[:1]
    part = Part(plan, (LeftOut("rules.goals[0]", ()),), True)
    faults = judge(problem, sessions_of(Space(problem), [one._replace(venue=0, staff=(0,)) for one in plan])).faults
    assert [(one.code, one.has) for one in faults] == [("rules.goals[0]", 1)]
    part = replace(part, plan=[one._replace(venue=0, staff=(0,)) for one in plan])
    assert loosened(problem, part).rules.goals[0].min == 1
