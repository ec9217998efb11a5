"""The school's own events: read from an .ics or a workbook, looked at, taken over once, seen where one plans (S20)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import select

from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.programme.events_ics import events_of_calendar
from careplan.programme.models import SchoolEvent
from careplan.programme.school_events import SchoolEventWords, overlaps
from tests.programme.arranged import NOW, typed
from tests.world import ClientFor

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
BEGIN:VEVENT
UID:1
SUMMARY:秋季运动会
DTSTART;VALUE=DATE:20260909
DTEND;VALUE=DATE:20260911
LOCATION:操场
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:消防演练
DTSTART:20260916T020000Z
DTEND:20260916T024000Z
END:VEVENT
END:VCALENDAR
"""
ROWS = [
    ["2026年秋季活动"],
    ["日期", "时间", "活动", "地点"],
    [date(2026, 9, 9), "", "秋季运动会", "操场"],
    ["2026.9.16", "10：00－10：40", "消防演练", ""],
    ["下周三", "", "参观", ""],
    ["2026-10-20", "下午", "期中检测", ""],
    ["", "", "", ""],
    ["2026-10-21", "", "", "礼堂"],
]


@pytest.fixture(autouse=True)
def early_in_the_term() -> Iterator[None]:
    with fixed(NOW):
        yield


def workbook(rows: list[list[object]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def upload(data: bytes, name: str) -> dict[str, object]:
    return {"file": (io.BytesIO(data), name)}


def stored(app: Flask) -> list[tuple[str, date]]:
    with app.app_context(), school_scope(1):
        return [(one.title, one.day) for one in db.session.scalars(select(SchoolEvent).order_by(SchoolEvent.day))]


def confirmed(page: str, *rows: str) -> dict[str, object]:
    sealed = re.findall(r'name="sealed" value="([^"]+)"', page)[0]
    return {"sealed": sealed, "row": list(rows)}


def test_a_calendar_is_read_on_the_schools_clock() -> None:
    found = events_of_calendar(CALENDAR.replace("\n", "\r\n").encode(), date(2026, 8, 1), date(2027, 8, 31))

    assert found.events == (
        SchoolEventWords(date(2026, 9, 9), date(2026, 9, 10), "秋季运动会", place="操场"),
        SchoolEventWords(date(2026, 9, 16), date(2026, 9, 16), "消防演练", time(10), time(10, 40)),
    )
    assert found.faults == ()


@pytest.mark.plan("S20")
@pytest.mark.parametrize(("data", "name"), [(CALENDAR.encode(), "校历.ics"), (workbook(ROWS), "校历.xlsx")])
def test_a_file_is_looked_at_then_taken_over_and_a_second_time_adds_nothing(
    app: Flask, client_for: ClientFor, data: bytes, name: str
) -> None:
    head = client_for("head_counselor")
    page = head.post("/programme/events", data=upload(data, name))
    assert (page.status_code, "新增2项" in page.text, stored(app)) == (200, True, [])

    head.post("/programme/events/confirm", data=confirmed(page.text, "0", "1"))
    again = head.post("/programme/events", data=upload(data, name)).text
    head.post("/programme/events/confirm", data=confirmed(again, "0", "1"))

    assert stored(app) == [("秋季运动会", date(2026, 9, 9)), ("消防演练", date(2026, 9, 16))]
    assert "消防演练" in client_for("class_teacher").get("/programme/events").text


def test_each_line_that_cannot_be_read_is_told_with_its_row(client_for: ClientFor) -> None:
    page = client_for("office").post("/programme/events", data=upload(workbook(ROWS), "a.xlsx")).text

    assert "第5行" in page and "下周三" in page and "第6行" in page and "第8行" in page and "第7行" not in page


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"no calendar", "a.ics"), (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a.ics"), (b"\x00\x01", "a.xlsx"),
        (workbook([["a", "b"], [1, 2]]), "a.xlsx"), (CALENDAR.encode() + b"x" * 1_100_000, "a.ics"),
        (CALENDAR.replace("20260909", "99999999").encode(), "a.ics"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_told_at_its_place(app: Flask, client_for: ClientFor, data: bytes, name: str) -> None:
    answer = client_for("head_counselor").post("/programme/events", data=upload(data, name))

    assert answer.status_code in (200, 422) and stored(app) == []
    assert "field-error" in answer.text or "不能导入" in answer.text


def test_only_what_was_looked_at_can_be_confirmed(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    page = head.post("/programme/events", data=upload(CALENDAR.encode(), "a.ics")).text
    sealed = confirmed(page, "0")

    assert head.post("/programme/events/confirm", data={**sealed, "sealed": "forged"}).status_code == 400
    assert client_for("office", school=2).post("/programme/events/confirm", data=sealed).status_code == 400
    assert client_for("class_teacher").post("/programme/events/confirm", data=sealed).status_code == 403
    assert head.post("/programme/events/confirm", data={**sealed, "row": []}).status_code == 302
    assert stored(app) == []


@pytest.mark.plan("S20")
def test_whoever_plans_sees_the_busy_day(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    page = head.post("/programme/events", data=upload(CALENDAR.encode(), "a.ics")).text
    head.post("/programme/events/confirm", data=confirmed(page, "0", "1"))

    shown = head.post("/programme/new", data=typed(check="1")).text
    assert "这时学校有活动：秋季运动会" in shown
    assert "消防演练" not in shown, "it is over before noon"
    events = head.get("/sessions/events?start=2026-09-01&end=2026-09-30").json
    assert events and "学校活动：秋季运动会" in {one["title"] for one in events}

    with app.app_context(), school_scope(1):
        first = db.session.scalars(select(SchoolEvent.id).order_by(SchoolEvent.day)).first()
    assert client_for("office", school=2).post(f"/programme/events/{first}/remove").status_code == 404
    head.post(f"/programme/events/{first}/remove")
    assert "秋季运动会" not in head.post("/programme/new", data=typed(check="1")).text


def test_an_event_without_hours_takes_the_whole_day() -> None:
    event = SchoolEventWords(date(2026, 9, 9), date(2026, 9, 10), "运动会")
    assert overlaps(event, date(2026, 9, 10), time(7), time(8)) and not overlaps(
        event, date(2026, 9, 11), time(7), time(8)
    )
