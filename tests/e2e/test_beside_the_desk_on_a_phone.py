"""Beside the sessions, with nothing but a phone at 390 px: obstacles, media, electives, a sheet and photographs."""

# ruff: noqa: F811 - the fixtures of on_a_phone are taken over by name
from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from careplan.clock import today
from tests.e2e.conftest import Demo
from tests.e2e.on_a_phone import also, folder, phone, reads_well, school  # noqa: F401 - fixtures
from tests.e2e.test_sheets_and_photos import a_photograph

pytestmark = pytest.mark.slow


def test_an_obstacle_is_answered(browser: Browser, demo: Demo, school: str) -> None:
    words, answer = "投影坏了，故事没法放给孩子看。", "明天换一台，先用二楼的教室。"
    with also(browser, demo, school, "class_teacher") as page:
        page.goto("/voices/obstacles/new")
        page.get_by_role("radio", name="没有场地").check()
        page.get_by_label("什么情况").fill(words)
        page.get_by_role("radio", name="校长").check()
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_role("main")).to_contain_text(words)
    with also(browser, demo, school, "principal") as page:
        page.get_by_role("link", name="件困难等您答复").click()
        reads_well(page)
        page.get_by_role("row", name=words).get_by_role("link").click()
        page.get_by_role("textbox", name="答复").fill(answer)
        page.get_by_role("radio", name="已经解决").check()
        reads_well(page)
        page.get_by_role("button", name="答复", exact=True).click()
        expect(page.get_by_role("region", name=re.compile("^答复"))).to_contain_text(answer)
        reads_well(page)


def test_a_media_item_is_planned_and_stands_in_the_calendar(phone: Page) -> None:
    day = plan(phone, "黑板报、墙报", "手机上的墙报")
    reads_well(phone)
    phone.goto(f"/sessions/?day={day}")
    expect(phone.locator(".ec-list .ec-event.beside", has_text="手机上的墙报").first).to_be_visible()
    reads_well(phone)


def test_an_elective_is_planned_and_signed_up_for(phone: Page, browser: Browser, demo: Demo, school: str) -> None:
    plan(phone, "选修课", "手机上的折纸社")
    with also(browser, demo, school, "class_teacher") as teacher:
        teacher.get_by_role("link", name=re.compile("报名：选修课·手机上的折纸社")).click()
        for box in teacher.locator("input[name=child]").all()[:2]:
            box.check()
        teacher.get_by_role("button", name="给勾选的学生报名").click()
        expect(teacher.get_by_text("已报1人，名额1 · 候补1人")).to_be_visible()
        reads_well(teacher)


def plan(page: Page, kind: str, title: str) -> date:
    """Plan it once, on a Wednesday in a fortnight; that day."""
    day = today() + timedelta(days=16 - today().weekday())
    page.goto("/programme/new")
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("名称或栏目").fill(title)
    page.get_by_label("第一次的日期").fill(day.isoformat())
    page.get_by_label("时间", exact=True).fill("12:20-13:00")
    page.get_by_label("或写明其他地点").fill("一楼大厅")
    if kind == "选修课":
        page.get_by_label("名额").fill("1")
        page.get_by_label("报名截止").fill((day - timedelta(days=2)).isoformat())
    reads_well(page)
    page.get_by_role("button", name="安排", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return day


def test_notices_for_the_wall_are_opened_and_printed(browser: Browser, demo: Demo, school: str) -> None:
    with also(browser, demo, school, "class_teacher") as page:
        page.goto("/sessions/list?span=term")
        page.get_by_role("link", name="通知与张贴").click()
        for sheet, line in (("本周通知", "周"), ("学期安排（上墙）", "学期"), ("各中队安排", "学期")):
            page.get_by_role("link", name=sheet, exact=True).click()
            expect(page.get_by_role("link", name=sheet, exact=True)).to_have_attribute("aria-current", "page")
            expect(page.locator(".paper").first).to_contain_text(line)
            reads_well(page)
            answer = page.request.get(page.get_by_role("link", name="PDF").get_attribute("href") or "")
            assert answer.ok and answer.body().startswith(b"%PDF")


def test_a_wish_to_talk_is_passed_on_and_heard(browser: Browser, demo: Demo, school: str) -> None:
    seat = "座号 41"
    with also(browser, demo, school, "class_teacher") as page:
        page.goto("/voices/talk/pass-on")
        page.get_by_label("孩子的姓名或座号").fill(seat)
        reads_well(page)
        page.get_by_role("button", name="转给心理教师").click()
        page.wait_for_url("**/")
        expect(page.get_by_role("main")).not_to_contain_text(seat)  # not even who passed it on sees it again
    with also(browser, demo, school, "counselling_teacher") as page:
        page.get_by_role("link", name="个孩子想聊一聊").click()
        wish = page.locator(".wish", has_text=seat)
        reads_well(page)
        wish.get_by_role("button", name="已经谈过").click()
        expect(page.locator(".wish.is-answered", has_text=seat)).to_be_visible()
        reads_well(page)


def test_a_sheet_is_opened_and_consent_taken_away_hides_a_photograph(
    browser: Browser, demo: Demo, school: str, folder: Path
) -> None:
    with also(browser, demo, school, "class_teacher") as page:
        page.goto("/sessions/list?span=term")
        page.locator(".session-table th a").first.click()
        page.get_by_role("link", name="打印活动单").click()
        expect(page.locator(".paper-names li").first).to_be_visible()
        reads_well(page)
    with also(browser, demo, school, "counselling_teacher") as page:
        session, squad = a_photograph(folder / "school")
        page.goto(f"/sessions/{session}/photos")
        expect(page.locator(".photos img")).to_have_count(1)
        shown = page.locator(".photos p").inner_text().split("、")[0]
        page.goto(f"/children/photo-consent/{squad}")
        page.get_by_role("group", name=shown, exact=True).get_by_label("不同意").check()
        reads_well(page)
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("已登记 1 人")).to_be_visible()
        page.goto(f"/sessions/{session}/photos")
        expect(page.get_by_text("有 1 张照片已隐藏")).to_be_visible()
        expect(page.locator(".photos img")).to_have_count(0)
        reads_well(page)
