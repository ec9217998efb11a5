"""The calendar people work on: a draft's session is dragged, judged, put back, and moved again without a mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from careplan.clock import today
from tests.e2e.conftest import Demo
from tests.e2e.person import PHONE, signed_in
from tests.e2e.test_every_page import seen_by_axe

WEEKEND = 5
CELL = """([row, day]) => {
  const heads = [...document.querySelectorAll('.ec-header .ec-col-head:not(.ec-slots) time')];
  const days = heads.map((one) => one.getAttribute('datetime').slice(0, 10));
  const rows = [...document.querySelectorAll('.ec-row-head .row-lock')].map((one) => one.dataset.squad);
  return rows.indexOf(String(row)) * days.length + days.indexOf(day);
}"""


@dataclass
class Board:
    """A head counselor's page with the draft on it, and what its server says."""

    page: Page
    version: int

    def open(self, day: date, view: str = "month") -> None:
        self.page.goto(f"/sessions/?version={self.version}&rows=squad&view={view}&day={day}")
        expect(self.page.locator(".ec-event.session").first).to_be_visible()
        self.page.wait_for_load_state("networkidle")

    def get(self, path: str) -> Any:
        return self.page.request.get(path, headers={"Accept": "application/json"}).json()

    def sessions(self, first: date, last: date) -> list[dict[str, Any]]:
        found = self.get(f"/sessions/events?version={self.version}&rows=squad&start={first}&end={last}")
        return [one for one in found if "period" in one]

    def day_of(self, session: str, first: date, last: date) -> str:
        return self.time_of(session, first, last)[0]

    def time_of(self, session: str, first: date, last: date) -> tuple[str, int]:
        found = next(one for one in self.sessions(first, last) if one["id"] == session)
        return found["start"][:10], found["period"]

    def fixed(self) -> set[str]:
        """The sessions that nobody can move: held, past, locked (the demo's draft has a locked week)."""
        return set(self.get(f"/sessions/draft/{self.version}/state")["fixed"])

    def event(self, session: str) -> Locator:
        return self.page.locator(f'[data-session="{session}"]').first

    def cell(self, row: int, day: str) -> Locator:
        """The place of a day in the row of a squad."""
        return self.page.locator(".ec-body .ec-grid > .ec-day").nth(self.page.evaluate(CELL, [row, day]))

    def drag(self, session: str, row: int, day: str) -> None:
        """Takes the session, waits until the impossible places are grey, and lets it go over another day."""
        self.cell(row, day).evaluate("cell => cell.scrollIntoView({ block: 'center', inline: 'center' })")
        self.event(session).hover()  # waits until nothing moves any more
        box = self.event(session).bounding_box()
        assert box
        mouse = self.page.mouse
        mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        mouse.down()
        mouse.move(box["x"] + box["width"] / 2 + 12, box["y"] + box["height"] / 2, steps=3)
        expect(self.page.locator(".ec-day.has-places").first).to_be_attached()
        for _ in range(3):  # the rows that the session passes grow under it, and the others make way
            there = self.cell(row, day).bounding_box()
            assert there
            mouse.move(there["x"] + there["width"] / 2, there["y"] + there["height"] / 2, steps=6)
        mouse.up()
        expect(self.page.locator(".ec-day.has-places")).to_have_count(0)

    def said(self) -> Locator:
        return self.page.locator("[data-board-answer]")


@pytest.fixture
def board(browser: Browser, demo: Demo, site: str) -> Iterator[Board]:
    with signed_in(browser, site, demo.accounts["head_counselor"]) as page:
        page.goto("/sessions/")
        page.get_by_role("button", name=re.compile("修改安排|继续修改草稿")).click()
        page.wait_for_url("**version=*")
        found = re.search(r"version=(\d+)", page.url)
        assert found
        yield Board(page, int(found[1]))


def next_month() -> tuple[date, date]:
    """The first day of the next month in which everything may still be moved, and of the one after."""
    first = (today().replace(day=1) + timedelta(days=32)).replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def movable(board: Board, first: date, last: date) -> tuple[str, int, str, str, str]:
    """A session of one squad: its id, the squad, its day, another day of the month that is free for it, and one that is not."""
    school_days = [first + timedelta(days=n) for n in range((last - first).days)]
    fixed = board.fixed()
    for one in board.sessions(first, last - timedelta(days=1)):
        if len(one["rows"]) == 1 and one["id"] not in fixed:
            free = free_days(board, one["id"], one["rows"][0]) - {one["start"][:10]}
            inside = [str(day) for day in school_days if str(day) in free]
            grey = [
                str(day)
                for day in school_days
                if day.weekday() < WEEKEND and str(day) not in {*free, one["start"][:10]}
            ]
            if inside and grey:
                return one["id"], one["rows"][0], one["start"][:10], inside[0], grey[0]
    raise AssertionError("no session of the draft can be moved")


def free_days(board: Board, session: str, squad: int) -> set[str]:
    """The days on which the session can be put down in its own row, though the judge may warn or ask for more."""
    places = board.get(f"/sessions/draft/{board.version}/places?session={session}&rows=squad")
    bad = {
        (one["day"], one["period"]) for one in places["pairs"] if (one["row"], one["severity"]) == (squad, "placing")
    }
    slots = [slot for slot in places["slots"] if slot["severity"] != "placing"]
    return {slot["day"] for slot in slots if (slot["day"], slot["period"]) not in bad}


@pytest.mark.slow
def test_a_session_is_dragged_answered_and_undone_and_moved_again_by_keyboard(board: Board) -> None:
    page, (first, last) = board.page, next_month()
    session, squad, here, free, grey = movable(board, first, last)
    board.open(first)

    board.drag(session, squad, grey)
    expect(board.said()).to_contain_text("不能放在这里")
    assert board.day_of(session, first, last) == here

    board.drag(session, squad, free)
    expect(board.said()).to_contain_text("扣分")
    assert board.day_of(session, first, last) == free
    page.keyboard.press("Control+z")
    expect(board.said()).to_contain_text("撤销")
    assert board.day_of(session, first, last) == here
    page.get_by_role("button", name="重做").click()
    expect(board.said()).to_contain_text("重做")
    assert board.day_of(session, first, last) == free
    page.get_by_role("button", name="撤销").click()
    expect(board.said()).to_contain_text("撤销")

    before = board.time_of(session, first, last)
    assert before[0] == here
    assert carry(board, session) != before
    page.keyboard.press("Control+z")
    expect(board.said()).to_contain_text("撤销")
    assert seen_by_axe(page) == []


@pytest.mark.slow
def test_marks_over_the_places_say_what_each_would_mean_and_the_legend_explains_them(board: Board) -> None:
    page, (first, last) = board.page, next_month()
    session, squad, here, *_ = movable(board, first, last)
    places = board.get(f"/sessions/draft/{board.version}/places?session={session}&rows=squad")
    told = {"place-publishing": set(), "place-warning": set()}  # type: dict[str, set[str]]
    worst: dict[str, list[str | None]] = {}
    own = {(one["day"], one["period"]): one["severity"] for one in places["pairs"] if one["row"] == squad}
    for slot in places["slots"]:
        worst.setdefault(slot["day"], []).append(slot["severity"] or own.get((slot["day"], slot["period"])))
    for day, levels in worst.items():
        best = None if None in levels else "warning" if "warning" in levels else "publishing"
        if first.isoformat() <= day < last.isoformat() and day != here and best and set(levels) != {"placing"}:
            told[f"place-{best}"].add(day)
    board.open(first)

    expect(page.locator(".place-legend")).to_be_hidden()
    board.event(session).focus()
    page.keyboard.press(" ")
    expect(page.get_by_role("application")).to_be_focused()
    expect(page.locator(".place-legend .place-levels li")).to_have_count(4)
    for mark, days in told.items():
        for day in days:
            expect(board.cell(squad, day).locator(f".{mark} .bi")).to_be_attached()
    expect(page.locator(".place-placing").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator(".place-marks")).to_have_count(0)
    expect(page.locator(".place-legend")).to_be_hidden()


def carry(board: Board, session: str) -> tuple[str, int]:
    """Moves the session one possible place on with the keyboard alone; the day and lesson of it then."""
    page, (first, last) = board.page, next_month()
    board.event(session).focus()
    page.keyboard.press(" ")
    expect(page.get_by_role("application")).to_be_focused()
    expect(page.locator("[data-board-said]")).to_contain_text("已拿起")
    page.keyboard.press("Escape")
    expect(board.event(session)).to_be_focused()
    page.keyboard.press(" ")
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-board-said]")).to_contain_text("可以")
    expect(page.locator(".place-frame")).to_be_visible()
    assert seen_by_axe(page) == []
    page.keyboard.press("Enter")
    expect(board.said()).to_contain_text("扣分")
    expect(board.event(session)).to_be_focused()
    return board.time_of(session, first - timedelta(days=40), last + timedelta(days=60))


@pytest.mark.slow
def test_a_locked_session_does_not_move_and_the_strip_opens_a_week(board: Board) -> None:
    page, (first, last) = board.page, next_month()
    session, *_ = movable(board, first, last)
    board.open(first)

    board.event(session).click()
    page.get_by_role("dialog").get_by_role("button", name="锁定这次活动").click()
    expect(board.event(session)).to_have_class(re.compile("is-fixed"))
    board.event(session).focus()
    page.keyboard.press(" ")
    expect(board.said()).to_contain_text("不能移动")
    board.event(session).click()
    page.get_by_role("dialog").get_by_role("button", name="解除锁定").click()
    expect(board.event(session)).not_to_have_class(re.compile("is-fixed"))

    weeks = page.locator("[data-strip-day][aria-current]")
    weeks.first.focus()
    page.keyboard.press("ArrowRight")
    monday = page.evaluate("document.activeElement.dataset.stripDay")
    page.keyboard.press("Enter")
    expect(page.locator(".ec-week-view")).to_be_visible()
    expect(page.locator("[data-strip-day][aria-current]")).to_have_attribute("data-strip-day", monday)
    expect(page.get_by_role("button", name=re.compile("^(锁定|解除)第.*周"))).to_be_visible()
    assert seen_by_axe(page) == []


@pytest.mark.slow
def test_an_empty_lesson_leads_to_what_can_stand_there(board: Board) -> None:
    page, (first, last) = board.page, next_month()
    _, squad, _, free, _ = movable(board, first, last)
    board.open(first)

    board.cell(squad, free).click()
    page.get_by_role("dialog").get_by_role("link", name=re.compile("还能放什么")).first.click()

    page.wait_for_url(f"**/sessions/draft/{board.version}/stand?squad={squad}&day={free}&period=*")
    assert page.get_by_role("heading", level=1).inner_text()


@pytest.mark.slow
def test_a_phone_gets_a_list_by_day_that_leads_to_the_form(board: Board) -> None:
    page, (first, last) = board.page, next_month()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    fixed = board.fixed()
    free = next(one for one in board.sessions(first, last) if one["id"] not in fixed)
    board.open(date.fromisoformat(free["start"][:10]))

    expect(page.locator(".ec-list")).to_be_visible()
    assert seen_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.locator(".ec-list .list-move").first.click()
    page.wait_for_url(f"**/sessions/draft/{board.version}/sessions/*")


@pytest.mark.slow
@pytest.mark.parametrize("rows", ["squad", "leader", "venue"])
@pytest.mark.parametrize("view", ["month", "week"])
def test_a_class_teacher_reads_the_schedule_in_rows(
    browser: Browser, demo: Demo, site: str, rows: str, view: str
) -> None:
    with signed_in(browser, site, demo.accounts["class_teacher"]) as page:
        page.goto(f"/sessions/?rows={rows}&view={view}&scope=all")
        expect(page.locator(".ec-timeline .ec-event.session").first).to_be_visible()
        expect(page.locator("[data-board-undo]")).to_have_count(0)
        assert seen_by_axe(page) == []
