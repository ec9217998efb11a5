"""The roster template: text cells, drop-down lists and a sheet of explanations."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from careplan.children.columns import Column, default_columns

ROWS = 1000
"""Rows prepared as text and with lists; more may be added by copying down."""

SHEET, HELP_SHEET = "学生名册", "填写说明"
HELP = (
    "一行填一名学生；班级、姓名必填，身份证号和全国学籍号至少填一个。",
    "整张表已设为文本格式：身份证号请直接输入，不要改成“数字”或“常规”，否则后几位会变成 0。",
    "导入时只按身份证号或学籍号认人，不按姓名；同班同名没有关系。",
    "空着的格子表示“这次不改”，不会清除已有内容。",
    "留守有三种口径：学籍口径按“留守类型”或外出时间；民政口径（国发〔2016〕13号）和2016年排查口径由系统按父母情况计算，三者分别统计。",
    "“单亲留守”指父母一方外出，不是单亲家庭。",
    "表中没有的列不用填；不要收集超出本表的信息。",
)

_INK, _PAPER = "1F4E45", "E4F0EA"
_LINE = Side(style="thin", color="C9D8D1")


def template_columns() -> tuple[Column, ...]:
    """The columns of the template in their order."""
    return tuple(column for column in default_columns() if column.template)


def make_template() -> bytes:
    """The template as .xlsx."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = SHEET
    columns = template_columns()
    _write_headers(sheet, columns)
    _format_rows(sheet, columns)
    _write_help(book.create_sheet(HELP_SHEET), columns)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_headers(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(1, number, column.header)
        _style_header(cell)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "C2"


def _format_rows(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    """Every cell is text, so a spreadsheet cannot turn a number of 18 figures into 1.1E+17."""
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].number_format = "@"
        for row in range(2, ROWS + 2):
            sheet.cell(row, number).number_format = "@"
        rule = _validation(column)
        if rule:
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{ROWS + 1}")


def _validation(column: Column) -> DataValidation | None:
    if column.words:
        rule = DataValidation("list", formula1=f'"{",".join(column.words)}"', allow_blank=True)
        rule.error, rule.errorTitle = f"请从列表中选择：{'、'.join(column.words)}", column.header
    elif column.kind in ("id", "student_number"):
        length = "18" if column.kind == "id" else "19"
        rule = DataValidation("textLength", operator="equal", formula1=length, allow_blank=True)
        rule.error, rule.errorTitle = f"{column.header}应为{length}位", column.header
    else:
        return None
    if column.note:
        rule.promptTitle, rule.prompt = column.header, column.note
    return rule


def _write_help(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 34
    sheet.column_dimensions["C"].width = 60
    sheet["A1"] = "填写说明"
    sheet["A1"].font = Font(name="宋体", size=16, bold=True, color=_INK)
    for number, text in enumerate(HELP, 1):
        cell = sheet.cell(number + 1, 1, f"{number}. {text}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=number + 1, end_row=number + 1, start_column=1, end_column=3)
        sheet.row_dimensions[number + 1].height = 34
    start = len(HELP) + 3
    for number, text in enumerate(("列", "可填的内容", "说明"), 1):
        _style_header(sheet.cell(start, number, text))
    for offset, column in enumerate(columns, 1):
        for number, text in enumerate((column.header, "、".join(column.words), column.note), 1):
            cell = sheet.cell(start + offset, number, text or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _style_header(cell: object) -> None:
    cell.font = Font(name="宋体", bold=True, color=_INK)  # type: ignore[attr-defined]
    cell.fill = PatternFill("solid", fgColor=_PAPER)  # type: ignore[attr-defined]
    cell.border = Border(bottom=_LINE, right=_LINE)  # type: ignore[attr-defined]
    cell.alignment = Alignment(  # type: ignore[attr-defined]
        horizontal="center", vertical="center", wrap_text=True
    )
