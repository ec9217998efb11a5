"""Media, an elective with sign-ups: planned at a desk, signed up for on a phone, looked at by axe at both widths."""

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
from tests.e2e.person import DESK, PHONE, go, signed_in
from tests.e2e.test_every_page import seen_by_axe

MONDAY = datetime(2026, 11, 16, 10, tzinfo=SCHOOL_ZONE)


@pytest.fixture(scope="module")
def monday(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the demo school on a Monday of its first term."""
    data = Path(shutil.copytree(demo.data, tmp_path_factory.mktemp("beside") / "data"))
    set_clock(data, MONDAY)
    with frozen_site(data) as address:
        yield address


def fill(page: Page, kind: str, title: str, place: str) -> None:
    """The form for something new: every week on Wednesdays until the end of the month."""
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("名称或栏目").fill(title)
    page.get_by_label("第一次的日期").fill("2026-11-18")
    page.get_by_label("时间", exact=True).fill("12:20-13:00")
    page.get_by_label("每周").check()
    page.get_by_label("至", exact=True).fill("2026-12-09")
    page.get_by_label("或写明其他地点").fill(place)


def reads_well(page: Page) -> None:
    """At both widths: nothing for axe to object to, nothing wider than the screen."""
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert seen_by_axe(page) == []
        assert not page.locator("html").evaluate("page => page.scrollWidth > page.clientWidth")


@pytest.mark.slow
@pytest.mark.plan("S36")
def test_a_wall_newspaper_is_planned_changed_and_stands_in_the_calendar(
    browser: Browser, demo: Demo, monday: str
) -> None:
    with signed_in(browser, monday, demo.accounts["head_counselor"]) as page:
        go(page, "其他教育安排")
        reads_well(page)
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        page.get_by_role("link", name="新增安排").click()
        expect(page.get_by_label("名额")).to_be_hidden()
        fill(page, "黑板报、墙报", "笑脸墙", "一楼大厅")
        page.get_by_role("button", name="先看日期与冲突").click()
        expect(page.get_by_role("heading", name="将安排4次")).to_be_visible()
        reads_well(page)
        page.get_by_role("button", name="安排", exact=True).click()
        expect(page.get_by_text("已安排4次。")).to_be_visible()
        reads_well(page)

        page.get_by_role("link", name="尚未写主题").nth(1).click()
        page.get_by_role("link", name="修改").click()
        page.get_by_label("或写明其他地点").fill("校门口")
        page.get_by_label("这一次和以后各次，共3次").check()
        reads_well(page)
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("已修改3次。")).to_be_visible()
        reads_well(page)

        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        go(page, "队日活动")
        events = page.locator(".ec-event.beside", has_text="笑脸墙")
        expect(events.first).to_be_visible()
        page.get_by_label("只看队日活动").check()
        expect(events).to_have_count(0)


@pytest.mark.slow
@pytest.mark.plan("S5")
def test_an_elective_is_signed_up_for_on_a_phone(browser: Browser, demo: Demo, monday: str) -> None:
    with signed_in(browser, monday, demo.accounts["head_counselor"]) as page:
        page.goto("/programme/new")
        fill(page, "选修课", "折纸社", "图书角")
        page.get_by_label("名额").fill("1")
        page.get_by_label("报名截止").fill("2026-11-20")
        page.get_by_role("button", name="安排", exact=True).click()
        expect(page.get_by_role("heading", name="选修课·折纸社")).to_be_visible()

    with signed_in(browser, monday, demo.accounts["class_teacher"], PHONE) as page:
        page.get_by_role("link", name=re.compile("报名：选修课·折纸社")).click()
        for box in page.locator("input[name=child]").all()[:2]:
            box.check()
        page.get_by_role("button", name="给勾选的学生报名").click()
        expect(page.get_by_role("heading", name="候补（按报名先后）")).to_be_visible()
        expect(page.get_by_text("已报1人，名额1 · 候补1人")).to_be_visible()
        reads_well(page)
