"""The annual report of an invented year: its chapters, its figures, and what it never tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import Child, Snapshot, Squad
from careplan.indicators.small_cells import showable
from careplan.reports.assembly import assemble
from careplan.reports.chapter_situation import definition_counts, grade_groups
from careplan.reports.charts import table_of
from careplan.reports.document import Chart, Document, Heading, KeyFigures, Paragraph, Table, cited_codes
from careplan.reports.facts import ReportFacts
from careplan.reports.freezing import freeze, thaw_document
from tests.reports.year import TERMS, report_facts, snapshot


@pytest.fixture(scope="module")
def facts() -> ReportFacts:
    return report_facts()


@pytest.fixture(scope="module")
def document(facts: ReportFacts) -> Document:
    return assemble(facts)


def tables(document: Document) -> dict[str, Table]:
    blocks = [*document.blocks, *(b for a in document.appendices for b in a.blocks)]
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def text(document: Document) -> str:
    blocks = [*document.blocks, *(b for a in document.appendices for b in a.blocks)]
    parts = [p if isinstance(p, str) else p.text for b in blocks if isinstance(b, Paragraph) for p in b.parts]
    return "".join(parts)


@pytest.mark.plan("S45")
def test_chapters_follow_the_outline(document: Document) -> None:
    heads = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert heads == ["基本情况", "主要做法", "工作成效", "自评得分", "存在的问题", "下一步打算"]
    assert [a.title for a in document.appendices] == [
        "指标数据明细",
        "佐证材料目录",
        "已开展活动一览",
        "教师培训登记汇总",
        "经费使用情况",
    ]


def test_ended_year_looks_to_the_next(facts: ReportFacts) -> None:
    ended = assemble(report_facts(snapshot(date(2027, 7, 2))))
    assert [b.text for b in ended.blocks if isinstance(b, Heading)][-1] == "下一年打算"
    assert ended.subtitle == "2026—2027学年"


def test_running_year_says_until_when(document: Document) -> None:
    assert document.subtitle == "2026—2027学年（截至2026年11月20日）"


@pytest.mark.plan("S39")
def test_every_measure_is_in_the_attachment_with_its_figure(document: Document, facts: ReportFacts) -> None:
    rows = [row for row in tables(document)["指标数据明细"].rows if row.kind == "plain"]
    assert [row.codes[1] for row in rows] == list(MEASURES) or {row.codes[1] for row in rows} == set(MEASURES)
    for row in rows:
        assert (row.cells[1] == "无数据") == (facts.results[row.codes[1]].value is None)


@pytest.mark.plan("S4", "S14", "S17", "S19", "S20")
def test_four_principles_stand_there_with_figures(document: Document) -> None:
    leads = [b.lead for b in document.blocks if isinstance(b, Paragraph)]
    assert [lead for lead in leads if lead.endswith("性。") or lead.endswith("互补。")] == [
        "全体性与主体性。", "实践性与实效性。", "科学性与系统性。", "整合与互补。",
    ]  # fmt: skip
    assert {"reached_every_child", "felt_effective", "goals_scheduled", "three_audiences"} <= cited_codes(document)


@pytest.mark.plan("S24", "S25")
def test_each_goal_of_each_band_is_counted(document: Document, facts: ReportFacts) -> None:
    had = [(q, g) for s in facts.snapshot.held_sessions for q in s.squad_ids for g in s.goals]
    for band in facts.names.bands:
        rows = {row.cells[0]: row.cells for row in tables(document)[f"{band.name}目标开展情况"].rows}
        for goal in band.goals:
            assert rows[goal.name][2] == str(sum(g == goal.code for _, g in had))


def test_points_table_sums_to_what_the_tree_says(document: Document, facts: ReportFacts) -> None:
    rows = tables(document)["自评得分明细"].rows
    got = sum(float(row.cells[2]) for row in rows if row.kind == "plain" and row.cells[2] != "无数据")
    assert got == pytest.approx(float(facts.scored.sum.points))
    assert rows[-1].cells[1] == "100"


def test_list_of_sessions_holds_each_one_that_was_held(document: Document, facts: ReportFacts) -> None:
    assert len(tables(document)["已开展活动一览"].rows) == len(facts.snapshot.held_sessions)


def test_definition_in_use_is_stated(document: Document) -> None:
    assert "学籍系统口径" in text(document) and "民政口径（国发〔2016〕13号）" in text(document)


def test_every_chart_has_words(document: Document) -> None:
    for chart in (b for b in document.blocks if isinstance(b, Chart)):
        assert len(chart.alt) > 10
        assert len(table_of(chart.spec)) > 1


def test_principals_words_come_first(facts: ReportFacts) -> None:
    made = assemble(replace(facts, problems="第一句。\n\n第二句。", next_steps="打算。"))
    heads = [i for i, b in enumerate(made.blocks) if isinstance(b, Heading) and b.text == "存在的问题"]
    assert made.blocks[heads[0] + 1 : heads[0] + 3] == (Paragraph(("第一句。",)), Paragraph(("第二句。",)))


def test_frozen_document_thaws_to_itself(document: Document) -> None:
    assert thaw_document(freeze(document)) == document


def test_school_without_any_record_still_gets_a_report() -> None:
    empty = assemble(report_facts(Snapshot("1", "2026—2027", date(2026, 9, 1), TERMS)))
    assert "没有登记为留守的儿童" in text(empty)
    assert all(b.figures for b in empty.blocks if isinstance(b, KeyFigures))


def test_school_without_terms_still_gets_a_report() -> None:
    assert assemble(report_facts(Snapshot("1", "2026—2027", date(2026, 9, 1)))).subtitle.startswith(
        "2026—2027学年（截至"
    )


# ── what is never told ────────────────────────────────────────────────────────────────────────────


def _school(*grades: tuple[int, int, int, int, int]) -> ReportFacts:
    """Grades as (grade, pupils, both away, one away, other definition)."""
    squads = tuple(Squad(str(g), g, "low", pupils) for g, pupils, *_ in grades)
    kids = tuple(
        Child(f"{g}-{kind}-{i}", str(g), g, left_behind_enrolment=code, left_behind_civil=True)
        for g, _, *counts in grades
        for kind, code, count in zip("ABC", ("both_parents", "one_parent", "none"), counts, strict=True)
        for i in range(count)
    )  # fmt: skip
    return report_facts(Snapshot("1", "2026—2027", date(2026, 11, 20), TERMS, squads, kids))


@pytest.mark.parametrize(
    "grades",
    [
        [(1, 40, 8, 9, 0), (2, 40, 7, 9, 0)],
        [(1, 40, 2, 9, 0), (2, 40, 7, 9, 0)],
        [(1, 12, 5, 5, 0), (2, 40, 7, 9, 0)],
        [(1, 40, 8, 9, 3), (2, 40, 7, 9, 0)],
        [(1, 40, 1, 1, 1), (2, 40, 0, 1, 0)],
        [(1, 9, 2, 2, 2), (2, 7, 2, 1, 0), (3, 8, 1, 1, 1)],
    ],
)
def test_no_sum_of_shown_cells_tells_a_small_group(grades: list[tuple[int, int, int, int, int]]) -> None:
    facts = _school(*grades)
    _, shown = grade_groups(facts)
    assert all(count is None or showable(count) for row in shown for count in row.counts)
    for table in tables(assemble(facts)).values():
        if table.caption == "各年级学生与留守儿童人数":
            for row in table.rows:
                pupils, behind, *parts = (int(cell) for cell in row.cells[1:])
                assert all(showable(n) for n in (behind, pupils - behind, *parts))


def test_definitions_that_differ_by_few_are_not_told_apart() -> None:
    kids = tuple(
        Child(str(i), "1", 1, left_behind_enrolment="one_parent", left_behind_civil=i < 98) for i in range(100)
    )
    words = definition_counts(Snapshot("1", "2026—2027", date(2026, 11, 20), children=kids))
    assert "100" not in words
    assert "按学籍系统口径的人数与前述相差不足5人，不单列" in words


def test_no_name_or_id_of_a_child_is_in_the_report(document: Document, facts: ReportFacts) -> None:
    said = repr(document)
    assert not any(f"'{child.id}'" in said for child in facts.snapshot.children)
