"""The board with nothing but a phone at 390 px: a list and a form, which say all that dragging says; the year strip."""

# ruff: noqa: F811 - the fixtures of on_a_phone are taken over by name
from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from careplan.clock import today
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import ask, number_of
from tests.e2e.on_a_phone import folder, phone, reads_well, school  # noqa: F401 - fixtures
from tests.e2e.person import PHONE, signed_in
from tests.e2e.test_generate import all_ahead
from tests.e2e.test_the_desk_on_a_phone import of_one_squad_ahead, open_desk, said

pytestmark = pytest.mark.slow
FORBIDDEN_PLACE = 422


def test_the_form_says_what_dragging_says(browser: Browser, demo: Demo, school: str) -> None:
    """A phone's list has no places to drag to: the form marks them, the judge answers by severity, all can be undone."""
    account = demo.accounts["head_counselor"]
    with signed_in(browser, school, account, PHONE, refusals={FORBIDDEN_PLACE}) as phone:
        draft = number_of(open_desk(phone))
        before = all_ahead(phone, draft)
        session, day, places = with_places_of_every_kind(phone, draft)
        open_form_from_the_list(phone, draft, session, day)
        reads_well(phone)

        choose_place(phone, "不能放", places["placing"])
        phone.get_by_role("button", name="移动", exact=True).click()
        expect(phone.get_by_role("alert").filter(has_text="不能放在这里")).to_be_visible()
        reads_well(phone)
        assert all_ahead(phone, draft) == before
        choose_place(phone, "可以放，有提醒", places["warning"])
        phone.get_by_role("button", name="先看看会怎样").click()
        expect(phone.locator(".effect-card .is-warning", has_text=why(places["warning"])).first).to_contain_text(
            "不够好"
        )
        choose_place(phone, "可以放，但会妨碍发布", places["publishing"])
        phone.get_by_role("button", name="移动", exact=True).click()
        said(phone, "扣分")
        expect(phone.locator(".alert-warning")).to_contain_text(why(places["publishing"]))
        expect(phone.locator(".alert-warning")).to_contain_text("妨碍发布")
        reads_well(phone)
        after = all_ahead(phone, draft)
        assert len(after.items() - before.items()) == 1

        phone.goto(f"/sessions/?version={draft}&day={day}")
        for button, held in (("撤销", before), ("重做", after), ("撤销", before)):
            phone.get_by_role("button", name=button).click()
            expect(phone.locator("[data-board-answer]")).to_contain_text(button)
            assert all_ahead(phone, draft) == held


def with_places_of_every_kind(page: Page, draft: int) -> tuple[str, str, dict[str, dict[str, Any]]]:
    """A session that can go to places of each severity: its number, its day, a place of each."""
    for one in of_one_squad_ahead(page, draft):
        slots = ask(page, f"/sessions/draft/{draft}/places?session={one['id']}&rows=none")["slots"]
        found = {slot["severity"]: slot for slot in slots if slot["severity"] and slot["day"] != one["start"][:10]}
        if found.keys() == {"placing", "publishing", "warning"}:
            return one["id"], one["start"][:10], found
    raise AssertionError("no session has places of every kind")


def open_form_from_the_list(page: Page, draft: int, session: str, day: str) -> None:
    page.goto(f"/sessions/?version={draft}&day={day}")
    page.locator(f".ec-list .list-move[href$='/sessions/{session}']").click()
    expect(page.get_by_role("heading", name="移动", exact=True)).to_be_visible()


def why(place: dict[str, Any]) -> str:
    return str(place["why"][0])


def choose_place(page: Page, group: str, place: dict[str, Any]) -> None:
    """The lesson among those that are so marked, with its reason beside it."""
    weekday = date.fromisoformat(place["day"])
    words = f"{weekday.year}年{weekday.month}月{weekday.day}日"
    one = page.locator(
        f'#start optgroup[label="{group}"] option', has_text=re.compile(f"^{words} .*第{place['period']}节")
    )
    expect(one).to_contain_text(why(place))
    page.get_by_label("日期和课次").select_option(one.get_attribute("value"))


def test_what_was_held_or_is_locked_offers_no_move(phone: Page) -> None:
    draft = number_of(open_desk(phone))
    first = today() - timedelta(days=150)
    over = ask(phone, f"/sessions/events?version={draft}&rows=squad&start={first}&end={today()}")
    one = next(one for one in reversed(over) if "is-held" in one["className"])
    phone.goto(f"/sessions/?version={draft}&day={one['start'][:10]}")
    held = phone.locator(f".ec-list [data-session='{one['id']}']")
    expect(held).to_contain_text("✓")
    expect(held.locator(".list-move")).to_have_count(0)
    phone.goto(f"/sessions/draft/{draft}/sessions/{one['id']}")
    expect(phone.locator(".notice")).to_be_visible()
    expect(phone.get_by_label("日期和课次")).to_be_disabled()
    expect(phone.get_by_role("button", name="移动", exact=True)).to_have_count(0)
    reads_well(phone)


def test_the_year_strip_opens_a_week_of_the_list(phone: Page) -> None:
    """By tapping, and by keys: one stop for Tab, the arrows go on."""
    phone.goto("/sessions/")
    here, weeks = phone.locator("[data-strip-day][aria-current]"), phone.locator("[data-strip-day]")
    for week in (weeks.first, weeks.last):  # the far end lies outside the screen until the strip is pushed there
        week.click()
        expect(here).to_have_attribute("data-strip-day", week.get_attribute("data-strip-day") or "")
        expect(here).to_be_in_viewport()
        expect(phone.locator(".ec-list")).to_be_visible()
        expect(phone.locator(".ec-toolbar .ec-title")).to_contain_text(week.get_attribute("data-strip-words") or "?")
    phone.keyboard.press("ArrowLeft")
    phone.keyboard.press("Enter")
    expect(here).to_have_attribute("data-strip-day", weeks.nth(-2).get_attribute("data-strip-day") or "")
    expect(here).to_be_in_viewport()
    reads_well(phone)
