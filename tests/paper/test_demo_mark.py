"""An invented school is marked 演示 on every page that is printed, not on the first alone."""

from __future__ import annotations

import io

import pypdf
import pytest

from careplan.paper.views_pdf import STYLE
from careplan.reports.printing import print_page

PAGE = (
    '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>x</title>'
    '<link rel="stylesheet" href="asset:paper.css"></head><body><article class="paper paper-a4">'
    '<div class="paper-head"><span>校{}</span></div>{}</article></body></html>'
)
MARK = ' <span class="paper-demo">演示</span>'


@pytest.mark.parametrize(("mark", "times"), [(MARK, 1), ("", 0)])
def test_each_page_of_a_sheet_is_marked_once(mark: str, times: int) -> None:
    printed = print_page(PAGE.format(mark, "<p>字</p>" * 120), assets={"paper.css": STYLE})
    pages = pypdf.PdfReader(io.BytesIO(printed.pdf)).pages
    assert len(pages) > 1
    assert [page.extract_text().count("演示") for page in pages] == [times] * len(pages)


@pytest.mark.parametrize("kind", ["paper-clauses", "", "paper-route"])
def test_sheets_of_a_long_list_are_numbered(kind: str) -> None:
    """The clauses and the route of the day fall out of order in the hand; what is one sheet needs no number."""
    table = f'<table class="{kind}"><tr><td>字</td></tr></table>' if kind == "paper-route" else ""
    page = PAGE.format("", table + "<p>字</p>" * 120).replace("paper-a4", f"paper-a4 {kind}")
    pages = pypdf.PdfReader(io.BytesIO(print_page(page, assets={"paper.css": STYLE}).pdf)).pages
    said = [f"— {number} —" in one.extract_text() for number, one in enumerate(pages, 1)]
    assert len(said) > 1 and set(said) == {bool(kind)}
