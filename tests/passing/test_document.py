"""How a packet is laid out on paper."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from careplan.passing.document import Packet, unbroken
from careplan.passing.packet_xlsx import make_workbook

WORDS: dict[str, Any] = {
    "number": 1, "tier": "report", "title": "表", "school": "校", "recipient": "局", "purpose": "", "basis": "", "made_on": "",
    "expires_on": "", "mark": "", "notes": (), "file_name": "",
}  # fmt: skip


def test_each_printed_sheet_of_the_workbook_has_the_heads() -> None:
    packet = Packet(**WORDS, columns=("姓名", "需要"), rows=(("单于家铭", "棉鞋"),) * 90)
    sheet = load_workbook(io.BytesIO(make_workbook(packet))).active
    head = next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == "姓名")
    assert (sheet.print_title_rows, sheet.page_setup.paperSize) == (f"${head}:${head}", int(sheet.PAPERSIZE_A4))
    assert sheet.freeze_panes == f"A{head + 1}"


def test_short_columns_keep_one_line_and_long_ones_share_the_rest() -> None:
    packet = Packet(
        **WORDS, columns=("姓名", "身份证号（部分）", "监护人电话", "现住址"),
        rows=(("单于家铭", "999903********0010", "父亲 10054449382；母亲 10089996825", "清源县青石镇集镇社区7组"),),
    )  # fmt: skip
    assert unbroken(packet) == {0, 1}
