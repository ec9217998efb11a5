"""A set of indicators as a workbook. Text stays text, whatever it begins with; points are numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from careplan.evaluation.sheet import BANDS_SHEET, COLUMNS, HELP, METHODS_SHEET, SHEET
from careplan.indicators.tree import Tree

_INK, _PAPER = "1F4E45", "E4F0EA"
HELP_SHEET = "填写说明"
Row = Sequence[str | float | None]


def write_set(tree: Tree, rows: Iterable[Row]) -> bytes:
    """The workbook: the indicators, the bands, the methods, and how to fill it in."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = SHEET
    _table(sheet, COLUMNS, rows)
    bands = [(band.name, float(band.least), band.note) for band in tree.bands]
    _table(book.create_sheet(BANDS_SHEET), (("等级", 16), ("不低于（分）", 14), ("说明", 30)), bands)
    methods = [(one.code, one.name) for one in tree.methods]
    _table(book.create_sheet(METHODS_SHEET), (("代码", 8), ("方法", 30)), methods)
    _table(book.create_sheet(HELP_SHEET), (("填写说明", 100),), [(line,) for line in HELP])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Row]) -> None:
    for number, (name, width) in enumerate(columns, 1):
        cell = sheet.cell(1, number, name)
        cell.font, cell.fill = Font(bold=True, color=_INK), PatternFill("solid", fgColor=_PAPER)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            _put(sheet.cell(number, place), value)


def _put(cell: Cell, value: str | float | None) -> None:
    if value is None or value == "":
        return
    cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
