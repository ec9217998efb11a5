from datetime import date

import pytest

from careplan.reports.document import (
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    charts,
    chinese_date,
    chinese_number,
    cited_codes,
    contents,
    heading_mark,
    numbered,
)

from .sample import sample


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")])
def test_chinese_number(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_heading_marks_follow_the_standard() -> None:
    assert [heading_mark(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]


def test_date_is_written_in_arabic_figures_without_padding() -> None:
    assert chinese_date(date(2027, 7, 5)) == "2027年7月5日"


def test_numbered_starts_lower_counts_anew() -> None:
    blocks = tuple(Heading(level, str(level)) for level in (1, 2, 3, 3, 2, 3, 1, 2))
    marks = [entry.mark for _, entry in numbered(blocks) if entry]
    assert marks == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"]


def test_anchors_are_unique() -> None:
    anchors = [entry.anchor for _, entry in numbered(sample().blocks) if entry]
    assert len(anchors) == len(set(anchors))


def test_contents_hold_two_levels_and_the_appendices() -> None:
    entries = contents(sample())
    assert {entry.level for entry in entries} == {1, 2}
    assert [entry.text for entry in entries[-2:]] == ["队日活动一览", "经费使用情况"]
    assert entries[-2].mark == "附件1　"


def test_table_refuses_a_row_of_another_width() -> None:
    with pytest.raises(ValueError, match="1 cells where 2"):
        Table("t", (Column("a", 1), Column("b", 1)), (Row(("x",)),))


def test_heading_level_five_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        Heading(5, "x")


def test_cited_codes_come_from_text_boxes_and_tables() -> None:
    assert {"pupils", "left_behind", "points", "trained"} <= cited_codes(sample())


def test_charts_in_reading_order() -> None:
    assert [chart.caption for chart in charts(sample())][:2] == ["留守儿童照护情况", "四项原则的落实"]


def test_title_keeps_its_line_break_and_has_a_name() -> None:
    document = sample()
    assert len(document.title_lines) == 2
    assert document.name == "“留守儿童心理健康关爱行动”年度工作报告"


def test_paragraph_is_hashable() -> None:
    assert hash(Paragraph(("x",))) == hash(Paragraph(("x",)))
