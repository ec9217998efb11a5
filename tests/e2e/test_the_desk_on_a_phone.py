"""The head counselor's work with nothing but a phone: each paragraph of the desk at 390 px, what it does and that it fits.

One demo school for all but one. Each test finds what it needs, whatever the tests before it have published.
"""

# ruff: noqa: F811 - the fixtures of on_a_phone are taken over by name
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from careplan.clock import today
from careplan.seeds.quoting import inside_quotes
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import ask, number_of, of_one_squad, own_school
from tests.e2e.on_a_phone import also, folder, phone, reads_well, school  # noqa: F401 - fixtures
from tests.e2e.person import DESK, PATIENCE, PHONE, confirm, signed_in
from tests.e2e.teacher import fits
from tests.e2e.test_generate import all_ahead, ask_too_much, make, stop_at_the_best, tick
from tests.e2e.test_short_notice import SOLVER_PATIENCE, choose, next_session
from tests.e2e.test_two_planners import other_time

pytestmark = pytest.mark.slow


def said(page: Page, words: str) -> None:
    expect(page.locator(".alert-success")).to_contain_text(words)


def open_desk(page: Page) -> str:
    """To the draft's desk by the calendar's button, which makes a draft where none is open; its address."""
    page.goto("/sessions/")
    page.get_by_role("button", name=re.compile("修改安排|继续修改草稿")).click()
    page.wait_for_url("**version=*")
    page.get_by_role("link", name="草稿总览").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("草稿")
    return page.url.split("#")[0].split("?")[0]


def undo(page: Page) -> None:
    page.get_by_role("button", name="撤销").click()
    said(page, "已撤销")


def test_the_calendar_is_a_list_and_a_session_moves_by_its_form(phone: Page) -> None:
    draft = number_of(open_desk(phone))
    before = all_ahead(phone, draft)
    session, day = movable(phone, draft)
    for rows in ("venue", "leader", "squad"):
        phone.goto(f"/sessions/?version={draft}&rows={rows}&view=month&day={day}")
        expect(phone.locator(".ec-list .ec-event").first).to_be_visible()
        fits(phone)
    reads_well(phone)
    phone.locator(f".ec-list .list-move[href$='/sessions/{session}']").click()
    phone.wait_for_url(f"**/sessions/draft/{draft}/sessions/{session}")
    phone.get_by_label("日期和课次").select_option(other_time(phone, 0))
    phone.get_by_role("button", name="移动", exact=True).click()
    said(phone, "→")
    reads_well(phone)
    assert len(all_ahead(phone, draft).items() - before.items()) == 1
    undo(phone)
    assert all_ahead(phone, draft) == before


def movable(page: Page, draft: int) -> tuple[str, str]:
    """A session of one squad, a month and more ahead, that nobody has locked; its day."""
    one = next(of_one_squad_ahead(page, draft))
    return one["id"], one["start"][:10]


def of_one_squad_ahead(page: Page, draft: int) -> Iterator[dict[str, Any]]:
    first = today() + timedelta(days=28)
    ahead = ask(page, f"/sessions/events?version={draft}&rows=squad&start={first}&end={first + timedelta(days=150)}")
    fixed = set(ask(page, f"/sessions/draft/{draft}/state")["fixed"])
    return (one for one in ahead if "period" in one and one["id"] not in fixed and len(one["rows"]) == 1)


def test_a_squad_is_locked_and_unlocked_by_two_people(phone: Page, browser: Browser, demo: Demo, school: str) -> None:
    desk = open_desk(phone)
    squad = phone.locator("#lock-squad option").nth(4)
    code, label = squad.get_attribute("value") or "", squad.inner_text()
    lock(phone, code)
    with also(browser, demo, school, "principal") as principal:
        principal.goto(desk)
        lock(principal, code)
        reads_well(principal)
    phone.goto(f"{desk}?squad={code}")
    expect(phone.locator(".desk-table tbody tr").first).to_be_visible()
    expect(phone.locator(".desk-table tbody tr:not(:has(.bi-lock))")).to_have_count(0)
    reads_well(phone)
    own = phone.locator(".lock-list li", has_text=label)
    own.get_by_role("button", name="解除锁定").click()
    own.get_by_role("button", name="替大家解除").click()  # the principal's lock held
    phone.get_by_role("dialog").locator("button[value=yes]").click()
    expect(own).to_have_count(0)
    phone.goto(f"{desk}?squad={code}")
    expect(phone.locator(".desk-table tbody tr:not(:has(.bi-lock))").first).to_be_visible()


def lock(page: Page, squad: str) -> None:
    page.locator("#lock-squad").select_option(squad)
    page.locator("form", has=page.locator("#lock-squad")).get_by_role("button", name="锁定").click()
    said(page, "已锁定")


def test_an_empty_lesson_is_filled_with_what_can_stand_there(phone: Page) -> None:
    desk = open_desk(phone)
    before = all_ahead(phone, number_of(desk))
    phone.goto(f"{desk}?squad={phone.locator('#lock-squad option').nth(3).get_attribute('value')}")
    phone.locator("details:has(.lesson-list) summary").click()
    phone.locator(".lesson-list a").nth(8).click()
    best = phone.locator(".alternative").first
    expect(best).to_contain_text("要通知")
    reads_well(phone)
    best.get_by_role("button", name="选这个").click()
    said(phone, "新增")
    assert len(all_ahead(phone, number_of(desk))) == len(before) + 1
    undo(phone)
    assert all_ahead(phone, number_of(desk)) == before


def test_what_was_taken_out_is_made_anew_compared_and_accepted(phone: Page) -> None:
    desk = open_desk(phone)
    draft = number_of(desk)
    squad = phone.locator('#generate input[name="squad"]').nth(2).get_attribute("value") or ""
    phone.goto(f"{desk}?squad={squad}")
    of_one_squad(phone).locator("th a").last.click()
    confirm(phone, "撤下")
    said(phone, "撤下")
    before = all_ahead(phone, draft)
    tick(phone, "squad", squad)
    proposed = all_ahead(phone, make(phone))
    assert all_ahead(phone, draft) == before
    reads_well(phone)
    phone.get_by_role("button", name="采用到草稿").click()
    said(phone, "草稿已换成电脑的方案")
    assert all_ahead(phone, draft) == proposed
    assert len(proposed) > len(before)  # the computer made up for it
    undo(phone)
    assert all_ahead(phone, draft) == before
    undo(phone)
    phone.goto(f"/sessions/versions/compare?before=1&after={draft}")
    expect(phone.get_by_role("heading", name="每位老师")).to_be_visible()
    reads_well(phone)


def test_a_search_is_stopped_at_the_best_so_far_and_put_aside(phone: Page) -> None:
    draft = number_of(open_desk(phone))
    before = all_ahead(phone, draft)
    assert len(all_ahead(phone, stop_at_the_best(phone))) > 0
    reads_well(phone)
    phone.get_by_role("button", name="搁置方案").click()
    expect(phone.get_by_text("方案已搁置，草稿不变。")).to_be_visible()
    assert all_ahead(phone, draft) == before


def test_where_no_plan_is_possible_a_way_out_is_applied(browser: Browser, demo: Demo, tmp_path: Path) -> None:
    with own_school(demo, tmp_path, ask_too_much) as address, also(browser, demo, address, "head_counselor") as page:
        page.goto("/sessions/versions")
        page.get_by_role("link", name="继续修改草稿").click()
        confirm(page, "弃用")
        page.get_by_label("半分钟").check()
        page.get_by_role("button", name="编排活动安排").click()
        page.get_by_role("link", name="查看结果").click(timeout=SOLVER_PATIENCE)
        expect(page.get_by_role("heading", level=1)).to_have_text("排不出来")
        expect(page.locator(".conflict-list li").first).to_be_visible()
        reads_well(page)
        page.get_by_role("button", name="用到草稿的规则里").first.click()
        page.get_by_role("dialog").locator("button[value=yes]").click()
        expect(page.get_by_text("这份草稿里的规则已放宽，年度计划不变。")).to_be_visible()
        reads_well(page)


def test_an_exception_is_signed_published_and_told(phone: Page, browser: Browser, demo: Demo, school: str) -> None:
    desk, reason = open_desk(phone), "家长会占用了活动课，下学期补上"
    phone.locator(".finding", has_text="现行安排已有").first.get_by_role("link").click()
    phone.locator(".desk-table tr:not(:has(.bi-lock)) th a").last.click()
    confirm(phone, "撤下")
    expect(phone.get_by_role("button", name="发布", exact=True)).to_be_disabled()
    with also(browser, demo, school, "principal") as principal:
        principal.goto(desk)
        principal.get_by_label("为什么").fill(reason)
        reads_well(principal)
        confirm(principal, "签署例外")
        expect(principal.get_by_text("已签署，理由与这一版一起保存。")).to_be_visible()
    phone.goto(desk)
    expect(phone.locator("#publish")).to_contain_text(reason)
    confirm(phone, "发布")
    expect(phone.get_by_text("活动安排已发布。")).to_be_visible()
    phone.goto("/telling/")
    expect(phone.locator(".message-text", has_text="【取消】").first).to_be_visible()
    reads_well(phone)
    phone.get_by_role("button", name=re.compile("发送给 .* 人")).click()
    phone.get_by_role("dialog").locator("button[value=yes]").click()
    expect(phone.get_by_text(re.compile("已发送给 .* 人"))).to_be_visible()
    expect(phone.get_by_role("button", name=re.compile("发送给 .* 人"))).to_have_count(0)  # once
    expect(phone.locator(".message-text", has_text="【取消】").first).to_be_hidden()  # what is sent folds
    reads_well(phone)


def test_somebody_is_away_and_another_leads(phone: Page) -> None:
    day, leader, _ = next_session(phone)
    phone.goto("/upsets/away/new")
    choose(phone, "staff_id", leader)
    phone.get_by_label("开始").fill(day.isoformat())
    phone.get_by_label("请假").check()
    reads_well(phone)
    phone.get_by_role("button", name="保存").click()
    phone.get_by_role("link", name="选人代带").click()
    best = phone.locator(".choose-card").first.locator(".cand").first
    expect(best).to_contain_text("当月")
    name = best.locator(".cand-name").inner_text()
    session = phone.locator(".choose-what a").first.get_attribute("href") or ""
    reads_well(phone)
    best.click()
    expect(phone.locator(".choose-bar")).to_contain_text("1 /", timeout=PATIENCE)
    confirm(phone, "生效")
    expect(phone.get_by_text("已生效：")).to_be_visible(timeout=PATIENCE)
    phone.goto(session)
    now = phone.get_by_role("link", name="去看这次活动现在的安排")
    if now.count():
        now.click()
    expect(phone.locator(".session-facts")).to_contain_text(name)
    expect(phone.locator(".session-facts")).not_to_contain_text(leader)


def test_a_place_is_closed_and_its_sessions_move(phone: Page) -> None:
    day, _, place = next_session(phone)
    phone.goto("/upsets/closed/new")
    choose(phone, "venues", place)
    phone.keyboard.press("Escape")
    phone.get_by_label("开始").fill(day.isoformat())
    phone.get_by_label("天气").check()
    reads_well(phone)
    phone.get_by_role("button", name="保存").click()
    phone.get_by_role("button", name="重新安排时间和场地").click()
    phone.get_by_role("link", name="查看结果").click(timeout=SOLVER_PATIENCE)
    expect(phone.get_by_text("现在什么都没有改动")).to_be_visible()
    expect(phone.locator(".proposal-table tbody tr").first).to_be_visible()
    reads_well(phone)
    confirm(phone, "采用并生效")
    expect(phone.get_by_text("新的时间和场地已生效。")).to_be_visible(timeout=PATIENCE)
    expect(phone.get_by_role("button", name="重新安排时间和场地")).to_have_count(0)


@pytest.mark.parametrize(("size", "weeks"), [(PHONE, 0), (DESK, 1)], ids=["phone", "desk"])
def test_a_session_is_cancelled_and_one_that_no_schedule_had_recorded(
    browser: Browser, demo: Demo, school: str, size: tuple[int, int], weeks: int
) -> None:
    """At both widths, though most of this file is a phone's: each with a Saturday of its own."""
    saturday = last_saturday() - timedelta(weeks=weeks)
    with signed_in(browser, school, demo.accounts["head_counselor"], size) as page:
        next_session(page)
        title = inside_quotes(page.get_by_role("heading", level=1).inner_text())  # as a sentence names it
        page.locator("summary", has_text="这次活动不开展").click()
        page.get_by_label("理由", exact=True).fill("停电（演示）")
        page.get_by_role("button", name="取消这次活动").click()
        expect(page.locator(".session-reason")).to_contain_text("停电（演示）")
        reads_well(page)
        page.goto("/telling/")
        told = page.locator(".message-text", has_text="【取消】").filter(has_text=title)
        expect(told.first).to_be_visible()

        page.goto("/sessions/unplanned")
        for field in ("activity_id", "squad_ids"):
            choose_first(page, field)
        page.get_by_label("日期", exact=True).fill(saturday.isoformat())
        page.locator("#venue_id").select_option(index=1)
        page.get_by_label("理由", exact=True).fill("家长开放日（演示）")
        reads_well(page)
        page.get_by_role("button", name="登记为已开展").click()
        expect(page.locator(".part-departure")).to_contain_text("家长开放日（演示）")
        expect(page.locator(".session-when")).to_contain_text("已开展")
        reads_well(page)


def choose_first(page: Page, field: str) -> None:
    page.locator(f"#{field} + .ts-wrapper .ts-control").click()
    page.locator(f"#{field} + .ts-wrapper .ts-dropdown .option:not([data-value='0'])").first.click()
    page.keyboard.press("Escape")


def last_saturday() -> date:
    """No timetable has a session of the squad then."""
    return today() - timedelta(days=(today().weekday() - 5) % 7 or 7)
