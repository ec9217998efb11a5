"""The computer makes a part of the draft anew: progress, stop, compare, accept or put aside; no way, and the ways out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db
from careplan.plans.models import YearPlan
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import number_of, open_desk, own_school, reads_well, sessions_of
from tests.e2e.person import confirm, signed_in

pytestmark = pytest.mark.slow
PATIENCE = 180_000
AHEAD = timedelta(days=230)


@pytest.fixture(scope="module")
def school(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with own_school(demo, tmp_path_factory.mktemp("generate")) as address:
        yield address


def all_ahead(page: Page, version: int) -> dict[str, tuple[object, ...]]:
    """The feed answers at most some weeks at once."""
    found: dict[str, tuple[object, ...]] = {}
    for month in range(8):
        first = today() + timedelta(days=30 * month)
        found |= sessions_of(page, version, first.isoformat(), (first + timedelta(days=30)).isoformat())
    return found


def tick(page: Page, name: str, value: str) -> None:
    inner = f'input[name="{name}"][value="{value}"]'
    page.locator("#generate details", has=page.locator(inner)).evaluate("one => { one.open = true; }")
    page.locator(f"#generate {inner}").check()


def make(page: Page) -> int:
    """Ask for a proposal and open what came of it; its version."""
    page.get_by_role("button", name="编一份方案").click()
    page.get_by_role("link", name="查看结果").click(timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("电脑的方案")
    return number_of(page.url)


def stop_at_the_best(page: Page) -> int:
    """Ask for three minutes of search over everything, stop at the first score and open the proposal; its version."""
    page.get_by_text("180秒").click()
    page.get_by_role("button", name="编一份方案").click()
    job = page.locator(".job")
    expect(job).to_contain_text("目前最好的安排扣分")
    job.get_by_role("button", name="停止").click()
    page.get_by_role("link", name="查看结果").click(timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("电脑的方案")
    return number_of(page.url)


def test_all_is_made_anew_stopped_at_the_best_so_far_compared_and_put_aside(
    browser: Browser, demo: Demo, school: str
) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"]) as page:
        draft = number_of(open_desk(page))
        before = all_ahead(page, draft)
        lock = page.locator(".lock-list li")
        expect(lock).to_have_count(1)  # the demo's draft has a locked week
        monday = week_of(lock.inner_text(), page)
        proposal = stop_at_the_best(page)
        proposed = all_ahead(page, proposal)
        assert proposed != before
        assert in_week(proposed, monday) == in_week(before, monday) != {}  # what is locked stays
        assert all_ahead(page, draft) == before  # nor is the draft touched until somebody accepts
        reads_well(page)
        page.get_by_role("link", name="与现行安排相比").click()
        expect(page.get_by_role("heading", name="各项目标")).to_be_visible()
        expect(page.get_by_role("heading", name="每位老师")).to_be_visible()
        page.get_by_role("button", name="搁置方案").click()
        expect(page.get_by_text("方案已搁置，草稿不变。")).to_be_visible()
        assert all_ahead(page, draft) == before


def week_of(words: str, page: Page) -> date:
    """The Monday of the locked week."""
    number = re.search(r"第 ?(\d+) ?周", words)
    assert number
    label = page.locator(f'#lock-week option[value="{number[1]}"]').inner_text()
    month, day = map(int, re.findall(r"(\d+)月(\d+)日", label)[0])
    found = date(today().year + (month < today().month), month, day)
    return found - timedelta(days=found.weekday())


def in_week(sessions: dict[str, tuple[object, ...]], monday: date) -> dict[str, tuple[object, ...]]:
    days = {(monday + timedelta(days=n)).isoformat() for n in range(7)}
    return {key: one for key, one in sessions.items() if key[:10] in days}


def test_two_squads_are_made_anew_accepted_and_undone(browser: Browser, demo: Demo, school: str) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"]) as page:
        draft = number_of(open_desk(page))
        before = all_ahead(page, draft)
        boxes = page.locator('#generate input[name="squad"]')
        squads = boxes.evaluate_all("all => all.slice(3, 5).map(one => one.value)")
        for squad in squads:
            tick(page, "squad", squad)
        proposed = all_ahead(page, make(page))
        own = set(map(int, squads))
        others = {key: one for key, one in before.items() if not own.issuperset(one[1])}  # type: ignore[arg-type]
        assert others and others.items() <= proposed.items()  # nobody else's session is touched
        page.get_by_role("button", name="采用到草稿").click()
        expect(page.get_by_text("草稿已换成电脑的方案，这一步可以撤销。")).to_be_visible()
        assert all_ahead(page, draft) == proposed
        page.get_by_role("button", name="撤销").click()
        expect(page.locator(".alert-success")).to_contain_text("已撤销")
        assert all_ahead(page, draft) == before


def ask_too_much() -> None:
    """More sessions in a term than it has weeks, which is one too many for any plan."""
    plan = db.session.scalars(select(YearPlan)).one()
    plan.term_minimum, plan.term_maximum = 24, 30
    record(actor_id=None, action="edit", entity="year_plan", entity_id=plan.id)


def test_where_no_plan_is_possible_a_way_out_is_applied_to_the_drafts_rules(
    browser: Browser, demo: Demo, tmp_path: Path
) -> None:
    with (
        own_school(demo, tmp_path, ask_too_much) as address,
        signed_in(browser, address, demo.accounts["head_counselor"]) as page,
    ):
        open_desk(page)
        confirm(page, "弃用")
        page.get_by_label("半分钟").check()
        page.get_by_role("button", name="编排活动安排").click()
        page.get_by_role("link", name="查看结果").click(timeout=PATIENCE)

        expect(page.get_by_role("heading", level=1)).to_have_text("排不出来")
        expect(page.locator(".conflict-list li").first).to_be_visible()
        expect(page.get_by_role("heading", name="可行的办法")).to_be_visible()
        reads_well(page)
        page.get_by_role("button", name="用到草稿的规则里").first.click()
        page.get_by_role("dialog").locator("button[value=yes]").click()
        expect(page.get_by_text("这份草稿里的规则已放宽，年度计划不变。")).to_be_visible()
        journal = page.locator("#journal")
        journal.locator("summary").click()
        before = journal.locator("li.is-undone").count()
        page.get_by_role("button", name="撤销").click()
        expect(page.locator(".alert-success")).to_contain_text("已撤销")
        journal.locator("summary").click()
        expect(journal.locator("li.is-undone")).to_have_count(before + 1)


def test_publishing_is_refused_until_the_principal_signs(browser: Browser, demo: Demo, school: str) -> None:
    reason = "家长会占用了活动课，下学期补上"
    with signed_in(browser, school, demo.accounts["head_counselor"]) as page:
        desk = open_desk(page)
        expect(page.get_by_text("没有妨碍发布的问题。")).to_be_visible()
        page.locator(".finding", has_text="现行安排已有").first.get_by_role("link").click()
        page.locator(".desk-table tr:not(:has(.bi-lock)) th a").last.click()
        confirm(page, "撤下")
        expect(page.locator(".finding.is-publishing").first).to_contain_text("妨碍发布")
        expect(page.get_by_role("button", name="发布", exact=True)).to_be_disabled()
        expect(page.locator("#publish")).to_contain_text("请校长签署例外")
        reads_well(page)

    with signed_in(browser, school, demo.accounts["principal"]) as page:
        page.goto(desk)
        page.get_by_label("为什么").fill(reason)
        reads_well(page)
        confirm(page, "签署例外")
        expect(page.get_by_text("已签署，理由与这一版一起保存。")).to_be_visible()

    with signed_in(browser, school, demo.accounts["head_counselor"]) as page:
        former = page.goto("/sessions/versions") and page.url
        page.goto(desk)
        expect(page.locator("#publish")).to_contain_text(reason)
        page.get_by_label("这一版的名称").fill("期末调整稿")
        confirm(page, "发布")
        expect(page.get_by_text("活动安排已发布。")).to_be_visible()
        page.goto(former or "")
        expect(page.get_by_text("期末调整稿").first).to_be_visible()
        reads_well(page)
        page.goto(f"/sessions/versions/compare?before=1&after={number_of(desk)}")
        expect(page.get_by_text(re.compile("不再安排 · [1-9]"))).to_be_visible()
        page.locator("#compare-after").select_option("1")
        expect(page.get_by_text("没有不同")).to_be_visible()
        page.goto(f"/sessions/versions/{number_of(desk)}")
        expect(page.get_by_text(reason)).to_be_visible()
        reads_well(page)
        page.goto("/telling/")
        expect(page.get_by_text("【取消】").first).to_be_visible()
