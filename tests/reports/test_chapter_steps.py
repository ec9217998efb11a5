"""What comes next: steps with a verb and an amount, from the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from careplan.indicators.points import score_tree
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import tree_of
from careplan.reports.chapter_steps import ACTIONS, missing, next_steps
from careplan.reports.document import Items
from careplan.reports.facts import ReportFacts
from careplan.seeds.load import shipped_seeds
from tests.reports.year import report_facts, snapshot


def steps(facts: ReportFacts) -> tuple[str, ...]:
    return next(block.items for block in next_steps(facts) if isinstance(block, Items))


def rate(code: str, numerator: int, denominator: int) -> MeasureResult:
    return MeasureResult(code, "rate", numerator / denominator, numerator, denominator)


def with_figure(facts: ReportFacts, result: MeasureResult) -> ReportFacts:
    return replace(facts, results={**facts.results, result.code: result})


def test_every_indicator_with_a_figure_has_its_step() -> None:
    assert {leaf.measure for leaf in shipped_seeds().indicator_sets["default"].leaves} <= set(ACTIONS)


@pytest.mark.plan("S38", "S45")
def test_steps_say_how_much_is_missing() -> None:
    facts = report_facts()
    visits = facts.results["visit_coverage"]
    gap = int(visits.denominator - visits.numerator)
    assert f"本学期内对{gap}名留守儿童补做家访。" in steps(facts)
    certificates = with_figure(facts, rate("leader_qualification", 22, 24))
    assert "为2名中队辅导员补办资格。" in steps(certificates)


def test_steps_never_repeat_the_criteria() -> None:
    facts = report_facts()
    criteria = {leaf.leaf.criteria for leaf in facts.scored.leaves}
    assert not [step for step in steps(facts) if any(one in step for one in criteria)]


def test_ended_year_looks_to_the_next() -> None:
    said = "".join(steps(report_facts(snapshot(date(2027, 7, 2)))))
    assert "本学期内" not in said and "本学年内" not in said and "已公布的日程" not in said


@pytest.mark.parametrize(
    ("numerator", "denominator", "personal", "words"),
    [
        (268, 310, True, "42名"),
        (308, 310, True, "少数"),
        (2, 310, True, "绝大多数"),
        (1, 3, True, "少数"),
        (22, 24, False, "2名"),
        (0, 1842, False, "1,842名"),
    ],
)
def test_small_counts_of_children_are_few(numerator: int, denominator: int, personal: bool, words: str) -> None:
    assert missing(rate("visit_coverage", numerator, denominator), "名", personal=personal) == words


def test_a_step_about_a_hidden_mean_says_only_where_to() -> None:
    """Two changes took twenty days each: fewer than five cases, so not how long, only by when (G10)."""
    slow = MeasureResult("change_lag", "days", 20, 40, 2)
    facts = report_facts()
    scored = score_tree(tree_of(shipped_seeds().indicator_sets["default"]), {**facts.results, "change_lag": slow})
    few = replace(with_figure(facts, slow), scored=scored)
    said = [step for step in steps(few) if "变动登记" in step]
    assert said == ["把变动登记的平均用时缩短到7天以内。"]
