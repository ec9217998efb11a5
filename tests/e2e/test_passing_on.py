"""Passing on in the browser: consent, a packet looked through, handed out and read; taken back, asked to delete."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.person import signed_in
from tests.e2e.test_the_case import account, reads_well

CHARITY = "青禾助学会"
NICKNAME = "妹头"


def say(page: Page, child: str, word: str) -> None:
    """Record what the father said to telling a charity."""
    page.goto(f"/children/{child}/consents/new?purpose=sharing")
    reads_well(page)
    page.get_by_role("radio", name=word, exact=True).check()
    page.locator("#guardian").select_option("father")
    page.get_by_label("监护人姓名").fill("家长甲")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="监护人同意")).to_be_visible()


def new_packet(page: Page) -> None:
    page.goto("/passing/new")
    page.get_by_label("接收方名称").fill(CHARITY)
    page.get_by_label("用途").fill("冬天的棉鞋")
    reads_well(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("目前没有内容")).to_be_visible()


def hand_out(page: Page, kind: str, password: str, folder: Path) -> Path:
    page.get_by_label("您的密码").fill(password)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=kind).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.plan("C37")
def test_a_need_is_passed_on_by_consent_and_called_back(
    browser: Browser, demo: Demo, site: str, tmp_path: Path
) -> None:
    office = account(demo, "office")
    with signed_in(browser, site, office) as page:
        page.goto("/passing/")
        reads_well(page)
        new_packet(page)
        packet = page.url
        page.get_by_role("link", name="选择儿童").first.click()
        page.locator("details summary").click()
        link = page.locator("details li a").first
        name, child = link.inner_text(), str(link.get_attribute("href")).split("/")[2]
        say(page, child, "同意")
        page.locator("#name").fill(NICKNAME)
        page.get_by_role("button", name="添加").click()
        expect(page.get_by_text(NICKNAME, exact=True).first).to_be_visible()
        reads_well(page)
        page.goto(f"{packet}/children")
        reads_well(page)
        page.get_by_role("checkbox", name=name).check()
        page.get_by_label(f"{name}需要的物品").fill(f"{NICKNAME}要一双棉鞋，奶奶电话13800138000")
        page.get_by_label(f"{name}的尺码").fill("31码")
        page.get_by_role("button", name="保存并预览").click()
        expect(page.locator(".packet-sheet")).to_contain_text("该生要一双棉鞋，奶奶电话（号码略）")
        expect(page.locator(".packet-sheet")).not_to_contain_text(name)
        expect(page.locator(".packet-taken del").first).to_have_text(NICKNAME)
        reads_well(page)
        page.get_by_label("我已逐行看过").check()
        page.get_by_label("您的密码").fill(office[1])
        page.get_by_role("button", name="确认提供").click()
        expect(page.get_by_role("heading", name="已提供的内容")).to_be_visible()
        reads_well(page)
        kept = json.loads(hand_out(page, "JSON", office[1], tmp_path).read_text(encoding="utf-8"))
        assert [row[4:] for row in kept["rows"]] == [["该生要一双棉鞋，奶奶电话（号码略）", "31码"]]
        page.goto(packet)
        sheet = load_workbook(hand_out(page, "Excel", office[1], tmp_path)).active
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        assert any(CHARITY in text for text in texts)
        assert not any(word in text for text in texts for word in (name, NICKNAME, "13800138000"))
        page.goto(packet)
        assert hand_out(page, "PDF", office[1], tmp_path).read_bytes().startswith(b"%PDF")
        say(page, child, "不同意，或撤回")
        new_packet(page)
        page.get_by_role("link", name="选择儿童").first.click()
        expect(page.get_by_role("checkbox", name=name)).to_have_count(0)
        page.goto("/passing/recalls")
        expect(page.get_by_role("row", name=name)).to_contain_text("监护人已撤回")
        reads_well(page)
        page.get_by_role("row", name=name).get_by_text("记下").click()
        page.get_by_role("row", name=name).get_by_label("接收方答复已删除").check()
        page.get_by_role("row", name=name).get_by_role("button", name="保存").click()
        expect(page.get_by_role("row", name=name)).not_to_contain_text("还没有")
