"""The front end's behaviours in a browser, under the content policy that the site sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.bench_page import served

BAD = {"serious", "critical"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def bench(page: Page, address: str) -> Iterator[Page]:
    """The page opened; afterwards it must have met no refusal of the policy and no error."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    yield page
    assert [fault for fault in faults if "status of 422" not in fault] == []


def test_confirm_asks_and_no_means_no(bench: Page) -> None:
    bench.get_by_role("button", name="撤销").click()
    expect(bench.get_by_role("dialog")).to_contain_text("真的要撤销吗？")
    bench.get_by_role("button", name="取消").click()
    expect(bench.get_by_role("dialog")).to_have_count(0)
    expect(bench.locator("h1")).to_have_text("Behaviours")


def test_confirm_yes_sends_the_pressed_button(bench: Page) -> None:
    bench.get_by_role("button", name="撤销").click()
    bench.get_by_role("button", name="确定").click()
    expect(bench.locator("#told")).to_have_text("remove")


def test_confirm_is_closed_by_escape(bench: Page) -> None:
    bench.get_by_role("button", name="撤销").click()
    bench.keyboard.press("Escape")
    expect(bench.get_by_role("dialog")).to_have_count(0)


def test_a_form_that_stood_open_is_kept_until_its_writer_is_signed_in_again(bench: Page, address: str) -> None:
    bench.clock.install()
    bench.goto(address)
    bench.get_by_label("情况").fill("写了很久")
    bench.clock.fast_forward("11:00")
    for who, said in (("0", "登录已经过期"), ("8", "另一个账号")):
        bench.request.get(f"{address}/in/{who}")
        bench.get_by_role("button", name="保存").click()
        expect(bench.get_by_role("dialog")).to_contain_text(said)
        bench.get_by_role("button", name="取消").click()
        expect(bench.get_by_label("情况")).to_have_value("写了很久")
    bench.request.get(f"{address}/in/7")
    bench.get_by_role("button", name="保存").click()
    expect(bench.locator("#told")).to_contain_text("写了很久 new")


def test_autosubmit_sends_the_choice(bench: Page) -> None:
    bench.select_option("#size", "2")
    bench.wait_for_url("**/?size=2")


def test_combobox_finds_by_typing_a_rare_character(bench: Page) -> None:
    bench.locator(".ts-control").click()
    bench.get_by_role("combobox", name="负责人").fill("翀")
    bench.get_by_role("option", name="李翀").click()
    assert bench.locator("#leader").input_value() == "李翀"


def test_combobox_says_when_nothing_fits(bench: Page) -> None:
    bench.locator(".ts-control").click()
    bench.get_by_role("combobox", name="负责人").fill("不存在")
    expect(bench.locator(".no-results")).to_have_text("没有符合的选项")


def test_htmx_sends_the_token_and_shows_a_refused_form(bench: Page) -> None:
    bench.locator("#ask").click()
    expect(bench.locator("#token")).to_have_text("the-token")


def test_calendar_shows_the_week_in_the_schools_time(bench: Page) -> None:
    event = bench.locator(".ec-event")
    expect(event).to_contain_text("全校 2026-11-02—2026-11-09")
    expect(event).to_contain_text("14:00 室内")


def test_calendar_sends_the_filter_along(bench: Page) -> None:
    bench.select_option("#squad", "s1")
    expect(bench.locator(".ec-event")).to_contain_text("s1 2026-11-02")


def test_calendar_event_opens_its_page(bench: Page) -> None:
    bench.locator(".ec-event").click()
    bench.wait_for_url("**/?opened=1")


def test_calendar_on_a_phone_is_a_list(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address)
    expect(page.locator(".ec-list")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_screen_reader_finds_nothing_serious(bench: Page) -> None:
    expect(bench.locator(".ec-event")).to_have_count(1)
    found = Axe().run(bench).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found if rule["impact"] in BAD] == []


WATCH = """(press) => new MutationObserver(() => {
  const bar = document.querySelector('body > .patience');
  if (!bar) return;
  sessionStorage.seen = bar.getAttribute('role') + bar.textContent;
  if (press) bar.querySelector('button').click();
}).observe(document.body, {childList: true})"""
"""Looks at the page itself: a driver of browsers waits for the next page before it looks."""


def test_a_page_that_keeps_its_reader_waiting_says_so_and_comes(bench: Page) -> None:
    bench.evaluate(WATCH, False)
    bench.get_by_role("link", name="慢页", exact=True).click()
    expect(bench.locator("h1")).to_have_text("Slow")
    assert bench.evaluate("sessionStorage.seen") == "status1停止"


def test_a_page_that_keeps_its_reader_waiting_can_be_stopped(bench: Page) -> None:
    """Twenty seconds, so that a busy machine presses in time; whoever looks at the page waits until nothing comes."""
    bench.evaluate(WATCH, True)
    bench.get_by_role("link", name="极慢页").click(no_wait_after=True)
    bench.wait_for_function("sessionStorage.seen")
    expect(bench.locator("h1")).to_have_text("Behaviours")
    expect(bench.locator("body > .patience")).to_have_count(0)
