"""The report is read aloud in the order of its page, and a checker that is not ours finds nothing in it."""

from __future__ import annotations

import io

import pikepdf
import pytest
from bs4 import BeautifulSoup
from pikepdf import Array, Pdf

from careplan.reports.drawing import drawings
from careplan.reports.html import page_html
from careplan.reports.pdf import ARCHIVAL, EARLIER
from careplan.reports.printing import print_page

from . import archival_fonts
from .archival import broken
from .checker import faults
from .pdf_parts import codes, drawn, kids, marks, strings, tagged
from .sample import sample


def opened(pdf: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def read_aloud(pdf: Pdf) -> str:
    """What the structure tree says in its order, without blanks."""
    fonts = {font.objgen: archival_fonts.letters(font) for font, _codes in archival_fonts.shown(pdf)}
    said: dict[tuple[int, int], str] = {}
    for page, (source, found) in enumerate(drawn(pdf)):
        font, open_marks = {}, [-1]
        for name, words in found:
            if name in {"BDC", "BMC"}:
                open_marks.append(int(words[1].get("/MCID", -1)) if len(words) > 1 else -1)
            elif name == "EMC":
                open_marks.pop()
            elif name == "Tf":
                font = fonts[source.Resources.Font[str(words[0])].objgen]
            elif name in {"Tj", "TJ"}:
                text = "".join(font.get(code, "") for part in strings(words) for code in codes(part))
                said[page, open_marks[-1]] = said.get((page, open_marks[-1]), "") + text
    return "".join("".join(said.get(place, "") for place in marks(pdf)).split())


def out_of_order(pdf: Pdf, html: str) -> list[str]:
    """The headings, paragraphs and cells of a page that the PDF does not say in their turn: empty when it says all."""
    said, at, missed = read_aloud(pdf), 0, []
    page = BeautifulSoup(html, "html.parser")
    for room in page.select(".blank"):
        room.decompose()  # holds a place open, is not seen
    for block in page.body.select("h1, h2, h3, h4, h5, p, caption, th, td"):
        words = "".join(block.get_text().split())
        found = said.find(words, at)
        at, missed = (found + len(words), missed) if found >= 0 else (at, [*missed, words])
    return missed


def test_report_is_read_in_the_order_of_its_page(sample_pdf: bytes) -> None:
    """Cover, contents, sections with their tables, signature, appendices."""
    html = print_page_html()
    assert out_of_order(opened(sample_pdf), html) == []
    turned = opened(sample_pdf)
    whole = tagged(turned, "Document")[0]
    whole.K = Array(kids(whole)[::-1])
    assert len(out_of_order(turned, html)) > 10


def print_page_html() -> str:
    document = sample()
    return page_html(document, drawings(document))


@pytest.mark.plan("S45")
def test_checker_finds_nothing_in_the_report(sample_pdf: bytes) -> None:
    assert faults(sample_pdf) == []


def test_checker_and_rules_see_what_was_amiss_before_the_mends() -> None:
    before = print_page(print_page_html().replace(ARCHIVAL, EARLIER)).pdf
    assert {fault.split()[0] for fault in faults(before)} >= {"LNK-001"}
    assert broken(opened(before)) == ["marks_all_text", "holds_every_link", "heads_every_cell"]
