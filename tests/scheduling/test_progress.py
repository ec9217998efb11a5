"""What the command says at the end, in both languages: conflicts shortly, ways out fully, what is not kept counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.scheduling.alike import alike, sentence_of, together
from careplan.scheduling.json_place import Place
from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Activity, GoalRule, MethodRule, Problem, Rules, Staff, TermRule
from careplan.scheduling.progress import SAID, Progress
from careplan.scheduling.references import references
from careplan.scheduling.repairs.repair_json import left_out_json, read_left_out
from careplan.scheduling.repairs.words import repair_words
from careplan.scheduling.solution import LeftOut, Repair, Solution
from careplan.scheduling.solver import counted
from tests.scheduling.random_problem import random_problem
from tests.scheduling.small_school import activity, held, school, two_squads

NAMES = ("game", "talk", "walk")


def once(*names: str) -> list[Activity]:
    return [activity(name, repeats=1) for name in names]


SCHOOL = school(
    *once(*NAMES),
    activity("long", repeats=2, after=("game",)),
    activity("last", after=("game",)),
    rules=Rules(goals=(GoalRule("adapt", 9),), sessions_per_term=(TermRule("t1", 9),), methods=(MethodRule("walk"),)),
    staff=(Staff("li", frozenset(), max_per_week=4), Staff("wang", frozenset(), max_per_week=4, max_per_term=9)),
)


def said(found: Solution, capsys: pytest.CaptureFixture[str], language: str = "en", problem: Problem = SCHOOL) -> str:
    Progress(problem, False, language).end(found)
    return capsys.readouterr().err


def test_rules_that_are_alike_are_told_in_one_sentence() -> None:
    some = alike(SCHOOL, references(SCHOOL))
    told = {together(one): (sentence_of(SCHOOL, one, "zh"), sentence_of(SCHOOL, one, "en")) for one in some}
    assert told["activities.*.repeats (3)"] == (
        "同一个中队最多各做1次：“game”、“talk”、“walk”。",
        "A squad does each of these at most once: “game”, “talk”, “walk”.",
    )
    assert told["activities.long.repeats"][1] == "A squad does “long” at most 2 times."
    assert told["activities.*.after (2)"] == (
        "做“long”、“last”之前，都先要做完“game”。",
        "Before any of “long”, “last” a squad has finished “game”.",
    )
    assert told["staff.*.max_per_week (2)"] == (
        "li、wang一周各最多带4课时。",
        "In one week each of li, wang leads at most 4 lessons.",
    )
    assert "staff.wang.max_per_term" in told and "rules.goals[0]" in told


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_lost_by_telling_together(seed: int) -> None:
    problem = random_problem(seed)
    some = alike(problem, references(problem))
    assert sorted(one for every in some for one in every) == sorted(references(problem))
    for every in some:
        for language in ("zh", "en"):
            words = sentence_of(problem, every, language, {})
            assert "{" not in words and all(one.split(".")[1] in words for one in every if every[1:])


def test_names_are_used_for_rules_told_together() -> None:
    some = ("activities.game.repeats", "activities.talk.repeats")
    assert sentence_of(SCHOOL, some, "zh", {"game": "破冰游戏"}) == "同一个中队最多各做1次：“破冰游戏”、“talk”。"


def test_conflict_and_few_ways_out(capsys: pytest.CaptureFixture[str]) -> None:
    conflict = ("rules.goals[0]", *(f"activities.{name}.repeats" for name in NAMES))
    way = Repair("least", "rules.goals[0]", was=9, to=3)
    words = said(Solution("x", "infeasible", conflict=conflict, repairs=(way,)), capsys)
    assert words.count("\n") == 6 and "activities.*.repeats (3): " in words
    assert "only 1 way out was found before the time was used up; more --seconds may find more" in words
    assert "no way out was found in the time given" in said(Solution("x", "infeasible", conflict=conflict), capsys)
    assert "fewer than" not in said(Solution("x", "infeasible", conflict=conflict, repairs=(way,) * 3), capsys)


@pytest.mark.parametrize(
    ("reference", "to", "zh", "en"),
    [
        (
            "rules.goals[0]",
            1,
            "增加1个像“game”这样的活动：为“adapt”这个目标，以“game”的形式开展，适合每个中队。",
            "Add 1 more activity like “game”: with the goal “adapt”, held as “game”, for every squad.",
        ),
        (
            "rules.methods[0]",
            2,
            "增加2个像“walk”这样的活动：以“walk”的形式开展，适合每个中队。",
            "Add 2 more activities like “walk”: held as “walk”, for every squad.",
        ),
        (
            "rules.sessions_per_term[0]",
            2,
            "增加2个像“game”这样的活动：为“adapt”这个目标，以“game”的形式开展，适合每个中队。",
            "Add 2 more activities like “game”: with the goal “adapt”, held as “game”, for every squad.",
        ),
    ],
)
def test_an_added_activity_is_told_with_what_it_must_be(reference: str, to: int, zh: str, en: str) -> None:
    like = "walk" if "methods" in reference else "game"
    repair = Repair("add", reference, to=to, activity=like)
    assert repair_words(SCHOOL, repair, "zh") == zh
    assert repair_words(SCHOOL, repair, "en") == en


def test_an_added_activity_is_for_groups_or_where_they_have_names_for_squads() -> None:
    some = two_squads(SCHOOL)
    first = some.activities[0]
    problem = replace(some, activities=(replace(first, groups=("g1",)), *some.activities[1:]))
    repair = Repair("add", "rules.goals[0]", to=1, activity="game")
    assert repair_words(problem, repair, "en").endswith("with the goal “adapt”, held as “game”, for g1.")
    assert repair_words(problem, repair, "zh", {"q1": "一（1）班"}).endswith("适合一（1）班。")


def test_what_a_partial_plan_does_not_keep_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    problem = two_squads(school(*once(*NAMES), rules=Rules(goals=(GoalRule("adapt", 9),))))
    sessions = (held(1, "game"), held(2, "talk"))
    left_out = counted([LeftOut("rules.goals[0]"), LeftOut("activities.game.repeats")], judge(problem, sessions))
    assert [one.broken for one in left_out] == [2, 0]  # by either squad; by nobody
    found = Solution("x", "feasible", 0, 0, sessions=sessions, left_out=left_out)
    assert read_left_out(Place("", left_out_json(left_out[0]))) == left_out[0]
    assert "    the plan breaks it 2 times\n" in said(found, capsys, problem=problem)
    assert "这份安排里有2处没有满足" in said(found, capsys, "zh", problem)


def test_the_whole_end_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for status in ("optimal", "feasible", "unknown"):
        words = said(Solution("x", status, 3, 3), capsys, "zh").replace("--seconds", "").replace("--partial", "")
        assert not any("a" <= letter <= "z" for letter in words)
    found = Solution("x", "feasible", 3, 3, left_out=(LeftOut("rules.goals[0]", (), 0), LeftOut("rules.methods[0]")))
    assert "其实满足了" in said(found, capsys, "zh")
    assert all(len(words) == 2 for words in SAID.values())
