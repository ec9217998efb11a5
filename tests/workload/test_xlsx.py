"""The finance office's workbook: columns in both languages, totals as signed, no cell a formula (G25, S52)."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from careplan.workload.counting import money_of
from careplan.workload.freezing import counted_part, plain, sha256, text_of, whole_statement
from careplan.workload.statement_xlsx import LINE_COLUMNS, LINES, SUM_COLUMNS, SUMS, make_workbook
from careplan.workload.work import Fact
from tests.workload.made import fact, rules
from tests.workload.test_freezing import HEADING, LATE

EVIL = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "=HYPERLINK(\"x\")"]  # fmt: skip


def person(number: str, facts: list[Fact], name: str = "教师", title: str = "", reason: str = "补") -> str:
    given = rules(fen_per_unit=2501)
    correction = {"milli": 250, "fen": money_of(250, given), "reason": reason, "by": name, "at": "2026-11-03T01:00:00"}
    heading = {**HEADING, "person": {"id": 1, "number": number, "name": name, "title": title}}
    beside = {"late": [plain(LATE)], "corrections": [correction], "objections": []}
    return text_of(whole_statement(heading, given, counted_part(facts, given, {}), beside))


def summary(people: list[str]) -> str:
    kept = [json.loads(one) for one in people]
    rows = [
        {
            "number": one["person"]["number"],
            "name": one["person"]["name"],
            "milli": one["total_milli"],
            "fen": one["total_fen"],
            "confirmed": "",
            "sha256": sha256(text),
        }
        for one, text in zip(kept, people, strict=True)
    ]
    totals = {"total_milli": sum(one["milli"] for one in rows), "total_fen": sum(one["fen"] for one in rows)}
    return text_of({**HEADING, "people": rows, **totals})


def book(people: list[str]) -> Workbook:
    return load_workbook(io.BytesIO(make_workbook(summary(people), people)))


@pytest.mark.plan("S52")
def test_the_columns_are_named_in_both_languages() -> None:
    found = book([person("T1", [fact()])])
    assert [cell.value for cell in found[SUMS][4]] == [
        "序号 No.", "工号 Staff number", "姓名 Name", "岗位 Post or subject", "本期工作量 Units of this period", "更正 Corrections",
        "补计以前期间 Late, of earlier periods", "工作量合计 Units in all", "金额（元） Amount in yuan", "本人确认 Confirmed",
        "校验码 SHA-256",
    ]  # fmt: skip
    assert [cell.value for cell in found[LINES][1]] == [column.name for column in LINE_COLUMNS]


@pytest.mark.plan("S52")
def test_the_totals_are_the_signed_ones_and_the_lines_add_up_to_them() -> None:
    people = [person("T1", [fact(1), fact(2, role="assistant")]), person("T2", [fact(3, minutes=120)])]
    found, whole = book(people), json.loads(summary(people))
    total = [cell.value for cell in list(found[SUMS].rows)[-1]]
    assert total[0] == "合计 Total"
    assert (round(total[7] * 1000), round(total[8] * 100)) == (whole["total_milli"], whole["total_fen"])
    rows = list(found[SUMS].iter_rows(min_row=5, max_row=6, values_only=True))
    assert sum(round(row[7] * 1000) for row in rows) == whole["total_milli"]
    assert all(round((row[4] + row[5] + row[6]) * 1000) == round(row[7] * 1000) for row in rows)
    lines = list(found[LINES].iter_rows(min_row=2, values_only=True))
    assert sum(round(row[11] * 1000) for row in lines) == whole["total_milli"]
    assert sum(round(row[12] * 100) for row in lines) == whole["total_fen"]
    assert {row[2] for row in lines} == {"本期 this period", "补计 late", "更正 correction"}
    assert {row[3] for row in lines} == {"2026年10月", "九月"}, "a late line names the period that it belongs to"


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_is_a_formula(evil: str) -> None:
    people = [person(evil, [fact(title=evil)], name=evil, title=evil, reason=evil)]
    found = book(people)
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    shown = [cell for cell in cells if str(cell.value).startswith(evil)]
    assert len(shown) >= 5 and all(cell.quotePrefix for cell in shown)


def test_without_people_it_is_a_workbook_all_the_same() -> None:
    whole = text_of({**HEADING, "people": [], "total_milli": 0, "total_fen": None})
    found = load_workbook(io.BytesIO(make_workbook(whole, [])))
    assert len(list(found[SUMS].rows)) == 5 and len(SUM_COLUMNS) == found[SUMS].max_column
