"""What is wrong, in sentences and by severity."""

from __future__ import annotations

import re

import pytest

from careplan.scheduling.agenda import Index
from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Request, Rules, TermRule, Weights
from careplan.scheduling.rules import RULES, WISHES, Fault
from careplan.scheduling.solution import Session
from careplan.seeds.load import shipped_severities
from careplan.sessions.finding_words import WORDS, fault_words
from careplan.sessions.findings import effect, findings, severity_of
from careplan.sessions.outgrown import REFERENCE
from careplan.sessions.taken import BESIDE
from tests.sessions.year import held, slot, tiny

NAMES = {"2024-1": "三(1)班", "T1": "王老师", "a": "击鼓传花", "b": "护蛋行动"}
LANGUAGES = ("zh", "en")


def test_every_rule_and_every_preference_has_exactly_one_severity() -> None:
    assert set(shipped_severities()) == {one.code for one in RULES} | {one.name for one in WISHES} | {
        *BESIDE,
        REFERENCE,
    }
    assert all(severity_of(one.name) == "warning" for one in WISHES)


def test_every_rule_has_its_sentence() -> None:
    assert {one.code for one in RULES} <= set(WORDS)


def test_a_legal_schedule_has_no_finding_but_the_wishes_it_does_not_meet() -> None:
    problem = tiny(weights=Weights(goal_shortfall=10))

    (found,) = findings(Judge(problem), [held("a", 0), held("b", 2)], "zh")

    assert (found.severity, found.reference) == ("warning", "goal_shortfall")
    assert found.sentence == "每个目标最好都达到希望的次数（1次没有做到）"


def test_findings_are_said_with_names_the_gravest_first() -> None:
    problem = tiny(rules=Rules(sessions_per_week=1, sessions_per_term=(TermRule("1", 1, 1),)))

    found = findings(Judge(problem), [held("a", 0), held("b", 0)], "zh", NAMES)

    assert [one.severity for one in found] == ["placing", "placing", "publishing", "publishing"]
    assert found[0].sentence == "三(1)班9月4日第6节已有别的活动。" and found[0].sessions == (0, 1)
    assert found[1].sentence == "王老师9月4日第6节要带别的活动。"
    assert found[2].sentence == "三(1)班第1周有2次活动，一周最多1次。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_breach_can_be_said(language: str) -> None:
    problem = tiny(requests=(Request("b", start=slot(3)),))
    bad = [held("a", 0), held("a", 0, "T9"), held("a", 1), held("gone", 2)]

    said = [one.sentence for one in findings(Judge(problem), bad, language, NAMES)]

    assert said and all("{" not in one and one.endswith(("。", ".", "）", ")")) for one in said)


def test_a_change_is_told_by_what_it_brings_what_it_solves_and_its_points() -> None:
    judge = Judge(tiny(weights=Weights(goal_shortfall=10)))
    before, after = [held("a", 0), held("b", 0)], [held("a", 0), held("b", 1)]

    found = effect(judge, (before, judge(before)), (after, judge(after)), "zh", NAMES)
    back = effect(judge, (after, judge(after)), (before, judge(before)), "zh", NAMES)

    assert not found.brings and {one.reference for one in found.solves} >= {"squad_clash", "staff_clash"}
    assert back.blocking and {one.key for one in back.brings} == {one.key for one in found.solves}
    assert found.points == 0


def test_what_was_wrong_before_is_not_brought_by_a_change_elsewhere() -> None:
    judge = Judge(tiny())
    before, after = [held("gone", 0), held("b", 1)], [held("gone", 0), held("b", 2)]

    assert not effect(judge, (before, judge(before)), (after, judge(after)), "zh").brings


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_less_wrong_is_solved_and_what_is_more_wrong_is_only_brought(language: str) -> None:
    judge = Judge(tiny(rules=Rules(sessions_per_term=(TermRule("1", 3, 3),)), weights=Weights(goal_shortfall=10)))
    more, less = [held("a", 0), held("b", 1)], [held("a", 0)]

    worse = effect(judge, (more, judge(more)), (less, judge(less)), language, NAMES)
    better = effect(judge, (less, judge(less)), (more, judge(more)), language, NAMES)

    short = "rules.sessions_per_term[0]"
    assert short in {one.reference for one in worse.brings} and short not in {one.reference for one in worse.solves}
    assert short in {one.reference for one in better.solves} and short not in {one.reference for one in better.brings}


def test_a_wish_met_more_often_is_said_as_less_often_missed() -> None:
    judge = Judge(tiny(weights=Weights(goal_shortfall=10)))
    none, some = [held("a", 0)], [held("a", 0), held("b", 1)]
    found = effect(judge, (none, judge(none)), (some, judge(some)), "zh", NAMES)
    back = effect(judge, (some, judge(some)), (none, judge(none)), "zh", NAMES)
    assert any("少1次没有做到" in one.sentence for one in found.solves), found.solves
    assert any("多1次没有做到" in one.sentence for one in back.brings), back.brings


def test_a_lesson_that_is_gone_is_called_by_its_day() -> None:
    index = Index(tiny())

    def said(who: str, language: str) -> str:
        return fault_words(index, Fault("unknown", (), who), held("a", 0), language, NAMES)

    assert said("2026-12-30p6", "zh") == "12月30日第6节不上课了。"
    assert said("2026-12-30p6", "en") == "There is no lesson on 30 December, lesson 6 any more."
    assert "资料里" in said("2026-02-31p6", "zh") and "资料里" in said("T99", "zh")


def strict(least: int) -> Judge:
    return Judge(tiny(rules=Rules(sessions_per_term=(TermRule("1", least, 3),))))


def test_what_the_schedule_in_force_lacks_already_only_warns() -> None:
    (found,) = findings(strict(3), [held("a", 0)], "zh", NAMES, before=[held("a", 1)])
    assert (found.severity, found.already) == ("warning", True)
    assert "只有1次活动，至少要3次" in found.sentence


@pytest.mark.parametrize("before", [None, [held("a", 0), held("b", 1)], [held("a", 0), held("b", 1), held("a", 2)]])
def test_what_a_draft_makes_worse_or_brings_blocks_its_publication(before: list[Session] | None) -> None:
    found = findings(strict(3), [held("a", 0)], "zh", NAMES, before=before)
    assert [(one.severity, one.already) for one in found] == [("publishing", False)]


def test_too_many_is_not_excused_by_too_few_before() -> None:
    judge = Judge(tiny(rules=Rules(sessions_per_term=(TermRule("1", 2, 2),))))
    found = findings(judge, [held("a", 0), held("b", 1), held("a", 2)], "zh", before=[held("a", 0)])
    assert all(one.severity == "publishing" for one in found if one.reference.startswith("rules.sessions_per_term"))


def test_what_cannot_stand_blocks_though_it_is_in_force() -> None:
    """A leader who is away is no shortage: somebody else has to be chosen."""
    clash = [held("a", 0), held("b", 0)]
    found = findings(Judge(tiny()), clash, "zh", NAMES, before=clash)
    assert [one.severity for one in found if one.reference.endswith("_clash")] == ["placing", "placing"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_finding_quotes_names_that_quote_in_single_marks(language: str) -> None:
    names = {"a": "“我”的情绪", "low.adapt": "适应“新”学校", "2024-1": "三(1)班"}
    index = Index(tiny())
    for code in ("activities.a.repeats", "activities.b.after", "rules.goals[0]", "venue_kind"):
        said = fault_words(index, Fault(code, (), "2024-1", "a", 2, 1), held("a", 0), language, names)
        assert re.search("“[^”]*“", said) is None and "‘" in said, said
