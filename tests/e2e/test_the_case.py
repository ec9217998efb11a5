"""A child's case in the browser: an event, its tasks for their owners, the office answers, level and plan are reviewed."""

from __future__ import annotations

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.person import DESK, PHONE, confirm, signed_in
from tests.e2e.teacher import fits

TEACHER = "teacher42"
WORDS = "父亲昨晚被带走，孩子跟着邻居吃饭。"
BAD = {"serious", "critical"}


def account(demo: Demo, username: str) -> tuple[str, str]:
    accounts = json.loads((demo.data / "demo-accounts.json").read_text(encoding="utf-8"))
    return next((one["username"], one["password"]) for one in accounts if one["username"] == username)


def reads_well(page: Page) -> None:
    """Nothing to push sideways, nothing serious for a screen reader, at both widths."""
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        fits(page)
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:90]) for rule in found if rule["impact"] in BAD] == []


def begin(page: Page) -> tuple[str, str]:
    """The class teacher records what happened to the first child of the own register: its name and the event's page."""
    page.goto("/care/register")
    reads_well(page)
    page.locator("main tbody th a").first.click()
    name = page.locator("h1").inner_text()
    reads_well(page)
    page.get_by_role("link", name="发生了变动").click()
    expect(page.locator(".whose")).to_contain_text(name)
    page.get_by_role("radio", name="父亲或母亲被羁押、服刑、戒毒").check()
    page.get_by_label("了解到的情况").fill(WORDS)
    reads_well(page)
    page.get_by_role("button", name=f"为 {name} 登记").click()
    expect(page.get_by_role("heading", name="父亲或母亲被羁押、服刑、戒毒")).to_be_visible()
    reads_well(page)
    return name, page.url


def told(page: Page, event: str, name: str) -> None:
    """The first task is done; the school office is told."""
    page.goto(event)
    page.get_by_placeholder("结果怎样").first.fill("放学陪到姑姑家，今晚住那里")
    page.get_by_role("button", name="完成 当天见到孩子").click()
    expect(page.get_by_role("main")).to_contain_text("今晚住那里")
    page.get_by_role("link", name="报告：教务处、政教处").click()
    reads_well(page)
    page.get_by_role("button", name=f"为 {name} 报告").click()
    expect(page.locator("#told + ul")).to_contain_text("还没有确认")


def test_a_case_from_the_event_to_the_new_plan(browser: Browser, demo: Demo, site: str) -> None:
    with signed_in(browser, site, account(demo, TEACHER)) as page:
        name, event = begin(page)
        page.goto("/")
        page.get_by_role("link", name="项变动后的任务").first.click()
        expect(page.get_by_role("main")).to_contain_text(name)
        reads_well(page)
        told(page, event, name)
    with signed_in(browser, site, demo.accounts["office"], PHONE) as page:
        page.get_by_role("link", name="条儿童情况报告等您处理").click()
        reads_well(page)
        page.locator("li", has_text=WORDS).get_by_role("link").click()
        page.get_by_role("button", name="确认收到").click()
        expect(page.locator("#told + ul")).to_contain_text("确认收到")
        page.get_by_role("textbox", name="答复").fill("街道民政明早上门")
        page.get_by_role("button", name="答复", exact=True).click()
        expect(page.locator("#told + ul")).to_contain_text("街道民政明早上门")
    with signed_in(browser, site, demo.accounts["counselling_teacher"]) as page:
        page.get_by_role("link", name="项变动后的任务").first.click()
        page.locator("li", has_text=name).get_by_role("link").first.click()
        page.get_by_role("main").get_by_role("link", name="重新定级").last.click()
        expect(page.locator(".whose")).to_contain_text(name)
        page.get_by_role("radio", name="危机").check()
        page.get_by_label("理由").fill("家里没有大人，今晚住在亲戚家")
        reads_well(page)
        page.get_by_role("button", name=f"为 {name} 定级").click()
        page.get_by_role("main").get_by_role("link", name="修订帮扶计划").last.click()
        page.get_by_label("有什么变化").fill("父亲被羁押")
        page.get_by_label("希望达到什么").fill("住得下，有人陪")
        page.get_by_label("谁做什么").fill("责任人每天见一面")
        page.get_by_label("下次检查日期").fill(
            page.evaluate("new Date(Date.now() + 20 * 864e5).toISOString().slice(0, 10)")
        )
        reads_well(page)
        page.get_by_role("button", name=f"为 {name} 保存").click()
        expect(page.locator(".task-cards .is-done")).to_have_count(4)
        page.get_by_role("link", name=name, exact=True).click()
        reads_well(page)
        page.get_by_role("link", name="情况与联系").click()
        expect(page.locator(".situation")).to_contain_text("危机")
        page.get_by_role("link", name="时间线").click()
        expect(page.get_by_role("main")).to_contain_text(WORDS)
        reads_well(page)


def test_a_mandatory_report_needs_one_sentence_and_reaches_the_principal(
    browser: Browser, demo: Demo, site: str
) -> None:
    with signed_in(browser, site, demo.accounts["head_counselor"], PHONE) as page:
        page.goto("/events/report")
        reads_well(page)
        page.get_by_label("您看到或听到了什么").fill("孩子说不敢回家")
        page.get_by_role("button", name="立即报告").click()
        expect(page.get_by_role("heading", name="已报告")).to_be_visible()
        reads_well(page)
    with signed_in(browser, site, demo.accounts["principal"]) as page:
        page.get_by_role("link", name="份强制报告待处理").click()
        reads_well(page)
        page.locator("main tbody th a").first.click()
        expect(page.get_by_role("main")).to_contain_text("孩子说不敢回家")
        page.get_by_label("报告给谁").select_option("police")
        page.get_by_label("回执号").fill("接警 1127")
        page.get_by_role("button", name="记下").click()
        reads_well(page)
        confirm(page, "结束这份报告")
        expect(page.get_by_role("main")).to_contain_text("已结束")
