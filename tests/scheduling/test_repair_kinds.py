"""Each kind of change by itself: what it does to a problem, how it is said, and that it survives the file."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from careplan.scheduling import Problem, judge
from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.feasible import find_plan
from careplan.scheduling.json_place import Place
from careplan.scheduling.problem import GoalRule, MethodRule, Request, Rules, Staff, TermRule
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.repairs.chain import chained, lowered, parts_of, range_of
from careplan.scheduling.repairs.find import AT_LEAST
from careplan.scheduling.repairs.finding import dearness
from careplan.scheduling.repairs.mend import mended
from careplan.scheduling.repairs.nearest import nearest
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.repairs.repair_json import read_repair, repair_json
from careplan.scheduling.repairs.words import price_words, repair_words
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Price, Repair
from careplan.scheduling.solver import solve
from tests.scheduling.shared_judge import sample
from tests.scheduling.small_school import activity, held, school, two_squads
from tests.scheduling.upset_school import QUICK_KINDS

PROBLEM = two_squads(
    school(
        activity(repeats=1),
        weeks=2,
        rules=Rules(1, (TermRule("t1", 2, 3),), (GoalRule("adapt", 2),), (MethodRule("game", 1),), 10),
        requests=(Request("game", "g1", "w1p6"),),
        staff=(Staff("wang", frozenset({"trained"}), max_per_term=3),),
    )
)
SAID = {
    "Lower the minimum of sessions in t1 for q1 from 2 to 1.": Repair(
        "least", "rules.sessions_per_term[0]", 2, 1, squads=("q1",)
    ),
    "Let everybody lead up to 4 lessons in one term.": Repair("staff", "staff.wang.max_per_term", 3, 4),
    "Engage 1 more person who can lead it (“trained”).": Repair(
        "hire", "rules.goals[0]", people=("new 1",), skills=("trained",)
    ),
    "Let q1 meet on 2 September 2026 as well.": Repair("hours", "requests[0]", slots=("w1p6",), squads=("q1",)),
    "Let “game” be held in “hall” as well.": Repair("place", "requests[0]", venue="hall"),
    "Let a squad do every activity up to 2 times.": Repair("every", "rules.goals[0]", to=2),
}


def run(seconds: float = 20) -> Run:
    return Run(time.monotonic, seconds)


@pytest.mark.parametrize("words", SAID)
def test_kind_is_said_in_both_languages_and_survives_the_file(words: str) -> None:
    said = repair_words(PROBLEM, SAID[words], "en")
    assert said.split(" on ")[0] == words.split(" on ")[0]
    assert "{" not in repair_words(PROBLEM, SAID[words], "zh")
    assert read_repair(Place("", repair_json(SAID[words]))) == SAID[words]


def test_rule_is_loosened_for_the_named_squads_only() -> None:
    repaired = apply_repair(PROBLEM, SAID["Lower the minimum of sessions in t1 for q1 from 2 to 1."])
    first, second = repaired.rules.sessions_per_term
    assert (first.min, first.squads) == (2, frozenset({"q2"}))
    assert (second.min, second.squads) == (1, frozenset({"q1"}))


def test_whoever_is_engaged_has_the_skills_and_is_not_counted_among_the_loads() -> None:
    repaired = apply_repair(PROBLEM, SAID["Engage 1 more person who can lead it (“trained”)."])
    assert repaired.staff[1] == Staff("new 1", frozenset({"trained"}), balanced=False)


def test_what_a_plan_breaks_is_what_gives_way() -> None:
    problem = school(
        activity(cost=10),
        weeks=3,
        rules=Rules(1, (TermRule("t1", 3),), budget=15),
        requests=(Request("game", "g1", "w3p7"),),
    )
    sessions = (held(1), held(2))
    parts = mended(problem, judge(problem, sessions).faults)
    assert parts and [(one.kind, one.was, one.to) for one in parts] == [
        ("least", 3, 2),
        ("budget", 15, 20),
        ("drop", None, None),
    ]
    assert judge(apply_repair(problem, chained(parts)), sessions).legal
    assert chained(parts).price == Price(squads=1, lessons=2, money=5)


def test_nearest_plan_is_legal_where_there_is_one() -> None:
    problem = school(weeks=2, rules=Rules(sessions_per_term=(TermRule("t1", 2),)))
    met = nearest(problem, run())
    assert met.legal and judge(problem, sessions_of(Space(problem), met.plan)).legal


def test_nearest_plan_breaks_as_little_as_can_be() -> None:
    problem = school(weeks=2, rules=Rules(1, (TermRule("t1", 3),)))
    assert [(one.has, one.limit) for one in nearest(problem, run()).faults] == [(2, 3)]


def test_amounts_run_from_the_least_change_to_the_one_at_hand() -> None:
    problem = school(activity(cost=10))
    assert range_of(problem, Repair("least", "rules.goals[0]", 5, 2)) == [4, 3, 2]
    assert range_of(problem, Repair("most", "rules.goals[0]", 5, 7)) == [6, 7]
    assert range_of(problem, Repair("budget", "rules.budget", 15, 40)) == [20, 30, 40]
    assert range_of(problem, Repair("order", "activities.game.after")) == []


def test_smaller_amount_has_its_price() -> None:
    part = Repair("least", "rules.goals[0]", 5, 2, price=Price(squads=4, lessons=12))
    assert lowered(part, 4).price == Price(squads=4, lessons=4)
    assert price_words(lowered(part, 4).price, "zh") == "涉及4个中队，4课次"


def test_parts_of_a_chain_are_what_it_was_made_of() -> None:
    parts = [Repair("order", "a"), Repair("drop", "b", price=Price(squads=1))]
    assert [one.reference for one in parts_of(chained(parts))] == ["a", "b"]


@pytest.mark.slow
@pytest.mark.parametrize("upset", QUICK_KINDS[:2], ids=lambda one: one.__name__)
def test_school_has_three_ways_out(upset: Callable[[Problem], Problem]) -> None:
    problem = upset(load_problem(sample("school")))
    found = solve(problem, seconds=60)
    assert found.status == "infeasible"
    assert len(found.repairs) >= AT_LEAST
    assert list(found.repairs) == sorted(found.repairs, key=dearness)
    for one in found.repairs:
        repaired = apply_repair(problem, one)
        there, plan = find_plan(repaired, run())
        assert there and judge(repaired, sessions_of(Space(repaired), plan)).legal, repair_words(problem, one, "en")
