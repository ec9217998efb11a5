"""A head counselor changes the plan by hand: by the form on a screen and on a phone, looks first, undoes, locks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.draft_story import of_one_squad
from tests.e2e.person import DESK, PHONE, signed_in
from tests.e2e.test_every_page import seen_by_axe

pytestmark = pytest.mark.slow
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


def open_desk(page: Page) -> str:
    page.goto("/sessions/versions")
    page.get_by_role("link", name="继续修改草稿").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("草稿")
    return page.url.split("#")[0]


def reads_well(page: Page) -> None:
    assert seen_by_axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def first_session(page: Page, desk: str) -> None:
    """A coming session of one squad that nobody has locked."""
    squad = page.locator('#generate input[name="squad"]').nth(3).get_attribute("value")
    page.goto(f"{desk}?squad={squad}")
    reads_well(page)
    of_one_squad(page).locator("th a").first.click()
    expect(page.get_by_role("heading", name="移动", exact=True)).to_be_visible()


@SIZES
def test_a_session_is_moved_by_the_form_and_undone(
    browser: Browser, demo: Demo, site: str, size: tuple[int, int]
) -> None:
    with signed_in(browser, site, demo.accounts["head_counselor"], size) as page:
        desk = open_desk(page)
        reads_well(page)
        first_session(page, desk)
        reads_well(page)
        times = page.get_by_label("日期和课次")
        other = times.locator('optgroup[label="可以"] option:not([selected])').first.get_attribute("value")
        times.select_option(other)
        page.get_by_role("button", name="先看看会怎样").click()
        expect(page.get_by_role("heading", name="这样改会怎样")).to_be_visible()
        expect(times).to_have_value(other or "")
        reads_well(page)
        page.get_by_role("button", name="移动", exact=True).click()
        expect(page.locator(".alert-success")).to_contain_text("→")
        page.get_by_role("button", name="撤销").click()
        expect(page.locator(".alert-success")).to_contain_text("已撤销")
        expect(page.get_by_role("button", name="重做")).to_be_enabled()


@SIZES
def test_what_can_stand_here_is_chosen_and_undone(
    browser: Browser, demo: Demo, site: str, size: tuple[int, int]
) -> None:
    with signed_in(browser, site, demo.accounts["head_counselor"], size) as page:
        first_session(page, open_desk(page))
        page.get_by_role("link", name="这里可以排什么？").click()
        cards = page.locator(".alternative")
        assert 4 <= cards.count() <= 10
        expect(cards.first).to_contain_text("要通知")
        reads_well(page)
        cards.first.get_by_role("button", name="选这个").click()
        expect(page.locator(".alert-success")).to_contain_text("→")
        page.get_by_role("button", name="撤销").click()
        expect(page.locator(".alert-success")).to_contain_text("已撤销")


@SIZES
def test_what_is_locked_says_by_whom_and_stays(browser: Browser, demo: Demo, site: str, size: tuple[int, int]) -> None:
    with signed_in(browser, site, demo.accounts["head_counselor"], size) as page:
        first_session(page, open_desk(page))
        page.get_by_role("button", name="锁定").click()
        expect(page.locator(".notice")).to_contain_text("已锁定")
        reads_well(page)
        page.get_by_role("button", name="解除锁定").click()
        expect(page.locator(".notice")).to_have_count(0)
