"""A register comes in whole or not at all, with every fault at its cell; it goes out without whole identity numbers."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from careplan.children.grid import Grid, pad
from careplan.db import db, school_scope
from careplan.training.models import TrainingImport, TrainingRecord
from careplan.training.operations import move_record, save_person
from careplan.training.register_operations import WAY
from careplan.training.register_rows import Known, masked, person_of, read_register
from tests.world import ClientFor

HEADER = [
    "工号",
    "姓名",
    "身份证号",
    "项目名称",
    "组织单位",
    "级别",
    "类别",
    "起止日期",
    "学时",
    "学分",
    "考核结果",
    "证书编号",
]
ROW = [
    "T3",
    "教师31",
    "",
    "县级集中培训",
    "县教师进修学校",
    "县级",
    "集中培训",
    "2026-10-12 至 2026-10-14",
    18,
    3,
    "合格",
    "A-1",
]
ID = "99990119850301201X"


def grid(*rows: list[Any]) -> Grid:
    figures = [[float(cell) if isinstance(cell, int) else cell for cell in row] for row in rows]
    return Grid("登记", pad([["2026年继续教育登记"], HEADER, *figures]))


def changed(**cells: Any) -> list[Any]:
    row = list(ROW)
    for name, value in cells.items():
        row[HEADER.index(name)] = value
    return row


def workbook(*rows: list[Any]) -> BytesIO:
    book = Workbook()
    for row in (["2026年继续教育登记"], HEADER, *rows):
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return BytesIO(stream.getvalue())


def test_a_row_is_read() -> None:
    (line,) = read_register([grid(ROW, ["合计", "", "", "", "", "", "", "", 18])]).lines
    assert (line.name, line.course, line.level, line.category) == ("教师31", "县级集中培训", "county", "face-to-face")
    assert (line.starts_on, line.ends_on, line.hours, line.credits) == (date(2026, 10, 12), date(2026, 10, 14), 18, 3)


@pytest.mark.parametrize("dates", ["2026.10.12-2026.10.14", "2026/10/12～2026/10/14", "2026年10月12日至2026年10月14日"])
def test_days_are_read_as_platforms_write_them(dates: str) -> None:
    (line,) = read_register([grid(changed(起止日期=dates))]).lines
    assert (line.starts_on, line.ends_on) == (date(2026, 10, 12), date(2026, 10, 14))


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"姓名": ""}, "empty", "B3"),
        ({"项目名称": ""}, "empty", "D3"),
        ({"项目名称": "长" * 121}, "long", "D3"),
        ({"项目名称": "a\x01"}, "text", "D3"),
        ({"级别": "宇宙级"}, "level", "F3"),
        ({"类别": "喝茶"}, "category", "G3"),
        ({"起止日期": "去年"}, "date", "H3"),
        ({"起止日期": "2026-13-40"}, "date", "H3"),
        ({"起止日期": "2026-10-14 至 2026-10-12"}, "order", "H3"),
        ({"学时": "很多"}, "number", "I3"),
        ({"学时": -3}, "number", "I3"),
        ({"学时": 5000}, "number", "I3"),
        ({"学时": 0}, "number", "I3"),
        ({"学时": ""}, "empty", "I3"),
        ({"学分": "三"}, "number", "J3"),
        ({"考核结果": "还行"}, "result", "K3"),
    ],
)
def test_a_fault_stands_at_its_cell(cells: dict[str, Any], code: str, cell: str) -> None:
    read = read_register([grid(changed(**cells))])
    assert ([(one.code, one.cell) for one in read.faults], read.lines) == ([(code, cell)], ())


def test_every_fault_is_told_at_once() -> None:
    read = read_register([grid(changed(级别="宇宙级", 学时="很多"), changed(类别="喝茶"))])
    assert [one.cell for one in read.faults] == ["F3", "I3", "G4"]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, (1, "")),
        ({"工号": "T9"}, (None, "unknown")),
        ({"姓名": "别人"}, (None, "name-differs")),
        ({"工号": "", "身份证号": "999***********201X"}, (1, "")),
        ({"工号": "", "身份证号": "999***********2028"}, (None, "unknown")),
        ({"工号": ""}, (1, "by-name")),
        ({"工号": "", "姓名": "王芳"}, (None, "several")),
    ],
)
def test_people_are_found_by_number_first(cells: dict[str, Any], found: tuple[int | None, str]) -> None:
    people = [Known(1, "T3", "教师31", ID), Known(2, "T4", "王芳", ""), Known(3, "T5", "王芳", "")]
    (line,) = read_register([grid(changed(**cells))]).lines
    person, problem = person_of(line, people)
    assert (person.id if person else None, problem) == found


def records(app: Flask) -> list[tuple[str, str, float | None]]:
    with app.app_context(), school_scope(1):
        rows = db.session.scalars(select(TrainingRecord).order_by(TrainingRecord.id))
        return [(row.course, row.state, float(row.said_credits) if row.said_credits else None) for row in rows]


@pytest.mark.plan("S47", "S49")
def test_a_register_is_imported_after_a_dry_run_and_twice_is_once(app: Flask, client_for: ClientFor) -> None:
    office = client_for("office")

    def upload() -> str:
        answer = office.post("/training/register", data={"file": (workbook(ROW), "a.xlsx"), "kind": "recognised"})
        assert answer.status_code == 302
        return answer.headers["Location"]

    def confirm(place: str) -> int:
        page = office.get(place).text
        digest = page.split('name="digest" value="')[1].split('"')[0]
        return office.post(place, data={"digest": digest}).status_code

    place = upload()
    assert records(app) == []
    assert (confirm(place), records(app)) == (302, [("县级集中培训", "recognised", 3.0)])
    assert (confirm(upload()), len(records(app))) == (302, 1)
    with app.app_context(), school_scope(1):
        assert [row.sealed for row in db.session.scalars(select(TrainingImport))] == [None, None]


@pytest.mark.plan("S49")
def test_what_was_not_recognised_is_not_entered_again_by_the_offices_own_register(
    app: Flask, client_for: ClientFor
) -> None:
    office = client_for("office")
    upload = {"file": (workbook(ROW), "a.xlsx"), "kind": "drafts"}
    place = office.post("/training/register", data=upload).headers["Location"]
    digest = office.get(place).text.split('name="digest" value="')[1].split('"')[0]
    office.post(place, data={"digest": digest})
    with app.app_context(), school_scope(1):
        entry = db.session.scalars(select(TrainingRecord)).one()
        for action in (*WAY["draft"], "refuse"):
            move_record(actor_id=None, entry=entry, action=action, reason="超出范围", from_authority=True)
        db.session.commit()
    own = office.get("/training/register/export").data
    again = office.post("/training/register", data={"file": (BytesIO(own), "b.xlsx"), "kind": "recognised"})
    page = office.get(again.headers["Location"]).text
    assert "此前不予认定" in page
    digest = page.split('name="digest" value="')[1].split('"')[0]
    assert office.post(again.headers["Location"], data={"digest": digest}).status_code == 302
    assert [state for _, state, _ in records(app)] == ["refused"]


def test_one_fault_and_nothing_is_done(app: Flask, client_for: ClientFor) -> None:
    answer = client_for("office").post(
        "/training/register", data={"file": (workbook(ROW, changed(学时="很多")), "a.xlsx"), "kind": "recognised"}
    )
    assert (answer.status_code, "I4" in answer.text, records(app)) == (422, True, [])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"hello"])
def test_a_file_that_is_no_workbook_is_told(app: Flask, client_for: ClientFor, data: bytes) -> None:
    answer = client_for("office").post("/training/register", data={"file": (BytesIO(data), "a.xlsx"), "kind": "drafts"})
    assert answer.status_code == 422


@pytest.mark.plan("S49")
def test_the_register_goes_out_masked_and_no_cell_is_a_formula(app: Flask, client_for: ClientFor) -> None:
    teacher, office = client_for("class_teacher"), client_for("office")
    with app.app_context(), school_scope(1):
        save_person(actor_id=None, staff_id=3, probation_from=None, probation_until=None, id_number=ID)
        db.session.commit()
    course = {
        "course": "=1+1", "organiser": "", "level": "county", "category": "online", "content": "other", "item": "attend",
        "starts_on": "2026-10-10", "ends_on": "2026-10-10", "hours": "6", "result": "passed", "qualification": "", "version": "1", "submit": "yes",
    }  # fmt: skip
    teacher.post("/training/people/3/new", data=course)

    sheet = load_workbook(BytesIO(office.get("/training/register/export").data)).active
    cells = {sheet.cell(1, column).value: sheet.cell(2, column) for column in range(1, sheet.max_column + 1)}

    assert (cells["项目名称"].value, cells["项目名称"].data_type) == ("=1+1", "s")
    assert (cells["身份证号"].value, cells["状态"].value) == (masked(ID), "已提交")
    assert masked(ID) == "999***********201X"
