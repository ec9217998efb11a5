"""The school's own points in the report: any set, with what people marked beside the figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from careplan.indicators.points import Mark, score_tree
from careplan.indicators.tree import tree_of
from careplan.reports.assembly import assemble
from careplan.reports.chapter_result import own_points
from careplan.reports.document import Paragraph
from careplan.reports.facts import ReportFacts
from careplan.seeds.load import shipped_seeds
from tests.reports.year import report_facts

D = Decimal


@pytest.fixture(scope="module")
def facts() -> ReportFacts:
    return report_facts()


def judged(facts: ReportFacts, name: str, **marks: Mark) -> ReportFacts:
    given = {code.replace("__", "."): mark for code, mark in marks.items()}
    tree = tree_of(shipped_seeds().indicator_sets[name])
    return replace(facts, scored=score_tree(tree, facts.results, given))


def said(facts: ReportFacts) -> str:
    return "".join(str(part) for block in own_points(facts) if isinstance(block, Paragraph) for part in block.parts)


@pytest.mark.parametrize("name", ["default", "grades", "meets-model", "bands", "gates"])
def test_a_report_is_made_by_any_set(facts: ReportFacts, name: str) -> None:
    document = assemble(judged(facts, name))
    assert document.title


def test_without_marks_nothing_is_said_of_what_stands_apart(facts: ReportFacts) -> None:
    assert not any(
        word in said(judged(facts, "bands")) for word in ("另计", "一票否决", "分数线", "人工评分与系统得分")
    )


def test_bonus_veto_band_and_a_differing_mark_are_said(facts: ReportFacts) -> None:
    plan = {"lead__plan": Mark(D(4))}
    full = {line.leaf.code.replace(".", "__"): Mark(line.leaf.full) for line in judged(facts, "bands").scored.leaves}
    words = said(judged(facts, "bands", **full | plan, bonus__prize=Mark(D(5)), minus__accident=Mark(D(5))))
    assert "另计加分5分、扣5分，合计99分。" in words
    assert "达到“一级”的分数线（90分）" in words
    assert "计划（人工评4分，系统得分5分）" in words
    vetoed = said(judged(facts, "bands", **full, veto__unreported=Mark(choice="failed")))
    assert "一票否决：应报告未报告。" in vetoed and "分数线" not in vetoed
