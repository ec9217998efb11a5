"""Where neither a plan nor a proof turns up: suspected rules are proven, and else it is said what to do next."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from careplan.scheduling import Problem
from careplan.scheduling.explain import explain
from careplan.scheduling.explain.answers import Answers
from careplan.scheduling.explain.doubt import asks, suspected
from careplan.scheduling.json_place import Place
from careplan.scheduling.preflight import preflight
from careplan.scheduling.problem import GoalRule, Group, MethodRule, Request, Rules, Squad, Staff, TermRule, Venue
from careplan.scheduling.progress import Progress
from careplan.scheduling.run import Run
from careplan.scheduling.solution import LeftOut, Solution
from careplan.scheduling.solution_file import read_solution, solution_json
from careplan.scheduling.solver import unknown
from tests.scheduling.small_school import activity, school, slot


def lectures_in_threes() -> Problem:
    """A hall is open on two days for three lessons each, and three squads are each to hear a lecture of two.

    Counting sees six lessons for six; but of each day's three only one lecture can be made.
    """
    lecture = activity("lecture", periods=2, venues=frozenset({"hall"}), groups=("g1", "g2", "g3"))
    slots = tuple(slot(week, period) for week in (1, 2) for period in (6, 7, 8))
    rooms = (Venue("room", frozenset({"classroom"}), 50), Venue("hall", frozenset({"hall"}), 50))
    names = ("1", "2", "3")
    return school(
        activity(groups=("g1", "g2", "g3")),
        lecture,
        slots=slots,
        venues=rooms,
        squads=tuple(Squad(f"q{one}", 30) for one in names),
        groups=tuple(Group(f"g{one}", (f"q{one}",)) for one in names),
        staff=tuple(Staff(one, frozenset()) for one in ("wang", "li", "zhao")),
        rules=Rules(None, (TermRule("t1", 1),), (GoalRule("adapt", 1),), (MethodRule("lecture", 1),)),
    )


def answers(problem: Problem) -> Answers:
    return Answers(problem, Run(time.monotonic, 10))


def test_what_counting_does_not_see_is_proven_from_what_the_nearest_plan_breaks() -> None:
    problem = lectures_in_threes()
    assert not any(one.proof for one in preflight(problem))
    known = answers(problem)
    assert suspected(problem, known, lambda: False)
    assert "rules.methods[0]" in min(known.cores, key=len)
    assert explain(problem, None, known.run, known) == ("rules.methods[0]",)


def test_where_there_is_a_plan_nothing_is_suspected() -> None:
    problem = replace(
        lectures_in_threes(), rules=Rules(None, methods=(MethodRule("lecture", 1, squads=frozenset({"q1"})),))
    )
    assert not suspected(problem, answers(problem), lambda: False)


def test_only_minimums_and_requests_ask_for_something() -> None:
    problem = school(rules=Rules(1, (TermRule("t1", 0, 3),), (GoalRule("adapt", 1),)), requests=(Request("game"),))
    asking = ("rules.sessions_per_week", "rules.sessions_per_term[0]", "rules.goals[0]", "requests[0]")
    assert [asks(problem, one) for one in asking] == [False, False, True, True]


def test_an_answer_of_unknown_says_what_the_nearest_plan_breaks() -> None:
    problem = lectures_in_threes()
    found = unknown(problem, problem, Run(time.monotonic, 1.0))
    assert found.status == "unknown" and {one.reference for one in found.nearest} == {"rules.methods[0]"}
    assert read_solution(Place("", solution_json(found))).nearest == found.nearest


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Tried: counting", "the plan that came nearest does not keep:", "--seconds 300", "--partial")),
        ("zh", ("试过：先数一遍", "最接近的一份安排没有满足：", "--seconds 300", "--partial")),
    ],
)
def test_neither_plan_nor_proof_is_said_with_what_to_do_next(
    language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    found = Solution("x", "unknown", seconds=60.0, nearest=(LeftOut("rules.methods[0]", (), 2),))
    Progress(lectures_in_threes(), False, language).end(found)
    said = capsys.readouterr().err
    assert all(one in said for one in words) and "lecture" in said


def test_whoever_stopped_it_is_told_only_that(capsys: pytest.CaptureFixture[str]) -> None:
    Progress(lectures_in_threes(), False, "en").end(Solution("x", "unknown"), stopped=True)
    assert capsys.readouterr().err == "stopped before there was a plan; there is none\n"
