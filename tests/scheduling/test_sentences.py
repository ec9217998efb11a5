"""Every reference of every problem has its sentence, in Chinese and in English."""

from __future__ import annotations

import pytest

from careplan.scheduling.problem import GoalRule, Request, Rules, Staff, TermRule
from careplan.scheduling.references import references
from careplan.scheduling.sentences import sentence
from tests.scheduling.random_problem import random_problem
from tests.scheduling.small_school import activity, school


@pytest.mark.parametrize("seed", range(20))
def test_every_reference_has_a_sentence(seed: int) -> None:
    problem = random_problem(seed)
    for reference in references(problem):
        for language in ("zh", "en"):
            told = sentence(problem, reference, language)
            assert "{" not in told and "None" not in told, (reference, told)


@pytest.mark.parametrize(
    ("reference", "zh", "en"),
    [
        ("rules.sessions_per_week", "一个中队一周最多开展1次活动。", "No squad has more than 1 session in one week."),
        (
            "rules.sessions_per_term[0]",
            "上学期，每个中队开展活动7至9次。",
            "In 上学期, each squad has 7 to 9 sessions.",
        ),
        (
            "rules.goals[0]",
            "一（1）班全年为“适应新环境”这个目标开展活动至少2次。",
            "一（1）班 has at least 2 sessions in the year that serve the goal “适应新环境”.",
        ),
        (
            "requests[0]",
            "已经定下的活动必须在安排里：game，w1p6。",
            "This session was asked for and must be in the plan: game, w1p6.",
        ),
        ("staff.wang.max_per_term", "王老师一学期最多带24课时。", "王老师 leads at most 24 lessons in one term."),
        ("activities.then.after", "做“then”之前，先要做完“game”。", "Before “then” a squad has finished “game”."),
        (
            "skills",
            "每个岗位上的老师都要有这个岗位要求的资格。",
            "Each post is held by somebody who is qualified for it.",
        ),
        ("idle", "最好不要连着4周没有活动。", "A squad had best not go 4 weeks without a session."),
    ],
)
def test_sentence_speaks_with_names(reference: str, zh: str, en: str) -> None:
    problem = school(
        activity(),
        activity("then", after=("game",)),
        staff=(Staff("wang", frozenset(), max_per_term=24),),
        rules=Rules(sessions_per_term=(TermRule("t1", 7, 9),), goals=(GoalRule("adapt", 2, squads=frozenset({"q1"})),)),
        requests=(Request("game", start="w1p6"),),
    )
    names = {"t1": "上学期", "adapt": "适应新环境", "q1": "一（1）班", "wang": "王老师"}
    assert sentence(problem, reference, "zh", names) == zh
    assert sentence(problem, reference, "en", names) == en
