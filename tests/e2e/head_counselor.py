"""What the head counselor does: import the roster, make the plan, make and publish the schedule."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.person import confirm, go

SOLVER_PATIENCE = 150_000


def import_roster(page: Page, file: Path) -> int:
    """Upload, look at the preview, confirm; how many children are new."""
    page.goto("/children/roster")
    page.get_by_label("名册文件").set_input_files(file)
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_role("heading", name="导入预览")).to_be_visible(timeout=90_000)
    added = int(figure(page, "新增"))
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("名册已导入。")).to_be_visible(timeout=90_000)
    assert int(figure(page, "新增")) == added
    return added


def sees_no_name(page: Page, names: list[str]) -> None:
    """Plans with counts: none of these children's names stands on the page (DOMAIN 5.2)."""
    said = page.get_by_role("main").inner_text()
    assert [name for name in names if name in said] == []


def make_plan(page: Page, aims: str, budget_yuan: int) -> None:
    """Begin with the usual figures, enter aims and budget, raise one target, hand it in."""
    go(page, "年度计划")
    page.get_by_role("button", name="开始制订年度计划").click()
    page.get_by_label("年度工作目标").fill(aims)
    page.get_by_label("年度经费").fill(str(budget_yuan))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text(f"¥{budget_yuan:,}")
    expect(page.get_by_text(aims[:12])).to_be_visible()
    confirm(page, "提交校长审批")
    expect(page.get_by_text("待校长审批")).to_be_visible()


def make_schedule(page: Page) -> None:
    """Let the computer look for a schedule, see it work, stop at the first good one and open the draft."""
    page.goto("/sessions/versions")
    page.get_by_label("三分钟").check()
    page.get_by_role("button", name="编排活动安排").click()
    expect(page.locator(".job")).to_contain_text("进行中")
    expect(page.locator(".job")).to_contain_text(re.compile("目前最好的安排扣分|失败|已完成"), timeout=SOLVER_PATIENCE)
    expect(page.locator(".job")).to_contain_text("目前最好的安排扣分")
    page.get_by_role("button", name="停止").click()
    page.get_by_role("link", name="查看结果").click(timeout=SOLVER_PATIENCE)
    expect(page.get_by_text("草稿").first).to_be_visible()


def publish(page: Page) -> int:
    """The draft becomes the schedule in force; how many sessions it has."""
    sessions = int(figure(page, "全年活动次数"))
    confirm(page, "发布")
    expect(page.get_by_text("活动安排已发布。")).to_be_visible()
    expect(page.locator(".ec-event").first).to_be_visible()
    return sessions


def figure(page: Page, label: str) -> str:
    """The value in the box with this label."""
    box = page.locator(".figure-card").filter(has=page.get_by_text(label, exact=True))
    return box.locator(".figure-value").inner_text().replace(",", "").strip()
