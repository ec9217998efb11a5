"""A new version of the school's indicators: an indicator more, mended where it does not sum up, adopted, marked by two scorers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.draft_story import own_school
from tests.e2e.person import DESK, go, signed_in
from tests.e2e.test_pages_of_the_desk import faults_of


@pytest.fixture(scope="module")
def school(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with own_school(demo, tmp_path_factory.mktemp("evaluation")) as address:
        yield address


def save(page: Page) -> None:
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def new_version(page: Page) -> None:
    """A copy with an indicator more; the group says at its line that it does not sum up, until it does."""
    go(page, "评分表")
    page.get_by_role("link", name="指标集", exact=True).click()
    page.get_by_label("本学年第1版").check()
    page.get_by_label("本校指标集的名称").fill("第二版（演示）")
    page.get_by_role("button", name="复制一份").click()
    page.get_by_role("link", name="在“成效与报告”下添加").click()
    page.get_by_label("指标名称").fill("社会评价")
    page.get_by_label("分值").fill("2")
    page.get_by_label("计分方式").select_option(label="等级×分值")
    save(page)
    expect(page.locator("#node-results")).to_contain_text("下级合计10")
    above = page.get_by_role("button", name="“社会评价”上移")
    above.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#node-n1")).to_contain_text("6.3")
    page.get_by_role("link", name="修改“满意度”").click()
    page.get_by_label("分值").fill("1")
    page.get_by_label("计分细则（一行一档）").fill("4 = 1")
    save(page)
    page.get_by_role("link", name="修改“年度报告”").click()
    page.get_by_label("分值").fill("2")
    page.get_by_label("计分细则（一行一档）").fill("100% = 2")
    save(page)
    expect(page.locator(".alert-warning")).to_have_count(0)


def adopt(page: Page) -> None:
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    go(page, "评分表")
    page.get_by_role("link", name="指标集", exact=True).click()
    page.get_by_role("link", name="第二版（演示）").click()
    page.get_by_role("link", name="启用……").click()
    expect(page.get_by_text("启用后不能再改，只能用新版本替代。")).to_be_visible()
    page.locator("main [name=reason]").fill("社会评价改由两方评定（演示）")
    page.get_by_role("button", name="启用这套指标").click()
    expect(page.get_by_text("带入了7项评分。")).to_be_visible()


def mark(page: Page, scorer: str, grade: str, reason: str) -> None:
    go(page, "评分表")
    page.get_by_role("link", name=f"{scorer}：社会评价").click()
    page.get_by_label(grade).check()
    page.get_by_label("原因").fill(reason)
    save(page)
    expect(page.locator("#leaf-n1")).to_contain_text(reason)


DRAFT = ("", "/frame", "/nodes/care.visits", "/nodes/new?under=care", "/nodes/new", "/nodes/new?under=apart")
OWN = ("/evaluation/", "/evaluation/sets", "/evaluation/sets/take-in", "/evaluation/sets/1/marks/bonus.feature/self")


@pytest.mark.slow
@pytest.mark.plan("S39")
def test_a_new_version_is_adopted_and_marked_by_two(browser: Browser, demo: Demo, school: str) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"]) as page:
        new_version(page)
        draft = page.url.split("#")[0]
        faults = [fault for place in (*OWN, *(draft + part for part in DRAFT)) for fault in faults_of(page, place)]
    with signed_in(browser, school, demo.accounts["principal"]) as page:
        faults += faults_of(page, f"{draft}/adopt")
        faults += faults_of(page, "/evaluation/sets/1/marks/organisation.plan/check")
        assert faults == []
        adopt(page)
    with signed_in(browser, school, demo.accounts["head_counselor"]) as page:
        mark(page, "自评", "A · 2分", "问卷结果好（演示）")
    with signed_in(browser, school, demo.accounts["principal"]) as page:
        mark(page, "考核", "B · 1.6分", "座谈后评定（演示）")
        row = page.locator("#leaf-n1")
        expect(row).to_contain_text("问卷结果好（演示）")
        expect(row).to_contain_text("1.6")
        go(page, "评估指标")
        expect(page.get_by_text("人工评分").first).to_be_visible()
        go(page, "评分表")
        page.get_by_role("link", name="考核：社会评价").click()
        page.get_by_label("原因").fill("评错了（演示）")
        page.get_by_role("button", name="撤回评分").click()
        expect(page.locator("#leaf-n1")).not_to_contain_text("座谈后评定（演示）")
