"""A packet as a workbook: every cell is text that no spreadsheet computes (G25), the recipient's mark on each page."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from careplan.passing.document import Packet

INK, PAPER = "1F4E45", "E4F0EA"
WIDEST, NARROWEST = 40, 10


def make_workbook(packet: Packet) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"{packet.number}"
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = packet.mark.replace("&", "＆")
    for text in (packet.title, packet.mark, *_head(packet)):
        sheet.append([])
        _text(sheet.cell(sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value else 1, 1), text)
    start = sheet.max_row + 2
    for number, name in enumerate(packet.columns, 1):
        cell = sheet.cell(start, number)
        _text(cell, name)
        cell.font, cell.fill = Font(bold=True, color=INK), PatternFill("solid", fgColor=PAPER)
        longest = max([len(name), *(len(row[number - 1]) for row in packet.rows)])
        sheet.column_dimensions[get_column_letter(number)].width = max(NARROWEST, min(WIDEST, longest * 2 + 2))
    for line, row in enumerate(packet.rows, start + 1):
        for number, value in enumerate(row, 1):
            _text(sheet.cell(line, number), value)
    for line, note in enumerate(packet.notes, start + len(packet.rows) + 2):
        _text(sheet.cell(line, 1), note)
    sheet.freeze_panes = sheet.cell(start + 1, 1)
    sheet.print_title_rows, sheet.page_setup.paperSize = f"{start}:{start}", sheet.PAPERSIZE_A4
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(packet: Packet) -> list[str]:
    return [
        f"提供方：{packet.school}　接收方：{packet.recipient}",
        f"用途：{packet.purpose}　依据：{packet.basis}",
        f"提供日期：{packet.made_on}　使用期限：{packet.expires_on}",
    ]


def _text(cell: Cell, value: str) -> None:
    """Text whatever it begins with; the apostrophe's flag keeps it so when somebody edits the cell."""
    cell.value = value
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=cell.row > len("head!"), vertical="top")
