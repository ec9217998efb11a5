"""The story's money: a grant split in two, an allowance that rises, the fee that is brought each month."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.small_school import BOY
from tests.e2e.story_file import WORKER

TEACHER_SAID = "方老师：上课专心，作业都交"


def money_is_granted_and_split(page: Page, boy: int) -> str:
    """4,000 yuan: 3,000 for the debt, 1,000 paid ahead; all of it spent for just that. The case's address."""
    page.goto(f"/aid/children/{boy}/cases/new")
    page.get_by_label("哪种救助？").select_option(label="临时救助")
    page.get_by_label("由谁提供？").select_option(label="街道、乡镇")
    page.get_by_role("radio", name="已申请").check()
    page.get_by_label("日期", exact=True).fill("2026-10-13")
    page.get_by_label("金额（元）").fill("4000")
    recorded(page)
    case = page.url
    page.get_by_role("link", name="登记进展").click()
    page.get_by_role("radio", name="已批准").check()
    page.get_by_label("日期", exact=True).fill("2026-10-15")
    page.get_by_label("金额（元）").fill("4000")
    recorded(page)
    line(page, "到账", "4000")
    page.get_by_role("link", name="指定用途").click()
    page.get_by_label("结清欠费").fill("3,000")
    page.get_by_label("预付寄宿费").fill("1,000")
    recorded(page)
    line(page, "支出", "3000", "结清欠费")
    line(page, "支出", "1000", "预付寄宿费")
    assert figure(page, "剩余") == "¥0"
    return case


def line(page: Page, what: str, yuan: str, purpose: str = "") -> None:
    page.get_by_role("main").get_by_role("link", name=what, exact=True).click()
    page.get_by_label("金额（元）").fill(yuan)
    if purpose:
        page.get_by_label("用途").select_option(label=purpose)
    recorded(page)


def recorded(page: Page) -> None:
    page.get_by_role("button", name=f"为 {BOY} 登记").click()
    expect(page.get_by_text("已登记。")).to_be_visible()


def figure(page: Page, label: str) -> str:
    return page.locator(".figure-card", has_text=label).first.locator(".figure-value").inner_text().strip()


def allowance_rises(page: Page, boy: int) -> None:
    """The fee is 600 a month; with 245 the money ends, with 650 it does not."""
    page.goto(f"/aid/children/{boy}/costs/new")
    page.get_by_label("金额（元）").fill("600")
    page.get_by_label("从哪天起").fill("2026-11-01")
    recorded(page)
    page.goto(f"/aid/children/{boy}/cases/new")
    page.get_by_label("哪种救助？").select_option(label="最低生活保障（低保）")
    page.get_by_label("由谁提供？").select_option(label="街道、乡镇")
    page.get_by_label("日期", exact=True).fill("2026-09-01")
    page.get_by_label("金额（元）").fill("245")
    page.get_by_label("按月发放，金额为每月金额").check()
    page.get_by_label("每月几日发放").fill("10")
    recorded(page)
    case = page.url
    page.goto(f"/aid/children/{boy}")
    assert re.fullmatch(r"202[67]年\d+月\d+日", figure(page, "钱够用到"))
    page.goto(case)
    page.get_by_role("link", name="调整金额").click()
    page.get_by_label("从哪天起").fill("2026-11-01")
    page.get_by_label("每月金额（元）").fill("650")
    recorded(page)
    line(page, "到账", "245")
    page.goto(f"/aid/children/{boy}")
    assert figure(page, "钱够用到") == "两年内够用"
    page.goto(case)
    said = page.get_by_role("main")
    expect(said).to_contain_text("¥245")
    expect(said).to_contain_text("¥650")


def duty_begins(page: Page, boy: int) -> None:
    page.goto(f"/aid/children/{boy}/duties/new?preset=monthly-delivery")
    page.get_by_label("开始日期").fill("2026-10-01")
    page.get_by_label("由谁负责？").select_option(label=WORKER)
    recorded(page)


def fee_is_brought(page: Page, boy: int, month: int) -> None:
    """In the middle of the month, with the teacher's word about the boy."""
    page.goto(f"/aid/children/{boy}")
    page.locator(".aid-times li.is-open").get_by_role("link", name="登记").click()
    page.get_by_label("孩子怎么样？").fill(f"{month}月：吃得下，睡得好")
    page.get_by_label("问了哪位老师，怎么说").fill(TEACHER_SAID)
    recorded(page)
    expect(page.locator(".aid-times li.is-done").filter(has_text=f"{month}月13日")).to_have_count(1)
    expect(page.locator(".aid-times li.is-missed")).to_have_count(0)
