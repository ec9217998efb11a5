"""The layout of GB/T 9704-2012, read back from the PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pikepdf
import pypdf
import pytest

from careplan.reports.document import Appendix, Document, Heading, Paragraph
from careplan.reports.printing import render_pdf

from .sample import sample

MM = 72 / 25.4
RARE = "𬭎翀堃喆𫖯㛃䶮𠅤"


def _runs(page: pypdf.PageObject) -> list[tuple[str, float, float, float]]:
    """(text, x, y from the top, size), in mm, of each run on the page."""
    found: list[tuple[str, float, float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip() and abs(cm[0] - 0.75) < 1e-6:
            found.append((text.strip(), tm[4] * 0.75 / MM, tm[5] * 0.75 / MM, size * 0.75 / MM))

    page.extract_text(visitor_text=visit)
    return found


def _text(reader: pypdf.PdfReader) -> str:
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def test_page_is_a4(reader: pypdf.PdfReader) -> None:
    box = reader.pages[0].mediabox
    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == (210, 297)


def test_full_page_has_22_lines_of_28_characters(grid_reader: pypdf.PdfReader) -> None:
    lines = [run for run in _runs(grid_reader.pages[3]) if run[3] > 5.5 and "—" not in run[0]]
    assert len(lines) == 22
    assert {len(text) for text, *_ in lines} == {28}
    assert {round(x, 1) for _, x, *_ in lines} == {28.0}


def test_lines_lie_in_the_type_area(grid_reader: pypdf.PdfReader) -> None:
    lines = [run for run in _runs(grid_reader.pages[3]) if run[3] > 5.5 and "—" not in run[0]]
    assert 37 < lines[0][2] < 37 + 10.3
    assert 297 - 35 - 10.3 < lines[-1][2] < 297 - 35


def test_page_number_stands_right_on_odd_and_left_on_even_pages(grid_reader: pypdf.PdfReader) -> None:
    places = {text: x for page in grid_reader.pages for text, x, _, _ in _runs(page) if text.startswith("— ")}
    assert places["— 1 —"] > 150
    assert places["— 2 —"] < 40


def test_cover_and_contents_carry_no_number(reader: pypdf.PdfReader) -> None:
    assert reader.page_labels[:4] == ["封面", "i", "1", "2"]
    assert all("— " not in text for page in reader.pages[:2] for text, *_ in _runs(page))


@pytest.mark.plan("S45")
def test_contents_of_a_whole_year_are_one_page() -> None:
    """Six chapters, fourteen sections and six attachments; one line more on a page of its own drew an empty page along."""
    levels = (1, 2, 2, 1, *[2] * 12, 1, 1, 1, 1)
    blocks = tuple(Heading(level, "家校联系与家访") for level in levels)
    appendices = tuple(Appendix("佐证材料目录", (Paragraph(("心理健康",)),)) for _number in range(6))
    document = Document("年度报告", "", "明德镇中心小学", "", date(2027, 7, 5), blocks, appendices=appendices)
    assert pypdf.PdfReader(io.BytesIO(render_pdf(document))).page_labels[:3] == ["封面", "i", "1"]


def test_contents_name_the_printed_page(reader: pypdf.PdfReader) -> None:
    text = "".join(reader.pages[1].extract_text().split())
    for index, label in enumerate(reader.page_labels):
        if "附件1队日活动一览" in "".join(reader.pages[index].extract_text().split()) and label not in {"i", "封面"}:
            assert text.partition("队日活动一览")[2].lstrip("·").startswith(label)
            return
    pytest.fail("the appendix was not found")


def test_bookmarks_follow_the_headings(reader: pypdf.PdfReader) -> None:
    titles = [str(item.title) for item in _flat(reader.outline)]
    assert titles[0] == "一、基本情况"
    assert "（二）队日活动与活动课" in titles
    assert any("经费使用情况" in title for title in titles)


def _flat(outline: list[object]) -> Iterator[pypdf.generic.Destination]:
    for item in outline:
        if isinstance(item, list):
            yield from _flat(item)
        elif isinstance(item, pypdf.generic.Destination):
            yield item


def test_head_of_a_long_table_is_on_every_page(reader: pypdf.PdfReader) -> None:
    pages = ["".join(page.extract_text().split()) for page in reader.pages]
    with_rows = [page for page in pages if "中队" in page and "信任盲行" in page and "我们的中队公约" in page]
    assert len(with_rows) >= 3
    assert all("日期中队活动主持出勤" in page for page in with_rows)


def test_rare_characters_are_in_the_text(reader: pypdf.PdfReader) -> None:
    text = _text(reader)
    assert [char for char in RARE if char not in text] == []
    assert "阿依古丽·买买提" in text


def test_every_page_of_the_demo_is_marked(reader: pypdf.PdfReader) -> None:
    assert all("演示" in page.extract_text() for page in reader.pages)


def test_fonts_are_embedded(structure: pikepdf.Pdf) -> None:
    seen = 0
    for page in structure.pages:
        for font in page.Resources.Font.values():
            for inner in font.get("/DescendantFonts", []):
                assert any(key in inner.FontDescriptor for key in ("/FontFile2", "/FontFile3"))
                seen += 1
    assert seen > 10


def test_pdf_says_what_it_is(structure: pikepdf.Pdf) -> None:
    assert str(structure.Root.Lang) == "zh-CN"
    assert bool(structure.Root.MarkInfo.Marked)
    assert bool(structure.Root.ViewerPreferences.DisplayDocTitle)
    with structure.open_metadata() as metadata:
        assert metadata["dc:title"] == sample().name
        assert metadata["pdfuaid:part"] == "1"


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node.K)


def test_every_figure_has_words_for_those_who_do_not_see_it(structure: pikepdf.Pdf) -> None:
    figures = [node for node in _elements(structure.Root.StructTreeRoot) if node.S == "/Figure"]
    assert len(figures) == 5
    assert all(len(str(figure.Alt)) > 5 for figure in figures)


def test_tags_name_headings_tables_and_their_heads(structure: pikepdf.Pdf) -> None:
    kinds = {str(node.S) for node in _elements(structure.Root.StructTreeRoot)}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/P"} <= kinds


def test_signature_never_stands_on_a_page_without_text(reader: pypdf.PdfReader) -> None:
    """In the sample the text just fills a page: its last two lines go over to the enclosures and the signature."""
    page = next(text for page in reader.pages if "校长（签字）" in (text := page.extract_text()))
    assert "附件：" in page and "继续把活动课时间保障好" in page and "完善心理咨询室预约制度。" in page
