"""From what a teacher learned to what they may lead: recorded with a certificate, reviewed, usable from its day and not before."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.person import DESK, PHONE, signed_in
from tests.e2e.teacher import fits

COURSE = "中队辅导员岗前培训（补训）"
QUALIFICATION = "少先队辅导员培训合格"
BAD = {"serious", "critical"}


def reads_well(page: Page) -> None:
    fits(page)
    found = Axe().run(page).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in BAD] == []


def account_of(demo: Demo, name: str) -> tuple[str, str]:
    """The account of the class teacher of that name."""
    accounts = json.loads((demo.data / "demo-accounts.json").read_text(encoding="utf-8"))
    return next((one["username"], one["password"]) for one in accounts if one["name"] == name)


def missed(page: Page) -> Locator:
    """Who cannot lead their own squad for want of the counselor's certificate."""
    page.goto("/outlook/?places=10")
    section = page.get_by_role("region", name="因缺证书由同事代为带领")
    return section.locator("tbody tr").filter(has_text=QUALIFICATION)


def review(browser: Browser, site: str, demo: Demo) -> None:
    """The office ticks the record in each queue: approved, sent on, recognised."""
    with signed_in(browser, site, demo.accounts["office"], DESK) as page:
        for state, button in (("submitted", "校审通过"), ("approved", "登记上报"), ("sent", "登记认定")):
            page.goto(f"/training/review?state={state}")
            reads_well(page)
            page.get_by_role("row", name=COURSE).get_by_role("checkbox").check()
            page.get_by_role("button", name=button, exact=True).click()
            expect(page.get_by_text("已办理 1 条。")).to_be_visible()


def fill(page: Page, valid_from: date) -> None:
    page.get_by_label("有效期自").fill(valid_from.isoformat())
    page.get_by_role("button", name="保存并提交").click()
    expect(page.get_by_text("已提交教务。")).to_be_visible()


@pytest.mark.plan("S47", "S48", "S49")
def test_what_was_learned_counts_from_its_day(browser: Browser, demo: Demo, site: str, tmp_path: Path) -> None:
    photo = tmp_path / "证书.png"
    Image.new("RGB", (400, 300), "white").save(photo)
    with signed_in(browser, site, demo.accounts["head_counselor"], DESK) as page:
        row = missed(page).first
        name = row.get_by_role("rowheader").inner_text().strip()
        row.locator("summary").click()
        session = row.locator("li").first
        day = date.fromisoformat(session.locator("time").get_attribute("datetime") or "")
        place = session.get_by_role("link").get_attribute("href") or ""
        reads_well(page)

    with signed_in(browser, site, account_of(demo, name), PHONE) as page:
        page.goto("/training/")
        page.get_by_role("link", name="登记培训").first.click()
        page.get_by_label("培训项目").fill(COURSE)
        page.get_by_label("学时", exact=True).fill("24")
        page.get_by_label("类别").select_option(label="集中培训")
        page.get_by_label("内容", exact=True).select_option(label="少先队辅导员")
        page.get_by_label("证书（照片或 PDF）").set_input_files(photo)
        page.get_by_label("证书编号").fill("2026-0188")
        page.get_by_label("证书所证明的资格").select_option(label=QUALIFICATION)
        reads_well(page)
        fill(page, day + timedelta(days=1))
        expect(page.get_by_role("row", name=COURSE)).to_contain_text("已提交")

    review(browser, site, demo)
    with signed_in(browser, site, account_of(demo, name), PHONE) as page:
        page.goto("/training/")
        page.get_by_role("link", name=COURSE, exact=True).click()
        expect(page.get_by_role("main")).to_contain_text("已认定")
        expect(page.get_by_role("img", name=f"“{COURSE}”的证书")).to_be_visible()
        reads_well(page)
        record = page.url

    with signed_in(browser, site, demo.accounts["head_counselor"], DESK) as page:
        still = missed(page).filter(has_text=name)
        expect(still.locator(f"a[href='{place}']")).to_have_count(1)

    with signed_in(browser, site, demo.accounts["office"], DESK) as page:
        page.goto(record)
        page.get_by_text("重新打开 …").click()
        page.get_by_label("理由").fill("有效期应从培训结束次日起。")
        page.get_by_role("button", name="重新打开", exact=True).click()
        expect(page.get_by_role("main")).to_contain_text("有效期应从培训结束次日起。")
    with signed_in(browser, site, account_of(demo, name), PHONE) as page:
        page.get_by_role("link", name=f"培训记录被退回：{COURSE}").click()
        page.get_by_role("row", name=COURSE).get_by_role("link", name="编辑").click()
        fill(page, day)
    review(browser, site, demo)

    with signed_in(browser, site, demo.accounts["head_counselor"], DESK) as page:
        expect(missed(page).filter(has_text=name).locator(f"a[href='{place}']")).to_have_count(0)
