"""“…“…”…” never occurs: what is quoted inside a quotation stands in single marks."""

from __future__ import annotations

import pytest

from careplan.scheduling.quotes import nested
from careplan.scheduling.repairs.words import repair_words
from careplan.scheduling.sentences import sentence
from careplan.scheduling.solution import Repair
from tests.scheduling.test_repair_kinds import PROBLEM, SAID

QUOTED = {
    "game": "“我看见了”墙报",
    "adapt": "适应“新”学校",
    "trained": "“心理”培训",
    "hall": "“大”礼堂",
    "wang": "王“老师”",
    "q1": "“一”班",
    "t1": "“上”学期",
}
REPAIRS = (
    *SAID.values(),
    Repair("instead", "requests[0]", activity="game"),
    Repair("suit", "rules.goals[0]", activity="game", squads=("q1",)),
    Repair("add", "rules.goals[0]", to=1, activity="game"),
    Repair("serve", "rules.goals[0]", activity="game"),
    Repair("repeats", "activities.game.repeats", was=1, to=2),
    Repair("least", "rules.goals[0]", was=2, to=1, squads=("q1",), then=Repair("least", "rules.methods[0]", 1, 0)),
)


def deepest(words: str) -> int:
    """How many double marks are open at once."""
    depth = most = 0
    for mark in words:
        depth += {"“": 1, "”": -1}.get(mark, 0)
        most = max(most, depth)
    assert depth == 0, words
    return most


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("repair", REPAIRS, ids=lambda one: f"{one.kind}-{one.reference}")
def test_a_way_out_quotes_names_that_quote(repair: Repair, language: str) -> None:
    assert deepest(repair_words(PROBLEM, repair, language, QUOTED)) <= 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("reference", ["rules.goals[0]", "rules.methods[0]", "requests[0]", "activities.game.repeats"])
def test_a_rule_quotes_names_that_quote(reference: str, language: str) -> None:
    assert deepest(sentence(PROBLEM, reference, language, QUOTED)) <= 1


def test_marks_take_turns_and_apostrophes_stay() -> None:
    assert nested("“一“二“三””” it’s “a”") == "“一‘二“三”’” it’s “a”"
    assert nested("没有开始的”") == "没有开始的”"
    assert "‘我看见了’" in repair_words(PROBLEM, Repair("repeats", "activities.game.repeats", 1, 2), "zh", QUOTED)
