"""Every page that a role meets from the menu, one level deep: readable by a screen reader, whole on a phone, in English too."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from careplan.access.roles import ROLES
from tests.e2e.conftest import Demo
from tests.e2e.person import DESK, PHONE, signed_in
from tests.e2e.test_every_link import kind, links

BAD = {"serious", "critical"}
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
INTERFACE = "nav a, h1, h2, thead th, label, legend, button, a.btn, .figure-label, .pill"
MOST_PAGES = 12
FILE = re.compile(r"/(pdf|docx|xlsx)(\?|$)|\.csv|/template$|^/static/|/events")


def places(page: Page) -> list[str]:
    """The menu's pages and one page of each kind that they lead to."""
    menu = page.locator(".menu a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    found = {kind(address): address for address in menu}
    for address in menu:
        page.goto(address)
        for link in sorted(links(page.content(), address)):
            if link.startswith("/") and not FILE.search(link):
                found.setdefault(kind(link), link)
    return list(found.values())[:MOST_PAGES]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_page_reads_well(browser: Browser, demo: Demo, site: str, role: str) -> None:
    faults = []
    with signed_in(browser, site, demo.accounts[role]) as page:
        for place in places(page):
            page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
            page.goto(place)
            faults += [f"{place}: {fault}" for fault in seen_by_axe(page)]
            page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append(f"{place}: wider than a phone")
    assert faults == []


def chinese_in(words: str, own: list[str]) -> bool:
    """Whether Chinese is left in the first line, which is the interface's; `own`: the names of person and school."""
    first = (words.strip().splitlines() or [""])[0]
    for name in (*own, "中文", "演示"):
        first = first.replace(name, "")
    return CHINESE.search(first) is not None


def seen_by_axe(page: Page) -> list[str]:
    """What a screen reader's user would stumble over seriously."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']} {rule['nodes'][0]['html'][:120]}" for rule in found if rule["impact"] in BAD]


@pytest.mark.parametrize("role", ["head_counselor", "office"])
def test_the_interface_is_english_after_the_switch(browser: Browser, demo: Demo, site: str, role: str) -> None:
    """Words of the interface only: names, activities and what people wrote stay as they are."""
    with signed_in(browser, site, demo.accounts[role]) as page:
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        menu = page.locator(".menu a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        own = [page.locator(place).inner_text().strip() for place in (".dropdown-toggle", ".brand-school")]
        left = []
        for place in menu:
            page.goto(place)
            words = page.locator(INTERFACE).locator("visible=true").all_inner_texts()
            left += [f"{place}: {one}" for one in words if chinese_in(one, own)]
        page.get_by_role("button", name="中文").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert left == []
