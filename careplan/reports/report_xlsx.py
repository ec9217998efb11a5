"""The tables of a report as a workbook: points and evidence first, each table a sheet. No cell is a formula (G25)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from careplan.reports.archive import settled
from careplan.reports.document import Column, Document, Row, Table, chinese_date

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POINTS = "自评得分明细"
FIRST = (POINTS, "佐证材料目录")
"""Captions of the tables that come before the others."""
NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?|-?\d+(\.\d+)?")
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NOT_A_SHEET = re.compile(r"[\\/*?:\[\]]")
INK, PAPER, SOFT = "1F4E45", "E4F0EA", "F4F8F6"
TOP = 4
"""The row of the heads."""


def document_xlsx(document: Document) -> bytes:
    """The workbook's bytes; the same document gives the same bytes. ValueError when the report has no table."""
    tables = sorted(_tables(document), key=lambda one: FIRST.index(one.caption) if one.caption in FIRST else len(FIRST))
    if not tables:
        raise ValueError("the report has no table")
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables, 1):
        _sheet(book.create_sheet(_name(number, table.caption)), document, table)
    _point(book, tables)
    stream = io.BytesIO()
    book.properties.title, book.properties.creator = document.name, document.organisation
    book.properties.created = book.properties.modified = datetime.combine(document.date, time())
    book.save(stream)
    return settled(stream.getvalue(), document.date)


def _point(book: Workbook, tables: Iterable[Table]) -> None:
    """Link each cell that points at a row of another sheet."""
    lines = [
        (sheet.title, place, row)
        for sheet, table in zip(book.worksheets, tables, strict=True)
        for place, row in enumerate(table.rows, TOP + 1)
    ]
    places = {row.anchor: f"'{title}'!A{place}" for title, place, row in lines if row.anchor}
    for title, place, row in lines:
        for column, ref in enumerate(row.refs, 1):
            if ref in places:
                cell = book[title].cell(place, column)
                cell.hyperlink = Hyperlink(ref=cell.coordinate, location=places[ref])
                cell.font = Font(color=INK, underline="single")


def _tables(document: Document) -> list[Table]:
    everything = [*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks)]
    return [block for block in everything if isinstance(block, Table)]


def _name(number: int, caption: str) -> str:
    return NOT_A_SHEET.sub("", f"{number} {caption}")[:31]


def _sheet(sheet: Worksheet, document: Document, table: Table) -> None:
    flags = [*(["演示数据"] if document.demo else []), *(["预览稿"] if document.draft else [])]
    about = [document.organisation, document.subtitle, document.number, chinese_date(document.date), *flags]
    _text(sheet.cell(1, 1), f"{document.name}　{table.caption}")
    sheet.cell(1, 1).font = Font(name="宋体", size=14, bold=True)
    _text(sheet.cell(2, 1), "　".join(part for part in about if part))
    _head(sheet, table.columns)
    for place, row in enumerate(table.rows, TOP + 1):
        _line(sheet, place, row, table.columns)
    if table.note:
        _text(sheet.cell(TOP + len(table.rows) + 2, 1), f"注：{table.note}")
    for place in (1, 2, *([TOP + len(table.rows) + 2] if table.note else [])):
        sheet.merge_cells(start_row=place, end_row=place, start_column=1, end_column=len(table.columns))
        sheet.cell(place, 1).alignment = Alignment(wrap_text=True, vertical="top")
    _print(sheet)


def _head(sheet: Worksheet, columns: Iterable[Column]) -> None:
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(TOP, number)
        _text(cell, column.title)
        cell.font, cell.fill = Font(name="宋体", bold=True, color=INK), PatternFill("solid", fgColor=PAPER)
        cell.alignment = Alignment(column.align, "center", wrap_text=True, indent=int(column.align == "left"))
        sheet.column_dimensions[get_column_letter(number)].width = max(10, min(60, column.width * 7))
    sheet.freeze_panes = sheet.cell(TOP + 1, 1)


def _line(sheet: Worksheet, place: int, row: Row, columns: tuple[Column, ...]) -> None:
    if row.kind == "group":
        _text(sheet.cell(place, 1), row.cells[0])
        sheet.merge_cells(start_row=place, end_row=place, start_column=1, end_column=len(columns))
        sheet.cell(place, 1).fill, sheet.cell(place, 1).font = PatternFill("solid", fgColor=SOFT), Font(bold=True)
        return
    for number, (text, column) in enumerate(zip(row.cells, columns, strict=True), 1):
        cell = sheet.cell(place, number)
        _value(cell, text, column)
        cell.alignment = Alignment(column.align, "top", wrap_text=True, indent=int(column.align == "left"))
        cell.border = Border(bottom=Side(style="thin", color="C9D8D1"))
        if row.kind == "total":
            cell.font = Font(bold=True)


def _value(cell: Cell, text: str, column: Column) -> None:
    """A plain number of a column of numbers as a number, so that the office can sum it; all else as it is printed."""
    if column.align == "right" and NUMBER.fullmatch(text):
        cell.value = float(text.replace(",", ""))
        cell.number_format = "#,##0" + (".0" if "." in text else "")[:1] + "0" * len(text.partition(".")[2])
    else:
        _text(cell, text)


def _text(cell: Cell, value: str) -> None:
    """Text whatever it begins with; the apostrophe's flag keeps it so when somebody edits the cell."""
    cell.value = UNFIT.sub("", value)
    cell.data_type = "s"
    cell.quotePrefix = True


def _print(sheet: Worksheet) -> None:
    sheet.print_title_rows = f"{TOP}:{TOP}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
