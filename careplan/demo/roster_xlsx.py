"""The demo school's roster as a real school would hand it in: a sheet for each grade, titles, two header rows, merged
cells, ticks, 同上, a total row and signatures. The careful reader of such a form is careplan/children.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from careplan.children.left_behind import AWAY, DEAD, HOME, OTHER
from careplan.children.record import ChildRecord

TICK = "√"
PARENT = ("姓名", "联系电话", "是否外出务工", "务工地点", "外出时间", "无监护能力")
HEADERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("序号", ()),
    ("班级", ()),
    ("姓名", ()),
    ("性别", ()),
    ("民族", ()),
    ("出生日期", ()),
    ("身份证号码", ()),
    ("全国学籍号", ()),
    ("就读方式", ("走读", "住校")),
    ("户口性质", ()),
    ("户口所在地", ()),
    ("家庭住址", ()),
    ("健康状况", ()),
    ("父亲情况", PARENT),
    ("母亲情况", PARENT),
    ("监护人", ("姓名", "关系", "联系电话")),
    ("有无委托", ()),
    ("留守类型", ("非留守", "单亲留守", "双亲留守")),
    ("备注", ()),
)
WIDTHS = {"身份证号码": 21, "全国学籍号": 22, "户口所在地": 24, "家庭住址": 28, "出生日期": 12, "班级": 9, "序号": 6}
SITUATIONS = {HOME: "在家", AWAY: "外出务工", DEAD: "去世", OTHER: "离家"}
FIRST_ROW = 5  # below two title rows and two header rows
GRADES = "一二三四五六"
LINE = Side(style="thin", color="8A9B93")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
HEAD_FILL = PatternFill("solid", fgColor="E4F0EA")


def write_roster(pupils: Sequence[ChildRecord], school: str, school_year: int, filled_on: date) -> bytes:
    """The workbook; pupils must come class by class, grade 1 first."""
    book = Workbook()
    book.remove(book.active)
    for grade, of_grade in groupby(pupils, key=lambda one: one.school_class.grade(school_year)):
        sheet = book.create_sheet(f"{GRADES[grade - 1]}年级")
        _titles(sheet, f"{school}{school_year}年秋季学期{GRADES[grade - 1]}年级学生花名册", school, filled_on)
        _headers(sheet)
        _rows(sheet, list(of_grade), school_year)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _titles(sheet: Worksheet, title: str, school: str, filled_on: date) -> None:
    last = get_column_letter(_width())
    sheet["A1"], sheet["A2"] = (
        title,
        f"填报单位：{school}    填报日期：{filled_on.year}年{filled_on.month}月{filled_on.day}日",
    )
    sheet.merge_cells(f"A1:{last}1")
    sheet.merge_cells(f"A2:{last}2")
    sheet["A1"].font, sheet["A1"].alignment = Font(name="宋体", size=18, bold=True), CENTRE
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = f"D{FIRST_ROW}"


def _width() -> int:
    return sum(len(below) or 1 for _, below in HEADERS)


def _headers(sheet: Worksheet) -> None:
    column = 1
    for upper, below in HEADERS:
        sheet.cell(3, column, upper)
        for offset, lower in enumerate(below):
            sheet.cell(4, column + offset, lower)
        end = column + (len(below) or 1) - 1
        sheet.merge_cells(start_row=3, end_row=3 if below else 4, start_column=column, end_column=end)
        for number in range(column, end + 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(upper, 12)
            for row in (3, 4):
                cell = sheet.cell(row, number)
                cell.font, cell.fill, cell.alignment, cell.border = Font(name="宋体", bold=True), HEAD_FILL, CENTRE, BOX
        column = end + 1


def _rows(sheet: Worksheet, pupils: list[ChildRecord], school_year: int) -> None:
    row, above = FIRST_ROW, None
    for ref, of_class in groupby(pupils, key=lambda one: one.school_class):
        first = row
        for number, pupil in enumerate(of_class, 1):
            values = [number, ref.label(school_year), *_values(pupil, above)]
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column, value)
                cell.number_format = "@"
                cell.border = BOX
            above = pupil
            row += 1
        sheet.merge_cells(start_row=first, end_row=row - 1, start_column=2, end_column=2)
        sheet.cell(first, 2).alignment = CENTRE
    sheet.cell(row, 1, "合计")
    sheet.cell(row, 3, f"{len(pupils)}人")
    sheet.cell(row + 1, 1, "填表人：（演示）        审核人：（演示）")


def _values(pupil: ChildRecord, above: ChildRecord | None) -> list[str | None]:
    """The cells from 姓名 to 备注; everything is text."""
    declared = pupil.left_behind
    return [
        _spaced(pupil.name),
        "男" if pupil.sex == "male" else "女",
        pupil.ethnic_group,
        pupil.birth_date.isoformat() if pupil.birth_date else None,
        pupil.id_number,
        pupil.student_number,
        None if pupil.boarding else TICK,
        TICK if pupil.boarding else None,
        {"rural": "农业", "urban": "非农业"}.get(pupil.household or ""),
        _same(pupil.household_place, above.household_place if above else None),
        pupil.address,
        _same(pupil.health, above.health if above else None),
        *_parent(pupil, "father"),
        *_parent(pupil, "mother"),
        pupil.carer_name,
        pupil.carer_relation,
        pupil.carer_phone,
        {True: "有", False: "无", None: None}[pupil.entrusted],
        TICK if declared == "none" else None,
        f"( {TICK} )" if declared == "one_parent" else None,
        TICK if declared == "both_parents" else None,
        None,
    ]


def _spaced(name: str) -> str:
    """Schools write names of two characters with a space between, to line them up."""
    return f"{name[0]} {name[1]}" if len(name) == 2 else name


def _same(value: str | None, above: str | None) -> str | None:
    return "同上" if value is not None and value == above else value


def _parent(pupil: ChildRecord, parent: str) -> list[str | None]:
    situation = getattr(pupil, f"{parent}_situation")
    since: date | None = getattr(pupil, f"{parent}_since")
    unable: bool | None = getattr(pupil, f"{parent}_unable")
    away = situation == AWAY
    return [
        getattr(pupil, f"{parent}_name"),
        getattr(pupil, f"{parent}_phone") or "—",
        SITUATIONS.get(situation),
        getattr(pupil, f"{parent}_place") if away else "—",
        since.strftime("%Y-%m") if since else ("—" if situation else None),
        {True: "是", False: "否", None: None}[unable],
    ]
