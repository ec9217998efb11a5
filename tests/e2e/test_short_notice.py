"""When life happens, in a browser: somebody is away, a place is flooded; at a desk and on a phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.person import DESK, PATIENCE, PHONE, confirm, signed_in
from tests.e2e.test_every_page import seen_by_axe
from tools.served import served

pytestmark = pytest.mark.slow
SOLVER_PATIENCE = 180_000


@pytest.fixture
def own_site(demo: Demo, tmp_path: Path) -> Iterator[str]:
    """A demo school of the test's own: what is published here is nobody else's."""
    data = tmp_path / "school"
    shutil.copytree(demo.data, data)
    with served(data) as address:
        yield address


def reads_well(page: Page) -> None:
    """No serious fault for a screen reader, and nothing wider than a phone."""
    assert seen_by_axe(page) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


def next_session(page: Page) -> tuple[date, str, str]:
    """Day, leader and place of a session in the midst of what lies ahead that one person leads."""
    page.goto("/sessions/list?span=term&scope=all")
    rows = page.locator(".session-table tbody tr").filter(has_text="计划中")
    for number in range(rows.count() // 3, rows.count()):
        row = rows.nth(number)
        leaders = row.locator("td").nth(2).inner_text().split("、")
        if len(leaders) == 1:
            link = row.locator("th a").get_attribute("href") or ""
            place = row.locator("td").nth(3).inner_text().strip()
            page.goto(link)
            words = page.locator(".session-when").inner_text()
            year, rest = words.strip().split("年")
            month, rest = rest.split("月")
            return date(int(year), int(month), int(rest.split("日")[0])), leaders[0].strip(), place
    raise AssertionError("no session ahead is led by one person")


def choose(page: Page, field: str, text: str) -> None:
    """Choose from a list that is searched by typing: what is called just so, else the first that has the words.

    The list takes keys when it is open, is narrowed a moment after the last one and opens again then: all is waited for.
    """
    box = page.locator(f"#{field} + .ts-wrapper")
    box.locator(".ts-control").click()
    expect(box).to_have_class(re.compile("dropdown-active"))
    page.keyboard.type(text)
    options = box.locator(".ts-dropdown .option")
    expect(options.filter(has_text=text).first).to_be_visible()
    expect(options.filter(has_not_text=text)).to_have_count(0)
    called_so = options.filter(has_text=re.compile(rf"^\s*{re.escape(text)}\s*$"))
    (called_so if called_so.count() else options).first.click()


def test_somebody_is_away_and_a_place_is_flooded(browser: Browser, demo: Demo, own_site: str) -> None:
    with signed_in(browser, own_site, demo.accounts["head_counselor"]) as page:
        day, leader, place = next_session(page)

        page.goto("/upsets/")
        page.get_by_role("link", name="有人不在").click()
        reads_well(page)
        choose(page, "staff_id", leader)
        page.get_by_label("开始").fill(day.isoformat())
        page.get_by_label("请假").check()
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("heading", name="次活动要换人带")).to_be_visible()
        reads_well(page)

        page.get_by_role("link", name="选人代带").click()
        first = page.locator(".choose-card").first.locator(".cand").first
        expect(first).to_contain_text("当月")
        reads_well(page)
        first.click()
        expect(page.locator(".choose-bar")).to_contain_text("1 /", timeout=PATIENCE)  # counted at once
        confirm(page, "生效")
        expect(page.get_by_text("已生效：")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("heading", name="次活动要换人带")).to_have_count(0)

        page.get_by_role("link", name="场地不能用").click()
        choose(page, "venues", place)
        page.keyboard.press("Escape")
        page.get_by_label("开始").fill(day.isoformat())
        page.get_by_label("天气").check()
        reads_well(page)
        page.get_by_role("button", name="保存").click()
        page.get_by_role("button", name="重新安排时间和场地").click()
        page.get_by_role("link", name="查看结果").click(timeout=SOLVER_PATIENCE)
        expect(page.get_by_role("heading", level=1)).to_have_text("要改期活动的安排方案")
        expect(page.get_by_text("现在什么都没有改动")).to_be_visible()
        reads_well(page)
        confirm(page, "采用并生效")
        expect(page.get_by_text("新的时间和场地已生效。")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("往后的活动都能照常开展")).to_be_visible()


def test_a_teacher_cannot_come_and_says_so_on_a_phone(browser: Browser, demo: Demo, own_site: str) -> None:
    with signed_in(browser, own_site, demo.accounts["class_teacher"], PHONE) as page:
        page.goto("/upsets/mine")
        page.get_by_label("开始").fill("2027-01-05")
        page.get_by_label("因公外出").check()
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("1月5日 周二")).to_be_visible()
        assert seen_by_axe(page) == []
        page.goto("/sessions/unplanned")
        assert seen_by_axe(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
