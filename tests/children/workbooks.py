"""Workbooks for the tests, made on the spot."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from careplan.children.id_number import check_character
from careplan.children.template_xlsx import template_columns


def test_id(birth: str = "20180101", sequence: int = 2, area: str = "999900") -> str:
    """A valid number with the unassigned area 99; an odd sequence is male."""
    first = f"{area}{birth}{sequence:03d}"
    return first + check_character(first)


test_id.__test__ = False  # type: ignore[attr-defined]


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], merged: Sequence[str] = ()) -> bytes:
    """Sheets given as a name and rows; `merged` ranges are merged in every sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def template_row(**values: Any) -> list[Any]:
    """A row of the template; fields by their name."""
    return [values.get(column.field) for column in template_columns()]


def template_workbook(*rows: list[Any]) -> bytes:
    header = [column.header for column in template_columns()]
    return workbook(("学生名册", [header, *rows]))


MESSY_HEADER = (
    ["序号", "班级", "姓名", "性别", "身份证号码", "就读方式", "就读方式", "父亲", None, None, "母亲", None, None,
     "监护人", None, "留守类型", None, "家庭住址", "爱好"],
    [None, None, None, None, None, "走读", "住校", "姓名", "联系电话", "务工地点", "姓名", "联系电话", "务工地点",
     "姓名", "关系", "单亲留守", "双亲留守", None, None],
)  # fmt: skip
MESSY_MERGED = (
    "A1:S1", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "F4:G4", "H4:J4", "K4:M4", "N4:O4", "P4:Q4", "R4:R5",
    "S4:S5", "B6:B8",
)  # fmt: skip


def messy_workbook(second_id: Any = None) -> bytes:
    """A school's own sheet: titles, two header rows, merged cells, 同上, √, —, a total row and signatures."""
    ids = [test_id("20171105", 11), second_id or test_id("20180203", 24), test_id("20180309", 37)]
    rows = [
        ["青石镇中心小学2026年秋季学期留守儿童花名册"],
        ["填报单位：青石镇中心小学", None, None, None, "填报日期：2026年9月8日"],
        [],
        *MESSY_HEADER,
        [1, "三（2）班", "李 明", "男", ids[0], "√", None, "李建国", 13812345678, "广东东莞", "王芳", "138-0013-8000",
         "广东东莞", "李德福", "祖父", None, "√", "青石镇柳树村3组", "画画"],
        [2, None, "单于𬭎", "女", ids[1], None, "( √ )", "单于海", "13900001111、0871-6512345", "浙江宁波", "—", "—", "—",
         "赵桂英", "祖母", "√", None, "同上", None],
        [3, None, "买买提•艾力", "男", ids[2], "√", None, "艾力", None, None, "古丽", None, None,
         "古丽", "母亲", None, None, "同上", None],
        ["合计", None, "3人"],
        ["填表人：张老师", None, None, None, "审核人：陈校长"],
    ]  # fmt: skip
    return workbook(("三(2)班", rows), merged=MESSY_MERGED)
