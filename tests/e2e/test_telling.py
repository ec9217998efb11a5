"""A publication is told: read, edited and sent once by the head counselor, seen and acknowledged on a teacher's phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.app import create_app
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.scheduling.judge import Judge
from careplan.scheduling.solution import Session
from careplan.sessions.draft_operations import change_draft, copy_in_force
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.schedule_queries import stored_problem, stored_solution
from careplan.settings import load_settings
from tests.e2e.conftest import Demo
from tests.e2e.person import DESK, PHONE, confirm, go, signed_in
from tests.e2e.test_every_page import BAD
from tools.served import served


@dataclass(frozen=True, slots=True)
class Told:
    """A copy of the demo school with a draft in which one session meets elsewhere."""

    address: str
    version_id: int
    teacher: str
    username: str


@pytest.fixture(scope="module")
def told(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    data = tmp_path_factory.mktemp("told") / "data"
    shutil.copytree(demo.data, data)
    version_id, teacher, username = _draft(data, demo)
    with served(data) as address:
        yield Told(address, version_id, teacher, username)


def _draft(data: Path, demo: Demo) -> tuple[int, str, str]:
    app = create_app(load_settings(data))
    with app.app_context(), school_scope(1):
        accounts = {row.staff.number: row for row in db.session.scalars(select(User)) if row.staff}
        version = copy_in_force(actor_id=None)
        old, new = _elsewhere(version, frozenset(accounts))
        number = new.staff[0]
        change_draft(actor_id=None, version=version, out=(old,), into=(new,), words="")
        db.session.commit()
        found = version.id, accounts[number].display_name, accounts[number].username
        db.session.remove()
        db.engine.dispose()
    return found


def _elsewhere(version: ScheduleVersion, known: frozenset[str]) -> tuple[Session, Session]:
    """A session of the coming weeks, led by somebody with an account, and the same in another free place."""
    problem, sessions = stored_problem(version), stored_solution(version).sessions
    judge, days = Judge(problem), {slot.id: slot.date for slot in problem.slots}
    kinds = {activity.id: activity.venues for activity in problem.activities}
    before = len(judge(sessions).faults)
    for place, one in enumerate(sessions):
        if days[one.start] <= today() + timedelta(days=7) or one.staff[0] not in known:
            continue
        for venue in problem.venues:
            new = replace(one, venue=venue.id)
            changed = (*sessions[:place], new, *sessions[place + 1 :])
            if new != one and venue.kinds & kinds[one.activity] and len(judge(changed).faults) <= before:
                return one, new
    raise AssertionError("no session can meet elsewhere")


def reads_well(page: Page) -> None:
    """Nothing serious for a screen reader's user, nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found if rule["impact"] in BAD] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.slow
def test_a_change_is_told_once_and_acknowledged_on_a_phone(browser: Browser, demo: Demo, told: Told) -> None:
    with signed_in(browser, told.address, demo.accounts["head_counselor"], DESK) as page:
        page.goto(f"/sessions/versions/{told.version_id}")
        confirm(page, "发布")
        page.goto("/")
        page.get_by_role("link", name=re.compile("条消息待发送")).click()
        card = page.locator(".message").filter(has=page.get_by_role("heading", name=told.teacher, exact=True))
        expect(card).to_contain_text("【变动】")
        card.get_by_role("link", name="编辑").click()
        words = page.get_by_label("消息")
        words.fill(words.input_value() + "\n请提前五分钟到场。")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("请提前五分钟到场。")).to_be_visible()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        card.get_by_role("button", name="复制").click()
        expect(card.get_by_role("button", name="已复制")).to_be_visible()
        assert "请提前五分钟到场。" in page.evaluate("navigator.clipboard.readText()")
        reads_well(page)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        reads_well(page)
        page.get_by_role("button", name=re.compile("发送给 .* 人")).click()
        page.get_by_role("dialog").locator("button[value=yes]").dblclick()
        expect(page.get_by_text(re.compile("已发送给 .* 人"))).to_be_visible()
        expect(page.get_by_text("未收到").first).to_be_visible()

    with signed_in(browser, told.address, _account(demo, told.username), PHONE) as page:
        notice = page.get_by_role("article").filter(has_text="与您有关的变动")
        expect(notice).to_contain_text("请提前五分钟到场。")
        reads_well(page)
        notice.get_by_role("button", name="收到").click()
        expect(page.get_by_text("谢谢！")).to_be_visible()
        expect(notice).to_have_count(0)

    with signed_in(browser, told.address, demo.accounts["head_counselor"], PHONE) as page:
        page.goto("/telling/")
        card = page.locator(".message").filter(has=page.get_by_role("heading", name=told.teacher, exact=True))
        expect(card.get_by_text("已收到")).to_be_visible()
        sent = card.locator(".message-text")
        expect(sent).to_be_hidden()  # what is sent folds: its state is read at a glance
        card.get_by_text("消息内容").click()
        expect(sent).to_contain_text("请提前五分钟到场。")
        reads_well(page)


def _account(demo: Demo, username: str) -> tuple[str, str]:
    return next(account for account in demo.everybody if account[0] == username)


@pytest.mark.slow
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_calendar_address_is_made_read_and_closed(
    browser: Browser, demo: Demo, site: str, size: tuple[int, int]
) -> None:
    with signed_in(browser, site, demo.accounts["class_teacher"], size) as page:
        page.locator(".dropdown-toggle").click()
        page.get_by_role("link", name="我的消息与日历").click()
        page.get_by_label("10 分钟").check()
        page.get_by_role("button", name="生成我的日历地址").click()
        address = page.locator(".feed-address").inner_text()
        reads_well(page)
        phone = browser.new_context()
        assert "TRIGGER:-PT10M" in phone.request.get(address).text()
        confirm(page, "停用地址")
        expect(page.get_by_text("地址已停用。")).to_be_visible()
        assert phone.request.get(address).status == 404
        phone.close()


@pytest.mark.slow
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_channel_is_set_up_and_taken_away(browser: Browser, demo: Demo, site: str, size: tuple[int, int]) -> None:
    with signed_in(browser, site, demo.accounts["administrator"], size) as page:
        if size == DESK:
            go(page, "消息渠道")
        page.goto("/telling/channels")
        page.get_by_role("link", name="钉钉").click()
        page.get_by_label("群名称").fill("辅导员工作群（演示）")
        key = "0123456789abcdef0123456789abcdef"
        page.get_by_label("机器人地址").fill(f"https://oapi.dingtalk.com/robot/send?access_token={key}")
        reads_well(page)
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("尚未测试")).to_be_visible()
        assert key not in page.content()
        reads_well(page)
        page.get_by_role("button", name="移除").click()
        page.get_by_role("dialog").locator("button[value=yes]").click()
        expect(page.get_by_text("还没有发送渠道")).to_be_visible()
