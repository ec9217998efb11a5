"""The story's charity: a need, a father's consent, a packet let out and read as JSON, workbook and PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e.small_school import BOY, PHONE
from tests.e2e.story_file import saved

CHARITY = "春芽助学会"


def need_and_consent(page: Page, file: str, boy: int) -> None:
    """The father agrees in writing; a carer could not have."""
    page.goto(f"{file}/file/need/new?area=living")
    page.get_by_label("孩子需要什么").fill("冬天的棉鞋")
    saved(page)
    page.goto(f"/children/{boy}/consents/new?purpose=sharing")
    page.get_by_role("radio", name="同意", exact=True).check()
    page.locator("#guardian").select_option("father")
    page.get_by_label("监护人姓名").fill("田大山")
    page.get_by_label("同意方式").fill("书面，经看守所转来")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="监护人同意")).to_be_visible()


def charity_is_asked(page: Page, password: str, folder: Path) -> tuple[dict, list[str], str]:
    """A partner with an agreement, a packet looked through and let out: as JSON, as the workbook's cells, as the PDF's text."""
    page.goto("/partners/")
    page.get_by_role("link", name="登记合作方").click()
    page.get_by_label("合作方名称").fill(CHARITY)
    page.get_by_label("属于哪一类？").select_option(label="慈善组织")
    recorded_for_nobody(page)
    page.get_by_role("main").get_by_role("link", name="协议", exact=True).click()
    page.get_by_label("协议名称").fill("助学协议")
    page.get_by_label("最后一天").fill("2027-08-31")
    page.get_by_label("接收不含姓名的需求信息").check()
    recorded_for_nobody(page)
    page.goto("/passing/new")
    page.get_by_label("合作方").select_option(label=CHARITY)
    page.get_by_label("用途").fill(f"{BOY}冬天的棉鞋")
    page.get_by_label("使用期限").fill("2027-01-31")
    page.get_by_role("button", name="保存").click()
    packet = page.url
    page.get_by_role("link", name="选择儿童").first.click()
    page.get_by_role("checkbox", name=BOY).check()
    page.get_by_label(f"{BOY}需要的物品").fill(f"小满要一双棉鞋，他爸电话{PHONE}")
    page.get_by_label(f"{BOY}的尺码").fill("38码")
    page.get_by_role("button", name="保存并预览").click()
    page.get_by_label("我已逐行看过").check()
    page.get_by_label("您的密码").fill(password)
    page.get_by_role("button", name="确认提供").click()
    expect(page.get_by_role("heading", name="已提供的内容")).to_be_visible()
    files = []
    for kind in ("JSON", "Excel", "PDF"):
        page.goto(packet)
        page.get_by_label("您的密码").fill(password)
        with page.expect_download() as waiting:
            page.get_by_role("button", name=kind).click()
        files.append(folder / waiting.value.suggested_filename)
        waiting.value.save_as(files[-1])
    cells = [str(c.value) for row in load_workbook(files[1]).active.iter_rows() for c in row if c.value]
    return json.loads(files[0].read_text(encoding="utf-8")), [*cells, *(one.name for one in files)], text_of(files[2])


def recorded_for_nobody(page: Page) -> None:
    page.get_by_role("main").locator("form .btn-primary").click()
    expect(page.get_by_text("已登记。")).to_be_visible()


def text_of(pdf: Path) -> str:
    """All words without white space."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages)
