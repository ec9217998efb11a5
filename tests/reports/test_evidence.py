"""The list of evidence: each indicator's records and papers, numbered, small groups untold, the same in every outlet."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from careplan.indicators.facts import Snapshot
from careplan.indicators.points import ScoredTree, score_tree
from careplan.indicators.results import MeasureResult, RecordRef
from careplan.reports.assembly import assemble
from careplan.reports.document import Document, Row, Table
from careplan.reports.evidence import Evidence, Paper, Written
from careplan.reports.evidence_list import NOT_TOLD, evidence_appendix
from careplan.reports.evidence_words import CLAUSES_TABLE, COLUMN, MEASURES_TABLE, TITLE
from careplan.reports.facts import ReportFacts
from careplan.reports.freezing import freeze, thaw_document
from careplan.reports.frozen import frozen_of
from careplan.reports.html import fragment_html, page_html
from careplan.reports.public import public_document
from careplan.reports.report_xlsx import document_xlsx
from careplan.reports.word.file import document_docx
from tests.reports.year import TERMS, report_facts


@pytest.fixture(scope="module")
def facts() -> ReportFacts:
    return report_facts()


@pytest.fixture(scope="module")
def document(facts: ReportFacts) -> Document:
    return assemble(facts)


def table(facts: ReportFacts, caption: str = TITLE) -> Table:
    return next(b for b in evidence_appendix(facts).blocks if isinstance(b, Table) and b.caption == caption)


def proofs(facts: ReportFacts, leaf: str) -> list[Row]:
    """The lines under an indicator by its name."""
    rows = list(table(facts).rows)
    start = next(n for n, row in enumerate(rows) if row.kind == "group" and leaf in row.cells[0])
    end = next((n for n in range(start + 1, len(rows)) if rows[n].kind == "group"), len(rows))
    return rows[start + 1 : end]


def points(document: Document) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and b.caption == "自评得分明细")


@pytest.mark.plan("S39", "S45")
def test_every_indicator_and_every_other_measure_has_an_item(facts: ReportFacts) -> None:
    heads = [row.cells[0] for row in table(facts).rows if row.kind == "group"]
    assert [head.split("　")[0] for head in heads] == [str(n) for n in range(1, len(facts.scored.leaves) + 1)]
    on_sheet = {one.leaf.measure for one in facts.scored.leaves}
    rest = {row.cells[1].partition("：")[0] for row in table(facts, MEASURES_TABLE).rows}
    assert rest == {measure.name for code, measure in facts.measures.items() if code not in on_sheet}


def test_the_amount_is_the_length_of_the_list_behind_the_figure(facts: ReportFacts) -> None:
    result = facts.results["session_completion"]
    row = proofs(facts, "队日、活动课完成率")[0]
    assert row.cells[3] == f"{len(result.records):,}次，计入{len(result.counted):,}"
    assert row.codes[1] == "session_completion"
    days = [s.on for s in facts.snapshot.sessions if s.id in {r.id for r in result.records}]
    assert row.cells[4] == f"{min(days):%Y.%m.%d}—{max(days):%m.%d}"


def test_the_sheet_points_at_its_items(document: Document, facts: ReportFacts) -> None:
    refs = [ref for row in points(document).rows for ref in row.refs if ref]
    anchors = {row.anchor for row in table(facts).rows if row.anchor}
    assert len(refs) == len(facts.scored.leaves) and set(refs) == anchors


def small(facts: ReportFacts, some: int, whole: int) -> ReportFacts:
    """The year with `some` of `whole` children visited."""
    records = tuple(RecordRef("child", str(n), n < some) for n in range(whole))
    result = MeasureResult("visit_coverage", "rate", some / whole, some, whole, records)
    return replace(facts, results=dict(facts.results) | {"visit_coverage": result}, scored=_scored(facts, result))


def _scored(facts: ReportFacts, result: MeasureResult) -> ScoredTree:
    return score_tree(facts.scored.tree, dict(facts.results) | {result.code: result})


@pytest.mark.parametrize(
    ("some", "whole", "told"), [(300, 310, True), (308, 310, False), (3, 310, False), (2, 4, False)]
)
def test_few_children_are_not_told_nor_found_by_the_difference(
    facts: ReportFacts, some: int, whole: int, told: bool
) -> None:
    row = proofs(small(facts, some, whole), "家访")[0]
    assert (row.cells[3] == f"{whole}人，计入{some}") is told
    assert (row.cells[3] == NOT_TOLD) is not told
    assert told or row.cells[4] == "—"


@pytest.mark.parametrize(("count", "children", "said"), [(9, 7, "9份"), (9, 4, NOT_TOLD), (4, 4, NOT_TOLD)])
def test_papers_of_few_children_are_not_counted(facts: ReportFacts, count: int, children: int, said: str) -> None:
    paper = Paper("attachments", count, date(2026, 9, 3), date(2026, 10, 9), children)
    record = tuple(RecordRef("visit", str(n), True) for n in range(9))
    result = MeasureResult("visit_coverage", "rate", 1, 9, 9, record)
    visited = replace(
        facts,
        results=dict(facts.results) | {"visit_coverage": result},
        scored=_scored(facts, result),
        evidence=Evidence((paper,)),
    )
    found = [r for r in proofs(visited, "家访") if "纸质材料" in r.cells[1]]
    assert [row.cells[3] for row in found] == [said]


def test_consents_tell_no_more_than_their_figure(facts: ReportFacts) -> None:
    paper = Paper("consents", 300, date(2026, 9, 3), date(2026, 9, 9), 300)
    with_paper = replace(facts, evidence=Evidence((paper,)))
    records = tuple(RecordRef("child", str(n), n < 308) for n in range(310))
    nearly = MeasureResult("consent_rate", "rate", 308 / 310, 308, 310, records)
    open_row = [r for r in proofs(with_paper, "保密与授权") if r.cells[1] == "监护人同意书"]
    shut = replace(with_paper, results=dict(facts.results) | {"consent_rate": nearly}, scored=_scored(facts, nearly))
    shut_row = [r for r in proofs(shut, "保密与授权") if r.cells[1] == "监护人同意书"]
    assert open_row[0].cells[3] == "300份" and shut_row[0].cells[3] == NOT_TOLD


def test_what_is_asked_and_not_there_is_said(facts: ReportFacts) -> None:
    missing = proofs(facts, "领导小组")[-1]
    assert "文件" in missing.cells[1] and missing.cells[3] == "未登记"
    written = Written("S41", "党政办公室文件柜第2格", "clause")
    found = proofs(replace(facts, evidence=Evidence((), (written,))), "领导小组")
    assert found[-1].cells[1] == "党政办公室文件柜第2格" and "S41" in found[-1].cells[5]


def test_papers_of_clauses_without_an_indicator_stand_in_a_table_of_their_own(facts: ReportFacts) -> None:
    cited = {ref for one in facts.scored.leaves for ref in one.leaf.refs}
    cited |= {ref for one in facts.scored.leaves for ref in facts.measures[one.leaf.measure].refs}
    free = next(f"S{n}" for n in range(1, 53) if f"S{n}" not in cited)
    more = replace(facts, evidence=Evidence((), (Written(free, "档案室", "clause"),)))
    assert [row.cells[1] for row in table(more, CLAUSES_TABLE).rows] == ["档案室"]


def test_an_empty_year_has_a_list_that_says_so() -> None:
    rows = table(report_facts(Snapshot("1", "2026—2027", date(2026, 9, 1), TERMS))).rows
    assert sum(row.cells[3] == "未登记" for row in rows if row.kind == "plain") >= 20


def test_it_is_frozen_with_the_document(document: Document) -> None:
    assert thaw_document(freeze(document)) == document


def test_a_document_frozen_before_there_was_a_list_still_thaws(document: Document) -> None:
    plain = freeze(document)
    for block in [*plain["blocks"], *(b for a in plain["appendices"] for b in a["blocks"])]:
        for row in block.get("rows", ()) if block["is"] == "Table" else ():
            del row["anchor"], row["refs"]
    old = thaw_document(plain)
    assert all(row.anchor == "" for row in points(old).rows)
    assert 'class="report-ref"' not in page_html(old, {})


def test_web_and_print_lead_from_the_sheet_to_the_item(document: Document) -> None:
    for html in (page_html(document, {}), str(fragment_html(document, {}, link=lambda _code: None))):
        assert 'href="#e-1"' in html and html.count('id="e-1"') == 1
    assert f'data-title="附件2　{TITLE}"' in page_html(document, {})


def test_word_has_a_place_for_each_item_and_links_to_it(document: Document) -> None:
    body = docx.Document(io.BytesIO(document_docx(document, {}))).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert "_e_1" in targets and targets <= set(names)
    assert len(set(names)) == len(names) and len(set(ids)) == len(ids)


def test_the_workbook_has_the_list_second_with_links(document: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(document_xlsx(document)))
    assert book.sheetnames[1] == f"2 {TITLE}"
    links = [cell.hyperlink.location for row in book.worksheets[0] for cell in row if cell.hyperlink]
    assert len(links) == len(points(document).rows) - 1 - sum(r.kind == "group" for r in points(document).rows)
    assert all(link.startswith(f"'2 {TITLE}'!A") for link in links)


def test_the_public_version_has_neither_list_nor_column(facts: ReportFacts, document: Document) -> None:
    public = public_document(frozen_of(facts, document, (), "", {}), "已签发。")
    assert TITLE not in [one.title for one in public.appendices]
    assert COLUMN not in [column.title for column in points(public).columns] and TITLE not in points(public).note
    assert not any(ref for row in points(public).rows for ref in row.refs)
