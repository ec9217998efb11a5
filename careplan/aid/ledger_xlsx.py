"""The ledger as a workbook: amounts as exact numbers, everything else as text that no spreadsheet computes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

WIDTHS = (7, 12, 10, 10, 22, 22, 14, 16, 28, 12, 10, 28)
_INK, _PAPER = "1F4E45", "E4F0EA"
_LINE = Side(style="thin", color="C9D8D1")
MONEY = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is written; fen is below zero for what was taken back, None where nobody knows the value."""

    number: int
    day: date
    school_class: str
    name: str
    aid: str
    giver: str
    kind: str
    purpose: str
    what: str
    fen: int | None
    undoes: int | None
    reason: str


def make_ledger(rows: Sequence[Row], heads: Sequence[str], title: str, note: str) -> bytes:
    """The workbook's bytes. heads: the columns' names in words; note: on top of paper, below the rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    for number, head in enumerate(heads, 1):
        _head(sheet.cell(1, number), head)
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[number - 1]
    for line, row in enumerate(rows, 2):
        for number, value in enumerate(astuple(row), 1):
            _fill(sheet.cell(line, number), value, number)
    if note:
        sheet.oddHeader.center.text = note
        sheet.cell(len(rows) + 3, 1).value = note
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(cell: Cell, value: object, column: int) -> None:
    if column == MONEY:
        if isinstance(value, int):
            cell.value = Decimal(value) / 100
            cell.number_format = "#,##0.00"
        return
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"  # a text that begins with = is no formula
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _head(cell: Cell, text: str) -> None:
    cell.value = text
    cell.font = Font(name="宋体", bold=True, color=_INK)
    cell.fill = PatternFill("solid", fgColor=_PAPER)
    cell.border = Border(bottom=_LINE)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
