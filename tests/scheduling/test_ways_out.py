"""Three ways out of every conflict, also of the smallest; each leaves a plan, and is said in both languages."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest

from careplan.scheduling import Problem, judge, solve
from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.feasible import find_plan
from careplan.scheduling.json_place import Place
from careplan.scheduling.problem import GoalRule, Rules, Squad, TermRule
from careplan.scheduling.problem_check import check_problem
from careplan.scheduling.repairs.chain import parts_of
from careplan.scheduling.repairs.finding import Finding, gentler, named
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.repairs.repair_json import read_repair, repair_json
from careplan.scheduling.repairs.words import repair_words
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Repair
from careplan.scheduling.solution_file import read_solution, solution_json
from tests.scheduling.small_school import activity, held, school, two_squads
from tests.scheduling.tiny_files import FEWER, THREE


def possible(problem: Problem) -> bool:
    """Found anew, by the models and walks of a search that knows nothing of the repair, and judged."""
    there, plan = find_plan(problem, Run(time.monotonic, 10))
    return bool(there) and judge(problem, sessions_of(Space(problem), plan)).legal


def assert_ways(problem: Problem, ways: tuple[Repair, ...]) -> None:
    """Each leaves a plan, none is part of another, and it can be said and stored."""
    for one in ways:
        repaired = apply_repair(problem, one)
        check_problem(repaired)
        assert possible(repaired), repair_words(problem, one, "en")
        assert read_repair(Place("", repair_json(one))) == one
        assert "{" not in repair_words(problem, one, "zh") + repair_words(problem, one, "en")
        assert not any(gentler(other, one) for other in ways if other is not one)
    assert len({named(one) for one in ways}) == len(ways)


@pytest.mark.parametrize("name", THREE)
def test_tiny_file_has_three_ways_out(name: str) -> None:
    found = solve(THREE[name], seconds=20)
    assert found.status == "infeasible" and len(found.repairs) >= 3
    assert "repairs_note" not in solution_json(found)
    assert_ways(THREE[name], found.repairs)


@pytest.mark.parametrize("name", FEWER)
def test_where_nothing_else_helps_that_is_said_in_the_file(name: str) -> None:
    found = solve(FEWER[name], seconds=20)
    assert found.status == "infeasible" and len(found.repairs) == 2 and found.exhausted
    assert_ways(FEWER[name], found.repairs)
    stored = solution_json(found)
    assert stored["repairs_exhausted"] and "no other way out" in stored["repairs_note"]["en"]
    assert read_solution(Place("", stored)).exhausted


def test_of_held_sessions_that_clash_it_is_said_that_they_stay() -> None:
    problem = two_squads(school(weeks=1, rules=Rules(None)))
    found = solve(problem, seconds=20, keep=(held(1), held(1, group="g2")))
    assert found.conflict == ("keep[0]", "keep[1]") and found.repairs == () and found.exhausted
    assert "unlock one of them" in solution_json(found)["repairs_note"]["en"]


def finding(problem: Problem) -> Finding:
    return Finding(problem, Run(time.monotonic, 20))


def test_a_week_is_added_after_a_term_and_the_later_ones_move_on() -> None:
    problem = school(weeks=6)  # the fifth and sixth are of the second term, right after the first
    late = tuple(replace(one, date=one.date + dt.timedelta(weeks=3)) if one.week > 4 else one for one in problem.slots)
    problem = replace(problem, slots=late)
    longer = apply_repair(problem, Repair("weeks", "rules.goals[0]", to=2, until="w4p7"))
    check_problem(longer)
    assert [(one.week, one.term) for one in longer.slots[::2]] == [
        *((week, "t1") for week in (1, 2, 3, 4, 5, 6)),
        *((week, "t2") for week in (7, 8)),
    ]


def test_a_lesson_is_added_after_the_last_and_is_open_to_whom_that_one_is() -> None:
    problem = school(weeks=1, squads=(Squad("q1", 40, "wang", frozenset({"w1p7"})),))
    longer = apply_repair(problem, Repair("later", "rules.goals[0]", slots=("w1p7",)))
    assert [(one.id, one.period) for one in longer.slots] == [("w1p6", 6), ("w1p7", 7), ("w1p7+1", 8)]
    assert longer.squads[0].open == frozenset({"w1p7", "w1p7+1"})


def test_only_times_that_the_plan_uses_are_opened() -> None:
    problem = school(weeks=4, squads=(Squad("q1", 40, "wang", frozenset()),), rules=Rules(None, (TermRule("t1", 1),)))
    hours = next(one for one in solve(problem, seconds=20).repairs if one.kind == "hours")
    assert len(hours.slots) == 1 and hours.squads == ("q1",) and hours.price.lessons == 1


def test_what_changes_more_of_the_same_is_not_another_way_out() -> None:
    alone = Repair("least", "rules.goals[0]", was=3, to=2)
    more = replace(alone, to=1)
    beside = replace(alone, then=Repair("room", "rules.goals[0]", to=1, venue="hall", pupils=9))
    assert gentler(alone, more) and gentler(alone, beside)
    assert not gentler(more, alone) and not gentler(beside, alone)


def test_new_activity_serves_the_goal_for_the_squads_of_the_rule() -> None:
    problem = two_squads(school(rules=Rules(goals=(GoalRule("courage", 1, squads=frozenset({"q2"})),))))
    changed = apply_repair(problem, Repair("new", "rules.goals[0]", to=2))
    made = changed.activities[1:]
    assert [one.groups for one in made] == [("g2",)] * 2 and all(one.goals == {"courage"} for one in made)


def test_a_request_goes_elsewhere_where_a_lesson_is_added_for_it() -> None:
    found = solve(THREE["two requests for the only lesson"], seconds=20)
    assert ["later", "free"] in [[part.kind for part in parts_of(one)] for one in found.repairs]


def test_longer_ones_and_more_leaders_are_said_in_numbers() -> None:
    problem = school(activity(periods=2))
    shorter = Repair("shorten", "rules.goals[0]", was=2, to=1, activity="game")
    assert repair_words(problem, shorter, "en") == "Hold “game” in 1 lesson instead of 2."
    engaged = Repair("hire", "rules.goals[0]", people=("new 1",))
    assert repair_words(problem, engaged, "en") == "Engage 1 more person who can lead it."
