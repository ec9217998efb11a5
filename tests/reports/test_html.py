from datetime import date

import pytest

from careplan.reports.document import (
    Appendix,
    Chart,
    Cited,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
    charts,
)
from careplan.reports.html import fragment_html, is_figure, latin, page_html

from .sample import sample

EVIL = "<script>alert(1)</script><img src=file:///etc/passwd>&\"'"


def _drawings(document: Document) -> dict[Chart, str]:
    return dict.fromkeys(charts(document), "<svg></svg>")


def _evil() -> Document:
    return Document(
        EVIL,
        EVIL,
        EVIL,
        EVIL,
        date(2027, 1, 1),
        (
            Heading(1, EVIL),
            Paragraph((EVIL, Cited(EVIL, "x")), EVIL),
            KeyFigures((KeyFigure(EVIL, EVIL, EVIL, "x", EVIL),)),
        ),
        (Appendix(EVIL, ()),),
        keywords=(EVIL,),
        signatories=(EVIL,),
    )


def test_words_never_become_markup() -> None:
    for html in (page_html(_evil(), {}), fragment_html(_evil(), {}, link=lambda code: EVIL)):
        assert "<script" not in html
        assert "<img" not in html


def test_fragment_links_each_figure_to_its_indicator() -> None:
    document = sample()
    html = fragment_html(document, _drawings(document), link=lambda code: f"/i/{code}")
    assert '<a class="report-source" href="/i/left_behind">300</a>' in html


def test_fragment_has_no_inline_style_or_script() -> None:
    document = sample()
    html = fragment_html(document, _drawings(document), link=lambda code: None)
    assert " style=" not in html and "<style" not in html and "<script" not in html


def test_fragment_says_the_same_words_as_the_page() -> None:
    document = sample()
    html = fragment_html(document, _drawings(document), link=lambda code: None)
    for words in (
        "一、</span>基本情况",
        "（四）</span>家校联系",
        "表1　各年级学生与留守儿童人数",
        "图5　各学段活动内容",
        "附件2",
    ):
        assert words in html


def test_fragment_gives_the_data_of_a_chart_as_a_table() -> None:
    document = sample()
    assert "<td>无数据</td>" in fragment_html(document, _drawings(document), link=lambda code: None)


def test_demo_page_is_marked() -> None:
    marked, plain = (page_html(sample(demo=demo), _drawings(sample())) for demo in (True, False))
    assert "asset:demo.svg" in marked and "演示数据" in marked
    assert "asset:demo.svg" not in plain and "演示" not in plain


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1,842/1,842", True), ("98.5%", True), ("4.2天", True), ("不低于98%", True), ("—", False), ("无数据", False),
        ("9月1日", False), ("课时达到60%", False), ("", False),
    ],
)  # fmt: skip
def test_figure_in_a_cell_is_not_broken(cell: str, found: bool) -> None:
    assert is_figure(cell) == found


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("共24次", '共<span class="n">24</span>次'),
        ("a<b", '<span class="n">a</span>&lt;<span class="n">b</span>'),
        ("古丽·买买提", '古<span class="name">丽·买</span>买提'),
        ("占82.4%。", '占<span class="n">82.4%</span>。'),
    ],
)
def test_latin_marks_figures_and_names(text: str, html: str) -> None:
    assert str(latin(text)) == html


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("10月12日", True), ("9月2日、10月21日", True), ("2026.09.01—11.27", True), ("截至2026.11.28", True), ("2026年9月", True),
        ("9月1日前交", False), ("98.5", False), ("—", False), ("", False),
    ],
)  # fmt: skip
def test_days_in_a_cell_stay_whole_on_the_web_page_alone(cell: str, found: bool) -> None:
    """The page for the typesetter says nothing of it, so that a frozen report's is what it was."""
    table = Table("表", (Column("日期", 1),), (Row((cell,)),))
    document = Document("年度报告", "", "明德镇中心小学", "", date(2027, 7, 5), (table,))
    assert ('class="left days"' in fragment_html(document, {}, link=lambda _code: None)) == found
    assert "days" not in page_html(document, {}).partition("</head>")[2]
