"""The plan's own story of aid: a grant split in two, an allowance that rises, the fee in mid-month, one that was missed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from careplan.clock import SCHOOL_ZONE
from tests.e2e.conftest import Demo
from tests.e2e.frozen_site import frozen_site, set_clock
from tests.e2e.person import DESK, PHONE, go, signed_in
from tests.e2e.test_beside_the_sessions import reads_well

MONDAY = datetime(2026, 11, 16, 10, tzinfo=SCHOOL_ZONE)


@pytest.fixture(scope="module")
def monday(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the demo school on a Monday in the middle of a month."""
    data = Path(shutil.copytree(demo.data, tmp_path_factory.mktemp("aid") / "data"))
    set_clock(data, MONDAY)
    with frozen_site(data) as address:
        yield address


def a_child_without_aid(page: Page) -> str:
    """The page of a child for whom the teacher is responsible, and of whose aid nothing is known."""
    page.goto("/aid/?show=all&sort=name")
    rows = page.locator("tbody tr").filter(has=page.get_by_role("cell", name="—").last)
    address = rows.locator("th a").last.get_attribute("href")
    assert address
    return address


def new_aid(page: Page, child: str, kind: str, day: str, yuan: str, *, pay_day: str = "") -> None:
    page.goto(f"{child}/cases/new")
    page.get_by_label("哪种救助？").select_option(label=kind)
    page.get_by_label("由谁提供？").select_option(label="街道、乡镇")
    page.get_by_label("日期", exact=True).fill(day)
    page.get_by_label("金额（元）").fill(yuan)
    if pay_day:
        page.get_by_label("按月发放，金额为每月金额").check()
        page.get_by_label("每月几日发放").fill(pay_day)
    save(page)


def save(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^为.*登记$")).click()
    expect(page.get_by_text("已登记。")).to_be_visible()


def line(page: Page, what: str, yuan: str, purpose: str = "") -> None:
    page.get_by_role("main").get_by_role("link", name=what, exact=True).click()
    page.get_by_label("金额（元）").fill(yuan)
    page.get_by_label("日期", exact=True).fill("2026-11-03")
    if purpose:
        page.get_by_label("用途").select_option(label=purpose)
    save(page)


def figure(page: Page, label: str) -> str:
    return page.locator(".figure-card", has_text=label).first.locator(".figure-value").inner_text().strip()


@pytest.mark.slow
@pytest.mark.plan("C26", "C27", "C30", "C31", "C32")
def test_the_money_of_a_child_is_kept_until_its_last_day(browser: Browser, demo: Demo, monday: str) -> None:
    with signed_in(browser, monday, demo.accounts["class_teacher"]) as page:
        go(page, "救助与定期关爱")
        reads_well(page)
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        child = a_child_without_aid(page)

        new_aid(page, child, "临时救助", "2026-11-02", "4000")
        line(page, "到账", "4000")
        page.get_by_role("link", name="指定用途").click()
        page.get_by_label("结清欠费").fill("3,000")
        page.get_by_label("预付寄宿费").fill("1000")
        reads_well(page)
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        save(page)
        line(page, "支出", "3000", "结清欠费")
        line(page, "支出", "1000", "预付寄宿费")
        assert figure(page, "剩余") == "¥0"
        reads_well(page)

        page.goto(f"{child}/costs/new")
        page.get_by_label("金额（元）").fill("600")
        page.get_by_label("从哪天起").fill("2026-09-01")
        save(page)
        new_aid(page, child, "最低生活保障（低保）", "2026-09-01", "245", pay_day="10")

        # 1,000 ahead − 600 of 15 Nov = 400; +245 −600 in December = 45; +245 in January = 290: 600 cannot be paid
        page.goto(child)
        assert figure(page, "钱够用到") == "2027年1月15日"
        expect(page.get_by_text("2027年1月15日将差¥310。")).to_be_visible()
        reads_well(page)

        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        page.get_by_role("link", name="最低生活保障（低保）").click()
        page.get_by_role("link", name="调整金额").click()
        page.get_by_label("从哪天起").fill("2026-12-01")
        page.get_by_label("每月金额（元）").fill("650")
        save(page)
        line(page, "到账", "245")
        expect(page.get_by_text("¥650").first).to_be_visible()
        page.goto(child)
        assert figure(page, "钱够用到") == "两年内够用"

        page.goto(f"{child}/duties/new?preset=monthly-delivery")
        page.get_by_label("开始日期").fill("2026-10-01")
        page.get_by_label("送的钱物出自").select_option(index=2)
        reads_well(page)
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        save(page)
        expect(page.locator(".aid-times li.is-missed")).to_contain_text("10月13日")

    with signed_in(browser, monday, demo.accounts["class_teacher"], PHONE) as page:
        expect(page.get_by_text(re.compile("您有.*次定期关爱已错过"))).to_be_visible()
        page.goto(child)
        page.locator(".aid-times li.is-open").get_by_role("link", name="登记").click()
        page.get_by_label("孩子怎么样？").fill("胃口好，长高了。")
        page.get_by_label("问了哪位老师，怎么说").fill("李老师：上课专心。")
        page.get_by_label("送去的钱（元）").fill("200")
        reads_well(page)
        save(page)
        expect(page.locator(".aid-times li.is-done")).to_contain_text("11月13日")
        page.get_by_role("main").get_by_role("link", name="月中送寄宿费，并向老师了解孩子").click()
        expect(page.get_by_text("胃口好，长高了。")).to_be_visible()
        expect(page.get_by_text("¥200")).to_be_visible()
        reads_well(page)

    with signed_in(browser, monday, demo.accounts["principal"]) as page:
        page.get_by_role("link", name=re.compile("其他人有.*次定期关爱已错过")).click()
        expect(page.locator(".aid-loud li.is-missed").first).to_be_visible()
        reads_well(page)
        page.goto("/aid/overview")
        expect(page.get_by_role("heading", name="错过的关爱")).to_be_visible()
        reads_well(page)
