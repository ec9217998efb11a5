"""The paper says what was counted, and never a group under five."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from careplan.data_audit.assembly import FEW, TO_WRITE, assemble
from careplan.data_audit.facts import Facts, Passed, age_group, due_on
from careplan.reports.document import Document, Items, Paragraph, Table
from careplan.seeds.load import shipped_vocabulary

FACTS = Facts("明德小学", False, 2025, date(2025, 12, 31), date(2026, 1, 12))


def _paper(facts: Facts) -> Document:
    return assemble(facts, shipped_vocabulary())


def _tables(facts: Facts) -> dict[str, list[tuple[str, ...]]]:
    return {b.caption: [row.cells for row in b.rows] for b in _paper(facts).blocks if isinstance(b, Table)}


def _words(facts: Facts) -> str:
    blocks = _paper(facts).blocks
    texts = [part for b in blocks if isinstance(b, Paragraph) for part in b.parts]
    return "".join(map(str, texts)) + "".join(item for b in blocks if isinstance(b, Items) for item in b.items)


@pytest.mark.parametrize(
    ("born", "day", "group"),
    [
        (date(2012, 1, 1), date(2025, 12, 31), "under_14"),
        (date(2011, 12, 31), date(2025, 12, 31), "14_to_17"),
        (date(2008, 1, 1), date(2025, 12, 31), "14_to_17"),
        (date(2007, 12, 31), date(2025, 12, 31), "grown"),
        (date(2012, 2, 29), date(2026, 2, 28), "under_14"),
        (None, date(2025, 12, 31), "unknown"),
    ],
)
def test_age_on_the_last_day_of_the_year(born: date | None, day: date, group: str) -> None:
    assert age_group(born, day) == group


def test_it_is_due_at_the_end_of_the_next_january() -> None:
    assert due_on(2025) == date(2026, 1, 31)
    assert "2026年1月31日前报送" in _words(FACTS)


def test_ages_under_five_are_told_together_with_others() -> None:
    rows = _tables(replace(FACTS, ages={"under_14": 296, "14_to_17": 3}))["按年龄的人数"]
    assert rows == [("不满14周岁、14至17周岁", "299"), ("合计", "299")]


def test_few_children_are_not_told_as_a_number() -> None:
    passed = {"charity": Passed(2, 3, 4, 3), "police": Passed(1, 7, 0, 0), "county": Passed(1, 9, 1, 5)}
    assert _tables(replace(FACTS, passed=passed))["对外提供"] == [
        ("公益组织（只有编号和需求）", "2", FEW, "监护人同意", "4"),
        ("公安（强制报告）", "1", "7", "法定职责或紧急情况", "0"),
        ("民政、教育部门上报", "1", "9", "监护人同意；法定职责或紧急情况", "1"),
    ]


def test_consents_stand_by_purpose_with_small_groups_merged() -> None:
    consents = {"photo": {"given": 250, "refused": 2, "withdrawn": 4, "none": 44}}
    rows = _tables(replace(FACTS, consents=consents))["各项目的同意情况"]
    assert rows == [("活动拍照", "已同意 250；未征询 44；不同意、已撤回 6")]


def test_what_only_the_school_knows_is_left_to_write_in() -> None:
    assert _words(FACTS).count(TO_WRITE) == 3


def test_a_year_that_runs_is_a_draft_up_to_today() -> None:
    running = _paper(replace(FACTS, year=2026, until=date(2026, 11, 27)))
    assert (running.draft, running.subtitle) == (True, "2026年（截至2026年11月27日）")
    assert not _paper(FACTS).draft


def test_what_is_kept_is_dated_by_the_day_it_was_counted() -> None:
    """The records that lie here now may be younger than the year the paper is about."""
    assert "2026年1月12日制作本底稿时，系统保存其信息的学生" in _words(FACTS)
    running = replace(FACTS, until=date(2025, 11, 20), made_on=date(2025, 11, 20))
    assert "截至2025年11月20日，系统保存其信息的学生" in _words(running)
