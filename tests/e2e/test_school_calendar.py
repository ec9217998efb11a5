"""The school's own events are taken over from another calendar: .ics, .xlsx, and files that are none."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, FilePayload, Page, expect

from careplan.clock import today
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import own_school, reads_well
from tests.e2e.person import signed_in

pytestmark = pytest.mark.slow
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def school(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with own_school(demo, tmp_path_factory.mktemp("events")) as address:
        yield address


def calendar() -> bytes:
    day = (today() + timedelta(days=10)).strftime("%Y%m%d")
    repeats = f"BEGIN:VEVENT\nUID:2\nSUMMARY:升旗\nDTSTART:{day}T000000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"
    one = f"BEGIN:VEVENT\nUID:1\nSUMMARY:冬季运动会\nDTSTART;VALUE=DATE:{day}\nLOCATION:操场\nEND:VEVENT\n"
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//\n{one}{repeats}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["日期", "时间", "活动", "地点"], [today() + timedelta(days=20), "08:00-10:00", "科技节闭幕", ""]):
        sheet.append(row)
    sheet.append(["下周三", "", "参观", ""])
    book.save(out)
    return out.getvalue()


def upload(page: Page, name: str, kind: str, data: bytes) -> None:
    page.goto("/programme/events")
    page.locator("input[type=file]").set_input_files(FilePayload(name=name, mimeType=kind, buffer=data))
    page.get_by_role("button", name="检查文件").click()


def test_events_are_looked_at_taken_over_and_a_bad_file_is_told(browser: Browser, demo: Demo, school: str) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"], refusals={422}) as page:
        upload(page, "校历.ics", "text/calendar", calendar())
        expect(page.get_by_text("冬季运动会")).to_be_visible()
        expect(page.locator(".event-choice li", has_text="升旗").nth(1)).to_be_visible()  # it repeats: each day of it
        reads_well(page)
        page.get_by_role("button", name="导入勾选的活动").click()
        expect(page.locator(".programme-line", has_text="冬季运动会")).to_contain_text("操场")

        upload(page, "校历.xlsx", XLSX, workbook())
        expect(page.locator(".alert-warning")).to_contain_text("下周三")
        page.get_by_role("button", name="导入勾选的活动").click()
        expect(page.locator(".programme-line", has_text="科技节闭幕")).to_contain_text("08:00–10:00")
        reads_well(page)

        upload(page, "校历.ics", "text/calendar", calendar())  # once more: it is there already
        expect(page.locator(".event-choice li", has_text="冬季运动会").locator("input")).to_be_disabled()

        upload(page, "校历.ics", "text/calendar", b"\x89PNG\r\n not a calendar")
        expect(page.get_by_text("无法按日历或表格读取这个文件。").first).to_be_visible()
        expect(page.locator(".programme-line", has_text="冬季运动会")).to_have_count(1)
        reads_well(page)
        page.get_by_role("link", name="科技节闭幕", exact=True).click()
        page.get_by_role("button", name="删除这项活动").click()
        page.get_by_role("dialog").locator("button[value=yes]").click()
        expect(page.locator(".programme-line", has_text="科技节闭幕")).to_have_count(0)
