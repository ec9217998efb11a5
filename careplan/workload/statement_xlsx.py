"""A signed period as the workbook of the finance office (S52): one sheet of sums, one of lines. No cell is a formula.

Made from the signed texts alone, so its totals are the signed ones. Columns are named in both languages. Text that a
spreadsheet could take for a formula is stored as text and marked so (G25).
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from careplan.clock import SCHOOL_ZONE
from careplan.workload.units import LESSON_MINUTES, UNIT
from careplan.workload.work import PER_LESSON, PER_WEEK, POST, base_of, work_name

SUMS, LINES = "汇总 Summary", "明细 Lines"
UNITS_FORMAT, YUAN_FORMAT = "0.###", "0.00"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name in both languages, width in characters, number format ("" text)."""

    name: str
    width: int
    number: str = ""


SUM_COLUMNS = (
    Column("序号 No.", 8, "0"),
    Column("工号 Staff number", 14),
    Column("姓名 Name", 14),
    Column("岗位 Post or subject", 20),
    Column("本期工作量 Units of this period", 16, UNITS_FORMAT),
    Column("更正 Corrections", 14, UNITS_FORMAT),
    Column("补计以前期间 Late, of earlier periods", 18, UNITS_FORMAT),
    Column("工作量合计 Units in all", 16, UNITS_FORMAT),
    Column("金额（元） Amount in yuan", 16, YUAN_FORMAT),
    Column("本人确认 Confirmed", 22),
    Column("校验码 SHA-256", 20),
)
LINE_COLUMNS = (
    Column("工号 Staff number", 14),
    Column("姓名 Name", 14),
    Column("类别 Kind of line", 18),
    Column("所属期间 Period", 18),
    Column("日期 Day", 13),
    Column("工作 Work", 24),
    Column("内容 What", 36),
    Column("数量 Amount", 10, UNITS_FORMAT),
    Column("单位 Counted in", 16),
    Column("系数 Coefficient", 12, UNITS_FORMAT),
    Column("份额 Share", 10),
    Column("计工作量 Units", 12, UNITS_FORMAT),
    Column("金额（元） Amount in yuan", 16, YUAN_FORMAT),
    Column("说明 Remark", 40),
    Column("记录 Record", 16),
)
IN = {PER_LESSON: "课时 lessons", PER_WEEK: "周 weeks", "time": "次 times"}
CUTS = {
    "": "",
    "week": "每周封顶 cut by the week's cap",
    "month": "每月封顶 cut by the month's cap",
    "period": "本期封顶 cut by the period's cap",
    "event": "同一活动只计一次 the same event counts once",
    "roll": "未点名，不计 no roll, not counted",
}
WHY = {"new": "补登记 recorded late", "changed": "记录有更正 record corrected", "gone": "记录已撤销 record taken back"}


def make_workbook(summary: str, statements: Sequence[str]) -> bytes:
    """The workbook as .xlsx. summary, statements: the signed texts of the period and of everybody in it."""
    whole, people = json.loads(summary), [json.loads(one) for one in statements]
    book = Workbook()
    sums: Worksheet = book.active
    sums.title = SUMS
    book.properties.title = f"{whole['school']['name']} {whole['period']['name']} 工作量汇总"
    _heading(sums, whole, len(SUM_COLUMNS))
    _table(sums, 4, SUM_COLUMNS, [*_sum_rows(whole, people), _total_row(whole, people)])
    lines = book.create_sheet(LINES)
    _table(lines, 1, LINE_COLUMNS, [row for person in people for row in _line_rows(person)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _wall(at: str) -> str:
    """A kept moment (UTC) on the school's wall clock: 2026-11-03 09:00; empty stays empty."""
    return f"{datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(SCHOOL_ZONE):%Y-%m-%d %H:%M}" if at else ""


def _heading(sheet: Worksheet, whole: dict[str, Any], width: int) -> None:
    school, period = whole["school"], whole["period"]
    mark = "（演示 demo）" if school["is_demo"] else ""
    _text(sheet.cell(1, 1), f"{school['name']}{mark} {period['name']} 工作量汇总 Workload {period['name_en']}")
    sheet["A1"].font = Font(name="宋体", size=14, bold=True)
    signed = (
        f"{period['first']} — {period['last']} · 签字 signed by {whole['signed']['by']} {_wall(whole['signed']['at'])}"
    )
    _text(sheet.cell(2, 1), f"{signed} · 办法第{whole['rules']['number']}版 rules version {whole['rules']['number']}")
    for row in (1, 2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _sum_rows(whole: dict[str, Any], people: Iterable[dict[str, Any]]) -> Iterable[list[Any]]:
    for number, (row, person) in enumerate(zip(whole["people"], people, strict=True), 1):
        own, corrected, late = _parts(person)
        yield [
            number,
            row["number"],
            row["name"],
            person["person"]["title"],
            own / UNIT,
            corrected / UNIT,
            late / UNIT,
            row["milli"] / UNIT,
            _yuan(row["fen"]),
            _wall(row["confirmed"]) or "未确认 not confirmed",
            row["sha256"],
        ]


def _parts(person: dict[str, Any]) -> tuple[int, int, int]:
    """Thousandths of this period's lines, of corrections, of late lines."""
    return (
        sum(one["counted"] for one in person["lines"]),
        sum(one["milli"] for one in person["corrections"]),
        sum(one["milli"] for one in person["late"]),
    )


def _total_row(whole: dict[str, Any], people: Sequence[dict[str, Any]]) -> list[Any]:
    own, corrected, late = (sum(part) for part in zip(*(map(_parts, people)), strict=True)) if people else (0, 0, 0)
    sums = [own / UNIT, corrected / UNIT, late / UNIT, whole["total_milli"] / UNIT, _yuan(whole["total_fen"])]
    return ["合计 Total", "", "", "", *sums, "", whole.get("sha256", "")]


def _line_rows(person: dict[str, Any]) -> Iterable[list[Any]]:
    who = [person["person"]["number"], person["person"]["name"]]
    period = person["period"]["name"]
    for one in person["lines"]:
        yield [*who, "本期 this period", period, *_line(one)]
    for one in person["late"]:
        what = [one["day"], _work(one), one["title"], None, "", None, "", one["milli"] / UNIT, _yuan(one["fen"])]
        yield [*who, "补计 late", one["period"], *what, WHY[one["why"]], f"{one['source']}-{one['source_id']}"]
    for one in person["corrections"]:
        what = [_wall(one["at"])[:10], "", "", None, "", None, "", one["milli"] / UNIT, _yuan(one["fen"])]
        yield [*who, "更正 correction", period, *what, f"{one['reason']}（{one['by']}）", ""]


def _line(one: dict[str, Any]) -> list[Any]:
    base = base_of(one["kind"], one["role"])
    amount = one["minutes"] / LESSON_MINUTES if base == PER_LESSON else one["times"]
    share = f"{one['weight']}/{one['weights']}" if one["weights"] > one["weight"] else ""
    what = [one["day"], _work(one), one["title"], amount, IN[base], one["rate"] / UNIT, share]
    record = "" if one["kind"] == POST else f"{one['source']}-{one['source_id']}"
    return [*what, one["counted"] / UNIT, _yuan(one["fen"]), CUTS[one["cut_by"]], record]


def _work(one: dict[str, Any]) -> str:
    return " ".join(work_name(one["kind"], one["role"]))


def _yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / 100


def _table(sheet: Worksheet, top: int, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    line = Side(style="thin", color="C9D8D1")
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(top, number)
        _text(cell, column.name)
        cell.font = Font(name="宋体", bold=True, color="1F4E45")
        cell.fill = PatternFill("solid", fgColor="E4F0EA")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[top].height = 32
    sheet.freeze_panes = sheet.cell(top + 1, 4)
    for place, row in enumerate(rows, top + 1):
        for number, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            cell = sheet.cell(place, number)
            cell.border = Border(bottom=line)
            if isinstance(value, str):
                _text(cell, value)
            elif value is not None:
                cell.value, cell.number_format = value, column.number


def _text(cell: Cell, value: str) -> None:
    """Text stays text, whatever it begins with."""
    cell.value = value
    cell.data_type = "s"
    cell.number_format = "@"
    if value.startswith(STARTS_A_FORMULA):
        cell.quotePrefix = True
