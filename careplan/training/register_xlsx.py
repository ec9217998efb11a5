"""The register as a workbook, in the columns that platforms use (DOMAIN 3.4). Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = (
    ("工号", 10), ("姓名", 10), ("身份证号", 22), ("单位", 22), ("项目名称", 40), ("组织单位", 22), ("级别", 12),
    ("类别", 18), ("起止日期", 26), ("学时", 8), ("学分", 8), ("考核结果", 10), ("证书编号", 20),
    ("审核人/日期", 24), ("状态", 12),
)  # fmt: skip
SHEET, HELP_SHEET = "继续教育登记", "填写说明"
NOTE = "校内登记，以主管部门认定为准。"
HELP = (
    "一行填一项培训；姓名、项目名称、类别、起止日期、学时必填。",
    "认人先看工号，再看身份证号（可以带星号）；都没有时，姓名必须在全校唯一。",
    "起止日期写成 2026-10-12 至 2026-10-30；只有一天的写一个日期。",
    "级别：国家级、省级、市级、县（区）级、片区级、校级。",
    "类别：集中培训、远程（网络）研修、校本研修、学历提升、教研活动、课题、论文、竞赛、支教、自主研修。",
    "学分空着时按学校的学分规则折算。整份表要么全部导入，要么一条也不导入。",
)
_INK, _PAPER = "1F4E45", "E4F0EA"


def write_register(rows: Iterable[Sequence[str | float | None]], *, with_help: bool = False) -> bytes:
    """The workbook. Text stays text whatever it begins with; figures are numbers."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = SHEET
    for number, (name, width) in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, number, name)
        cell.font, cell.fill = Font(bold=True, color=_INK), PatternFill("solid", fgColor=_PAPER)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "C2"
    last = 1
    for last, row in enumerate(rows, 2):
        for number, value in enumerate(row, 1):
            _put(sheet.cell(last, number), value)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    _help(book.create_sheet(HELP_SHEET), HELP if with_help else (NOTE,))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put(cell: Cell, value: str | float | None) -> None:
    if isinstance(value, str):
        cell.value = value
        cell.data_type, cell.number_format = "s", "@"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    elif value is not None:
        cell.value = value
        cell.number_format = "0.##"


def _help(sheet: Worksheet, lines: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width = 90
    for number, text in enumerate(lines, 1):
        sheet.cell(number, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
