"""Made problems are sound, look like the samples, and are the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from careplan.scheduling.json_place import parse_json
from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_check import check_problem
from careplan.scheduling.problem_file import load_problem, read_problem
from careplan.scheduling.problem_json import problem_json
from tests.bench.greedy import Greedy, greedy
from tests.bench.making import make_infeasible, make_replan, make_school, make_town
from tests.scheduling.shared_judge import sample


@pytest.mark.parametrize("squads", [6, 9, 13, 24, 31, 48])
def test_a_made_school_is_sound_and_its_file_reads_the_same(squads: int) -> None:
    problem = make_school(squads, 1)
    assert len(problem.squads) == squads
    assert list(check_problem(problem)) == []
    assert read_problem(parse_json(json.dumps(problem_json(problem)))) == problem


def test_a_seed_names_a_problem() -> None:
    assert make_school(24, 7) == make_school(24, 7) != make_school(24, 8)
    assert make_town(7) == make_town(7) != make_town(8)


@pytest.mark.parametrize(("name", "squads"), [("small", 6), ("school", 24), ("large", 48)])
def test_a_made_school_has_the_numbers_of_its_sample(name: str, squads: int) -> None:
    made, given = make_school(squads, 1), load_problem(sample(name))
    assert numbers(made) == numbers(given)
    assert made.weights == given.weights
    assert made.slots == given.slots
    assert abs((made.rules.budget or 0) - (given.rules.budget or 0)) <= 500


def numbers(problem: Problem) -> dict[str, object]:
    """What does not depend on chance."""
    return {
        "methods": Counter(one.method for one in problem.activities),
        "preferred": sum(one.preferred is not None for one in problem.activities),
        "kinds": Counter(kind for venue in problem.venues for kind in venue.kinds),
        "groups": Counter(len(group.squads) for group in problem.groups),
        "staff": Counter(tuple(sorted(p.skills - {"trained"})) for p in problem.staff),
        "goals": [(rule.goal, rule.min, rule.target) for rule in problem.rules.goals],
        "method rules": [(rule.method, rule.min, rule.max) for rule in problem.rules.methods],
        "terms": problem.rules.sessions_per_term,
    }


def test_nothing_comes_after_itself() -> None:
    for seed in range(20):
        activities = {one.id: one for one in make_school(24, seed).activities}
        for one in activities.values():
            before = set(one.after)
            for _ in range(len(activities)):
                before |= {name for other in before for name in activities[other].after}
            assert one.id not in before


def test_a_town_is_a_central_school_and_villages() -> None:
    problem = make_town(1)
    assert len(problem.squads) == 107
    assert list(check_problem(problem)) == []
    villages = [squad for squad in problem.squads if squad.id.startswith("v")]
    assert len({squad.id.split("-")[0] for squad in villages}) == 12
    assert max(squad.size for squad in villages) < 30
    assert len({squad.counselor for squad in villages}) < len(villages)


def test_a_small_made_school_has_a_legal_plan() -> None:
    assert greedy(make_school(6, 1))[1].legal


def test_a_replan_holds_what_was_and_upsets_what_comes() -> None:
    school = make_school(6, 1)
    plan = Greedy(school).plan()
    problem = make_replan(school, plan, 1)
    assert list(check_problem(problem)) == []
    assert problem.weights.change > 0
    assert {(one.activity, one.start) for one in problem.requests} < {(s.activity, s.start) for s in plan}
    faults = Judge(problem)(problem.previous).faults
    assert {fault.code for fault in faults} == {"window"}


def test_an_infeasible_school_asks_one_squad_for_too_much() -> None:
    school = make_school(24, 16)
    problem = make_infeasible(school, 16)
    assert list(check_problem(problem)) == []
    (rule,) = set(problem.rules.goals) - set(school.rules.goals)
    assert rule.min == 14
    assert len(rule.squads or ()) == 1
