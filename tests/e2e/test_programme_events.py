"""The school's own events and what stands beside the sessions, in a browser: a file that is none, then a good one; an
event that is a session too; a media item planned and recorded; somebody away. Looked at by axe at both widths."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from careplan.clock import SCHOOL_ZONE
from tests.e2e.conftest import Demo
from tests.e2e.frozen_site import frozen_site, set_clock
from tests.e2e.person import DESK, go, sign_in, signed_in
from tests.e2e.test_beside_the_sessions import reads_well

MONDAY = datetime(2026, 11, 16, 15, tzinfo=SCHOOL_ZONE)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//school//
BEGIN:VEVENT
UID:drill
SUMMARY:消防演练（演示）
DTSTART;TZID=Asia/Shanghai:20261125T140000
DURATION:PT30M
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=Asia/Shanghai:20261202T140000
END:VEVENT
BEGIN:VEVENT
UID:often
SUMMARY:每秒一次
DTSTART:20261125T060000Z
RRULE:FREQ=SECONDLY
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(scope="module")
def monday(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the demo school on a Monday afternoon of its first term."""
    data = Path(shutil.copytree(demo.data, tmp_path_factory.mktemp("events") / "data"))
    set_clock(data, MONDAY)
    with frozen_site(data) as address:
        yield address


def wide(page: Page) -> None:
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


@pytest.mark.slow
@pytest.mark.plan("S20")
def test_a_file_that_is_none_is_told_and_a_good_one_taken_over(browser: Browser, demo: Demo, monday: str) -> None:
    with signed_in(browser, monday, demo.accounts["office"]) as page:
        page.goto("/programme/events")
        reads_well(page)
        wide(page)
        page.get_by_label("文件").set_input_files(
            {"name": "校历.ics", "mimeType": "text/calendar", "buffer": CALENDAR.replace("\n", "\r\n").encode()}
        )
        page.get_by_role("button", name="检查文件").click()
        expect(page.get_by_text("新增2项")).to_be_visible()
        expect(page.get_by_text("重复得太密")).to_be_visible()
        reads_well(page)
        page.get_by_role("button", name="导入勾选的活动").click()
        expect(page.get_by_role("link", name="消防演练（演示）")).to_have_count(2)


@pytest.mark.slow
@pytest.mark.plan("S20")
def test_a_file_that_cannot_be_read_is_said_at_its_place(browser: Browser, demo: Demo, monday: str) -> None:
    context = browser.new_context(base_url=monday, locale="zh-CN")  # a refusal is meant here
    page = context.new_page()
    sign_in(page, *demo.accounts["office"])
    page.goto("/programme/events")
    page.get_by_label("文件").set_input_files(
        {"name": "校历.ics", "mimeType": "text/calendar", "buffer": b"no calendar"}
    )
    page.get_by_role("button", name="检查文件").click()

    expect(page.locator(".field-error")).to_contain_text("无法按日历或表格读取")
    reads_well(page)
    context.close()


@pytest.mark.slow
@pytest.mark.plan("S20")
def test_an_event_that_is_a_session_is_joined_and_taken_back(browser: Browser, demo: Demo, monday: str) -> None:
    with signed_in(browser, monday, demo.accounts["head_counselor"]) as page:
        page.goto("/programme/events")
        page.get_by_role("link", name=re.compile("可能与已有安排相同.*中队展示")).click()
        reads_well(page)
        wide(page)
        page.get_by_label("安全教育").check()
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_label("安全教育")).to_be_checked()

        page.get_by_role("button", name=re.compile("是同一项")).first.click()
        expect(page.get_by_text("已合并：日历上只显示一次")).to_be_visible()
        reads_well(page)
        wide(page)
        page.locator(".join-list a").first.click()
        same = page.locator(".part-same-event")
        expect(same).to_contain_text("中队展示")
        expect(same).to_contain_text("安全教育")
        reads_well(page)

        same.get_by_role("link").first.click()
        page.get_by_role("button", name=re.compile("取消合并")).click()
        expect(page.get_by_text("已取消合并")).to_be_visible()
        page.goto("/programme/served")
        reads_well(page)


@pytest.mark.slow
@pytest.mark.plan("S36")
def test_a_media_item_is_planned_written_and_recorded_when_it_is_over(
    browser: Browser, demo: Demo, monday: str
) -> None:
    with signed_in(browser, monday, demo.accounts["head_counselor"]) as page:
        page.goto("/programme/new")
        page.get_by_label("红领巾广播", exact=True).check()
        page.get_by_label("名称或栏目").fill("午间故事")
        page.get_by_label("主题").fill("朋友")
        page.get_by_label("第一次的日期").fill("2026-11-16")
        page.get_by_label("时间", exact=True).fill("13:30-13:50")
        page.get_by_label("只安排一次").check()
        page.get_by_label("或写明其他地点").fill("广播室")
        page.get_by_role("button", name="安排", exact=True).click()
        expect(page.get_by_role("heading", name="红领巾广播·午间故事：朋友")).to_be_visible()
        page.get_by_label("参与制作的学生").fill("6")
        page.get_by_role("button", name="登记为已开展").click()
        expect(page.locator(".session-facts")).to_contain_text("6")
        reads_well(page)


@pytest.mark.slow
@pytest.mark.plan("S35")
def test_who_is_away_gives_an_hour_of_help_to_somebody_else(browser: Browser, demo: Demo, monday: str) -> None:
    with signed_in(browser, monday, demo.accounts["counselling_teacher"]) as page:
        page.goto("/upsets/mine")
        page.locator("#first").fill("2027-01-05")  # ahead of what the demo has recorded
        page.get_by_label("外出培训学习").check()
        page.get_by_role("button", name="保存").click()
        page.get_by_role("link", name="换人或取消").click()
        reads_well(page)
        wide(page)
        card = page.locator(".stand-in").first
        before = page.locator(".stand-in").count()
        card.get_by_label("由谁负责").select_option(index=1)
        card.get_by_role("button", name="交给这位老师").click()
        expect(page.get_by_text("对方的首页和日历上可以看到")).to_be_visible()
        expect(page.locator(".stand-in")).to_have_count(before - 1)
        go(page, "今日")
