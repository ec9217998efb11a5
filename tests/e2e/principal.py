"""What the principal does: approve the plan, open a figure down to its records, issue the report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.person import confirm, go

REPORT_PATIENCE = 120_000


@dataclass(frozen=True, slots=True)
class Opened:
    """An indicator opened: what stands on top, and the records that were found below."""

    figure: str
    fraction: str
    counted: int
    missing: int


def approve_plan(page: Page) -> None:
    page.get_by_role("link", name="审批年度计划").click()
    page.get_by_role("button", name="批准", exact=True).click()
    expect(page.get_by_text("计划已批准。")).to_be_visible()


def open_indicator(page: Page, name: str) -> Opened:
    """From the board to the figure and all its records, page by page."""
    go(page, "评估指标")
    page.get_by_role("link", name=name, exact=True).first.click()
    figure = page.locator(".measure-figure").inner_text()
    fraction = page.locator(".measure-fraction").inner_text()
    return Opened(figure, fraction, _records(page, "计入"), _records(page, "未计入"))


def _records(page: Page, side: str) -> int:
    """Rows on this side, over all pages; as many as the tab says."""
    tab = page.locator(".side-tabs a").filter(has_text=side).first
    if side == "计入":
        tab = page.locator(".side-tabs a[href*='show=counted']")
    said = int(tab.inner_text().split()[-1])
    tab.click()
    rows = page.locator(".records-table tbody tr").count()
    while (older := page.locator("nav.pages a[rel=next]")).count():
        older.click()
        rows += page.locator(".records-table tbody tr").count()
    assert rows == said
    return rows


def issue_report(page: Page, problems: str) -> None:
    """Write a chapter's own words, read the preview, freeze, wait for the pages to be set, sign."""
    go(page, "年度报告")
    write_problems(page, problems)
    page.goto("/reports/preview")
    page.get_by_role("link", name="冻结报告").click()
    page.get_by_label("我已看过预览").check()
    confirm(page, "冻结报告")
    page.get_by_role("link", name="查看结果").click(timeout=REPORT_PATIENCE)
    page.get_by_role("link", name="签发报告").click()
    page.get_by_label("我已审阅本报告并签发").check()
    confirm(page, "签发报告")
    page.get_by_text("已签发").first.wait_for()


def write_problems(page: Page, problems: str) -> None:
    """Own words at the head of the chapter on what is wanting, before the proposed ones."""
    page.get_by_role("link", name="报告草稿").click()
    page.get_by_role("link", name="存在的问题").click()
    text = page.get_by_label("本节文字")
    text.fill(f"{problems}\n{text.input_value()}")
    page.get_by_role("main").get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存").wait_for()


def download_report(page: Page, folder: Path) -> Path:
    """The PDF, kept where the browser puts it."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载PDF").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path
