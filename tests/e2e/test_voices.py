"""After a session: children answer on their phones, one asks to talk, a teacher meets an obstacle; each on the own device."""

from __future__ import annotations

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.person import DESK, PATIENCE, PHONE, confirm, signed_in
from tests.e2e.teacher import fits

TEACHER = "teacher51"
SEAT = "座号 33"
BAD = {"serious", "critical"}


def account(demo: Demo, username: str) -> tuple[str, str]:
    accounts = json.loads((demo.data / "demo-accounts.json").read_text(encoding="utf-8"))
    return next((one["username"], one["password"]) for one in accounts if one["username"] == username)


def reads_well(page: Page) -> None:
    """Nothing to push sideways, nothing serious for a screen reader."""
    fits(page)
    found = Axe().run(page).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in BAD] == []


def choose(page: Page, face: str) -> None:
    """Tap a face; the next question comes by itself."""
    page.get_by_role("radio", name=face, exact=True).locator("visible=true").click()


def answers(browser: Browser, site: str, number: str, *, wishes: bool) -> None:
    """One child on a phone of its own, from the number to the thanks."""
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", base_url=site)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/say/")
    page.get_by_label("请输入老师告诉你的号码").fill(number)
    if wishes:
        reads_well(page)
    page.get_by_role("button", name="开始").click()
    for question, face in (("好玩吗", "好玩"), ("遇到的事吗", "有一点"), ("用得上吗", "用得上")):
        expect(page.get_by_role("group", name=question)).to_be_visible()
        if wishes:
            reads_well(page)
        choose(page, face)
    expect(page.get_by_role("button", name="交上去")).to_be_visible()
    if wishes:
        page.get_by_role("radio", name="我想聊一聊").check()
        page.get_by_label("你的姓名或座号").fill(SEAT)
        reads_well(page)
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_role("heading", name="谢谢你！")).to_be_visible()
    if wishes:
        reads_well(page)
    page.goto("/say/" + number.replace(" ", ""))
    expect(page.get_by_role("heading", name="谢谢你！")).to_be_visible()
    context.close()


def test_children_answer_unseen_and_one_is_heard(browser: Browser, demo: Demo, site: str) -> None:
    with signed_in(browser, site, account(demo, TEACHER), PHONE) as page:
        page.goto("/sessions/list?scope=mine&span=year&show=unrecorded")
        session = page.locator("main table a[href^='/sessions/']").first.get_attribute("href") or ""
        page.goto(session)
        page.get_by_role("link", name="请孩子们评一评").click()
        reads_well(page)
        page.get_by_role("button", name="显示号码").click()
        number = page.locator(".open-number").inner_text()
        reads_well(page)
        for child in range(5):
            answers(browser, site, number, wishes=child == 0)
        expect(page.locator(".received strong")).to_have_text("5")
        confirm(page, "结束并显示结果")
        expect(page.get_by_role("img", name="好玩 5, 一般 0, 不好玩 0")).to_be_visible()
        expect(page.get_by_role("main")).not_to_contain_text(SEAT)
        fits(page)
    with signed_in(browser, site, demo.accounts["counselling_teacher"], DESK) as page:
        page.get_by_role("link", name="个孩子想聊一聊").click()
        reads_well(page)
        wish = page.locator(".wish", has_text=SEAT)
        wish.get_by_role("button", name="已经谈过").click()
        expect(page.locator(".wish.is-answered", has_text=SEAT)).to_be_visible()


def test_an_obstacle_is_answered_and_the_answer_comes_home(browser: Browser, demo: Demo, site: str) -> None:
    words = "投影坏了，故事没法放给孩子看。"
    with signed_in(browser, site, account(demo, TEACHER), PHONE) as page:
        page.goto("/voices/obstacles/new")
        page.get_by_role("radio", name="没有场地").check()
        page.get_by_label("什么情况").fill(words)
        page.get_by_role("radio", name="校长").check()
        reads_well(page)
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_role("main")).to_contain_text(words)
        fits(page)
    with signed_in(browser, site, demo.accounts["principal"], DESK) as page:
        page.get_by_role("link", name="件困难等您答复").click()
        reads_well(page)
        page.get_by_role("row", name=words).get_by_role("link").click()
        page.get_by_role("textbox", name="答复").fill("明天换一台，先用二楼的教室。")
        page.get_by_role("radio", name="已经解决").check()
        reads_well(page)
        page.get_by_role("button", name="答复", exact=True).click()
    with signed_in(browser, site, account(demo, TEACHER), PHONE) as page:
        page.get_by_role("link", name="有答复：没有场地").click()
        expect(page.get_by_role("main")).to_contain_text("明天换一台")
        page.get_by_role("button", name="知道了").click()
        expect(page.get_by_role("link", name="有答复：没有场地")).to_have_count(0)
