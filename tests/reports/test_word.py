"""The report in Word: the same words and numbers as the document, true styles, fields, the same bytes each time."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from careplan.reports.charts import table_of
from careplan.reports.document import Document, Heading, Paragraph, Table, charts, contents
from careplan.reports.word.file import document_docx
from careplan.reports.word.pictures import picture

from .sample import sample

DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200">'
    '<circle cx="320" cy="100" r="90" fill="#2f6f73"/></svg>'
)


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def written(document: Document) -> bytes:
    return document_docx(document, {chart: picture(DOT) for chart in charts(document)})


@pytest.fixture(scope="module")
def file(written: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(written))


def _text(file: docx.document.Document) -> str:
    return "".join(node.text or "" for node in file.element.body.iter(qn("w:t")))


@pytest.mark.plan("S45")
def test_every_word_and_number_of_the_document_is_in_the_file(document: Document, file: docx.document.Document) -> None:
    text = _text(file)
    everything = [*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks)]
    for block in everything:
        if isinstance(block, Paragraph):
            assert block.lead + "".join(p if isinstance(p, str) else p.text for p in block.parts) in text
        if isinstance(block, Table):
            assert all(cell in text for row in block.rows for cell in row.cells)


def test_headings_are_headings_and_the_program_counts_them(document: Document, file: docx.document.Document) -> None:
    wanted = [(f"Heading {block.level}", block.text) for block in document.blocks if isinstance(block, Heading)]
    found = [
        (p.style.name, p.text) for p in file.paragraphs if p.style is not None and p.style.name.startswith("Heading")
    ]
    assert found[: len(wanted)] == wanted
    level = file.part.numbering_part.element.find(qn("w:abstractNum")).find(qn("w:lvl"))
    assert level.find(qn("w:lvlText")).get(qn("w:val")) == "%1、"


def test_contents_are_a_field_whose_entries_lead_to_the_headings(
    document: Document, file: docx.document.Document
) -> None:
    body = file.element.body
    codes = " ".join(node.text or "" for node in body.iter(qn("w:instrText")))
    assert 'TOC \\o "1-2"' in codes
    places = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    links = [node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))]
    assert len(links) == len(contents(document))
    assert set(links) <= places


def test_page_is_the_standards(file: docx.document.Document) -> None:
    section = file.sections[-1]
    assert [
        round(side.mm)
        for side in (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    ] == [37, 28, 26, 35]
    assert "PAGE" in section.footer._element.xml and "PAGE" in section.even_page_footer._element.xml


def test_tables_repeat_their_head_and_split_no_row(document: Document, file: docx.document.Document) -> None:
    tables = [t for t in file.element.body.iter(qn("w:tbl")) if t.find(f".//{qn('w:tblHeader')}") is not None]
    wanted = [
        b for b in [*document.blocks, *(b for a in document.appendices for b in a.blocks)] if isinstance(b, Table)
    ]
    assert len(tables) == len(wanted)
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for table in tables for row in table.iter(qn("w:tr")))


def test_pictures_have_words_for_a_screen_reader(document: Document, file: docx.document.Document) -> None:
    said = [node.get("descr") for node in file.element.body.iter(qn("wp:docPr"))]
    assert said == [chart.alt for chart in charts(document)]


def test_a_chart_that_could_not_be_drawn_is_a_table(document: Document) -> None:
    text = _text(docx.Document(io.BytesIO(document_docx(document, {}))))
    assert all(cell in text for chart in charts(document) for row in table_of(chart.spec) for cell in row)


def test_the_same_document_gives_the_same_bytes(document: Document, written: bytes) -> None:
    assert document_docx(document, {chart: picture(DOT) for chart in charts(document)}) == written


def test_a_demo_and_a_draft_say_so_on_each_page(document: Document) -> None:
    def header(one: Document) -> str:
        return docx.Document(io.BytesIO(document_docx(one, {}))).sections[0].header.paragraphs[0].text

    assert "演示数据" in header(document)
    assert header(replace(document, demo=False, draft=True)) == "预览稿　尚未印发"
    assert header(replace(document, demo=False)) == ""


def test_words_that_no_file_may_hold_are_left_out() -> None:
    written = document_docx(sample(text="一\x00二<&>三\x0b"), {})
    assert "一二<&>三" in _text(docx.Document(io.BytesIO(written)))


def test_a_missing_typeface_has_one_in_its_place(file: docx.document.Document) -> None:
    table = next(r.target_part for r in file.part.rels.values() if r.reltype.endswith("/fontTable")).blob.decode()
    assert re.search(r'w:name="仿宋_GB2312"[^>]*><w:altName w:val="仿宋"', table)


def test_signature_stays_with_the_last_paragraph(document: Document, file: docx.document.Document) -> None:
    """From the last words of the body to the line above the day, each line keeps the next on its page."""
    lines = file.paragraphs
    day = max(at for at, one in enumerate(lines) if one.style is not None and one.style.name == "落款")
    first = next(at for at, one in enumerate(lines) if one.text.startswith("附件：")) - 1
    assert lines[first].text
    assert [one.paragraph_format.keep_with_next for one in lines[first:day]] == [True] * (day - first)
    assert not lines[day].paragraph_format.keep_with_next


def test_no_empty_line_below_an_attachments_table_makes_a_page(document: Document) -> None:
    bare = replace(next(one for one in document.blocks if isinstance(one, Table)), note="")
    two = tuple(replace(one, blocks=(bare,)) for one in (*document.appendices, *document.appendices)[:2])
    lines = docx.Document(io.BytesIO(document_docx(replace(document, appendices=two), {}))).paragraphs
    marks = [at for at, one in enumerate(lines) if one.style is not None and one.style.name == "附件标记"]
    assert lines[marks[1] - 1].text
    assert lines[-1].text == "" and lines[-1].paragraph_format.line_spacing == Pt(1)
