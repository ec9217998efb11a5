"""Files as schools send them, read whole: children, faults with their cells, notes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from careplan.children.class_names import ClassRef
from careplan.children.faults import WORDS, Fault
from careplan.children.roster import Roster, read_roster
from careplan.children.roster_xlsx import parse_workbook
from careplan.children.template_xlsx import make_template, template_columns
from tests.children.workbooks import messy_workbook, template_row, template_workbook, test_id, workbook

YEAR = 2026
ID = test_id()
LI = {"name": "李明", "school_class": "三(2)班", "id_number": ID}


def read(data: bytes) -> Roster:
    grids = parse_workbook(data)
    assert not isinstance(grids, Fault), grids
    return read_roster(grids, YEAR)


def cells(roster: Roster) -> list[tuple[str, str]]:
    return [(f.code, f"{f.column}{f.row or ''}") for f in roster.faults]


def test_empty_template_asks_for_children() -> None:
    assert [fault.code for fault in read(make_template()).problems] == ["file-no-children"]


def test_template_row_gives_every_field() -> None:
    row = template_row(
        school_class="三年级2班", name="李 明", sex="女", ethnic_group="汉族", birth_date=date(2018, 1, 1), id_number=ID,
        student_number=f"g{ID}", boarding="住校", household="农业", household_place="云南省曲靖市", address="青石镇柳树村",
        health="健康", left_behind="双亲留守", father_name="李建国", father_phone="13812345678", father_situation="外出务工",
        father_place="广东东莞", father_since="2026-02", father_unable="否", mother_name="王芳", mother_situation="外出务工",
        mother_since="2026年3月", carer_name="赵桂英", carer_relation="祖母", carer_phone="0871-6512345", entrusted="是",
    )  # fmt: skip
    roster = read(template_workbook(row))
    assert roster.problems == ()
    child = roster.rows[0].record
    assert child.school_class == ClassRef(2024, 2)
    assert (child.name, child.sex, child.birth_date, child.id_number) == ("李明", "female", date(2018, 1, 1), ID)
    assert (child.student_number, child.boarding, child.household) == (f"G{ID}", True, "rural")
    assert (child.left_behind, child.father_situation, child.father_since) == ("both_parents", "away", date(2026, 2, 1))
    assert (child.father_unable, child.mother_since, child.entrusted) == (False, date(2026, 3, 1), True)


def test_messy_school_sheet_is_read_without_a_fault() -> None:
    roster = read(messy_workbook())
    assert roster.faults == ()
    assert [note.code for note in roster.notes] == ["column-unknown"]
    first, second, third = (row.record for row in roster.rows)
    assert [r.name for r in (first, second, third)] == ["李明", "单于𬭎", "买买提·艾力"]
    assert {r.school_class for r in (first, second, third)} == {ClassRef(2024, 2)}
    assert (first.boarding, second.boarding, third.boarding) == (False, True, False)
    assert (first.left_behind, second.left_behind, third.left_behind) == ("both_parents", "one_parent", None)
    assert (first.father_phone, first.mother_phone) == ("13812345678", "13800138000")
    assert second.father_phone == "13900001111、0871-6512345"
    assert second.address == third.address == "青石镇柳树村3组"
    assert (second.mother_name, second.mother_situation) == (None, "other")
    assert (first.carer_name, first.carer_relation) == ("李德福", "祖父")


def test_messy_sheet_with_a_float_id_names_sheet_row_and_column() -> None:
    roster = read(messy_workbook(second_id=340524201801010014))
    (fault,) = roster.faults
    assert (fault.code, fault.sheet, fault.row, fault.column, fault.header) == (
        "id-lost-digits",
        "三(2)班",
        7,
        "E",
        "身份证号码",
    )
    assert fault.params["text"] == "3.40524E+17"


def test_all_faults_at_once() -> None:
    roster = read(
        template_workbook(
            template_row(**LI | {"id_number": "340524198001010011", "father_phone": "12345"}),
            template_row(**LI | {"name": "李1", "school_class": "九(9)班"}),
            template_row(**LI | {"id_number": None, "sex": "X", "birth_date": "2018-13-40"}),
            template_row(**LI | {"id_number": test_id(sequence=4), "left_behind": 1}),
        )
    )
    assert cells(roster) == [
        ("id-check", "F2"), ("phone-unreadable", "O2"), ("name-characters", "B3"), ("class-unknown", "A3"), ("choice-unknown", "C4"),
        ("date-unreadable", "E4"), ("identity-missing", "F4"), ("choice-code", "M5")]  # fmt: skip
    assert roster.rows == ()


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"id_number": test_id(), "sex": "男"}, "id-sex", "sex"),
        ({"id_number": test_id(), "birth_date": "2018-01-02"}, "id-birth-differs", "birth_date"),
        ({"id_number": float(ID)}, "id-lost-digits", "id_number"),
        ({"id_number": "3.40524E+17"}, "id-lost-digits", "id_number"),
        ({"id_number": "同上"}, "id-length", "id_number"),
        ({"student_number": "20080203"}, "student-number-shape", "student_number"),
        ({"student_number": 9.99900201801010e18}, "student-number-lost-digits", "student_number"),
        ({"name": None}, "name-missing", "name"),
        ({"school_class": None}, "class-missing", "school_class"),
        ({"household": "√√"}, "choice-unknown", "household"),
        ({"address": "同上"}, "cell-ditto", "address"),
        ({"address": "x" * 201}, "cell-long", "address"),
        ({"entrusted": "也许"}, "choice-unknown", "entrusted"),
        ({"father_since": "去年"}, "month-unreadable", "father_since"),
        ({"father_phone": "1381234567"}, "phone-unreadable", "father_phone"),
    ],
)
def test_fault_of_one_cell(values: dict[str, Any], code: str, field: str) -> None:
    roster = read(template_workbook(template_row(**LI | values)))
    letters = {column.field: index for index, column in enumerate(template_columns())}
    assert [(f.code, f.row) for f in roster.faults] == [(code, 2)]
    assert roster.faults[0].column == (
        chr(65 + letters[field]) if letters[field] < 26 else f"A{chr(39 + letters[field])}"
    )


def test_duplicates_in_the_file_name_the_other_place() -> None:
    rows = [template_row(**LI), template_row(**LI | {"name": "王芳"})]
    assert [code for code, _ in cells(read(template_workbook(rows[0], template_row(**LI | {"name": "王1"}))))] == [
        "name-characters",
        "id-twice",
    ]
    (fault,) = read(template_workbook(*rows)).faults
    assert (fault.code, fault.row, fault.params["text"]) == ("id-twice", 3, "学生名册 F2")


def test_same_names_in_a_class_are_a_note_only() -> None:
    rows = [template_row(**LI), template_row(**LI | {"id_number": test_id(sequence=4)})]
    roster = read(template_workbook(*rows))
    assert len(roster.rows) == 2
    assert [(n.code, n.params["count"]) for n in roster.notes] == [("name-twice", "2")]


def test_class_from_the_name_of_each_sheet() -> None:
    header = ["姓名", "性别", "身份证号"]
    roster = read(
        workbook(
            ("三(1)班", [header, ["李明", "女", ID]]), ("四（2）班", [header, ["王芳", "女", test_id(sequence=4)]])
        )
    )
    assert [row.record.school_class for row in roster.rows] == [ClassRef(2024, 1), ClassRef(2023, 2)]


def test_class_from_the_title() -> None:
    rows = [["青石小学三年级2班学生名册"], ["姓名", "性别", "身份证号"], ["李明", "女", ID]]
    assert read(workbook(("Sheet1", rows))).rows[0].record.school_class == ClassRef(2024, 2)


def test_grade_and_class_in_two_columns_must_agree() -> None:
    header = ["年级", "班级", "姓名", "身份证号"]
    good = read(workbook(("表", [header, ["三年级", "2班", "李明", ID]])))
    assert good.rows[0].record.school_class == ClassRef(2024, 2)
    bad = read(workbook(("表", [header, ["三年级", "四(2)班", "李明", ID]])))
    assert cells(bad) == [("class-grade", "B2")]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (["班级", "姓名", "性别"], "column-missing-identity"),
        (["班级", "性别", "身份证号"], "column-missing"),
        (["姓名", "性别", "身份证号"], "column-missing-class"),
        (["班级", "姓名", "姓名", "身份证号"], "column-twice"),
    ],
)
def test_faults_of_columns(header: list[str], code: str) -> None:
    assert [
        f.code for f in read(workbook(("表", [header, ["x"] * len(header)]))).faults if f.code.startswith("column")
    ] == [code]


def test_no_header_row() -> None:
    assert [f.code for f in read(workbook(("表", [["李明", ID], ["王芳", "1"]]))).faults] == ["file-no-sheet"]


def test_fathers_identity_number_is_never_the_childs() -> None:
    rows = [["班级", "姓名", "父亲", "父亲", "全国学籍号"], [None, None, "姓名", "身份证号", None],
            ["三(1)班", "李明", "李建国", "34052419800101001X", f"G{ID}"]]  # fmt: skip
    roster = read(workbook(("表", rows)))
    assert [f.code for f in roster.faults] == ["birth-missing", "sex-missing"]
    rows = [
        ["班级", "姓名", "性别", "出生日期", "父亲身份证号", "学籍号"],
        ["三(1)班", "李明", "男", "2018-1-1", "34052419800101001X", f"G{ID}"],
    ]
    assert read(workbook(("表", rows))).rows[0].record.id_number is None


def test_total_row_that_disagrees_is_a_note() -> None:
    rows = [["班级", "姓名", "身份证号"], ["三(1)班", "李明", ID], ["合 计", "45人"]]
    roster = read(workbook(("表", rows)))
    assert [(n.code, n.params["text"], n.params["count"]) for n in roster.notes] == [("total-differs", "45", "1")]


def test_subtotals_and_a_header_printed_again_are_skipped() -> None:
    header = ["班级", "姓名", "身份证号"]
    rows = [
        header,
        ["三(1)班", "李明", ID],
        ["小计", "1人"],
        header,
        ["三(1)班", "王芳", test_id(sequence=4)],
        ["小计", "1人"],
        ["合计", "2人"],
    ]
    roster = read(workbook(("表", rows)))
    assert (len(roster.rows), roster.problems) == (2, ())


def test_ticks_inside_one_cell() -> None:
    header = ["班级", "姓名", "身份证号", "就读方式", "是否留守儿童", "父母外出情况"]
    rows = [header, ["三(1)班", "李明", ID, "走读（ ）住校（√）", "( √ )", "父亲外出"],
            ["三(1)班", "王芳", test_id(sequence=4), "☑走读 □住校", "否", "均外出"]]  # fmt: skip
    one, two = (row.record for row in read(workbook(("表", rows))).rows)
    assert (one.boarding, one.left_behind, one.father_situation, one.mother_situation) == (True, "yes", "away", "home")
    assert (two.boarding, two.left_behind, two.father_situation, two.mother_situation) == (
        False,
        "none",
        "away",
        "away",
    )


def test_web_page_named_xls_in_gbk() -> None:
    page = f"<html><meta charset=gb2312><table><tr><th>班级<th>姓名<th>身份证号<tr><td>三(1)班<td>李明<td>{ID}</table></html>"
    roster = read(page.encode("gb18030"))
    assert [row.record.name for row in roster.rows] == ["李明"]


def test_dates_as_schools_write_them() -> None:
    header = ["班级", "姓名", "性别", "出生日期", "学籍号"]
    written = [date(2018, 1, 5), "2018.1.5", "2018/01/05", "2018年1月5日", "20180105", 20180105, 43105]
    rows = [
        ["三(1)班", f"李{'一二三四五六七'[i]}", "男", text, f"L9999002018010500{i:02d}"]
        for i, text in enumerate(written)
    ]
    roster = read(workbook(("表", [header, *rows])))
    assert roster.faults == ()
    assert {row.record.birth_date for row in roster.rows} == {date(2018, 1, 5)}


def test_age_out_of_the_ordinary_is_a_note() -> None:
    roster = read(template_workbook(template_row(**LI | {"id_number": test_id("20050101")})))
    assert [(n.code, n.params["age"]) for n in roster.notes] == [("birth-age", "21")]


def test_every_code_has_its_words_and_every_word_its_parameters() -> None:
    everything = dict.fromkeys("limit text rows columns header words age length id_birth grade count".split(), "?")
    for code in WORDS:
        fault = Fault(code, params=everything)
        assert fault.message(str) and fault.fix(str)
