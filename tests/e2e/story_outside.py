"""The story's charity: a need, a father's consent, a packet let out and read as JSON, workbook and PDF, shoes that come."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e.small_school import BOY, PHONE
from tests.e2e.story_file import saved
from tests.sessions.test_picture import photograph

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
    page.get_by_label("捐赠物品").check()
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


def charity_offers_shoes(page: Page, boy: int) -> None:
    """What it gives, and for whom of those who need it: a person of the school decides; the charity is told no name."""
    page.goto("/partners/")
    page.get_by_role("main").get_by_role("link", name=CHARITY).click()
    page.get_by_role("main").get_by_role("link", name="资源", exact=True).click()
    page.get_by_role("radio", name="物品").check()
    page.get_by_label("具体说明").fill("棉鞋")
    page.get_by_label("用途").select_option(label="衣物被褥")
    page.get_by_label("生活", exact=True).check()
    page.get_by_label("数量（物品、服务）").fill("3")
    page.get_by_label("按什么计").fill("双")
    page.get_by_label("最后一天").fill("2027-01-31")
    recorded_for_nobody(page)
    page.goto("/partners/needs")
    page.locator("tbody tr").filter(has_text=BOY).filter(has_text="冬天的棉鞋").locator("th a").click()
    expect(page.locator(".whose")).to_contain_text(BOY)
    page.locator(".aid-loud li").filter(has_text=CHARITY).get_by_role("link", name="承诺").click()
    page.get_by_label("数量（双）").fill("1")
    recorded_for_nobody(page)


def shoes_arrive(page: Page, boy: int) -> None:
    """The community worker brings them, with a photograph of the goods on which no child is seen; the need is met."""
    page.goto("/partners/pledges")
    page.locator("tbody tr").filter(has_text="棉鞋").get_by_role("link", name=BOY).click()
    page.get_by_role("link", name="登记送达").click()
    page.get_by_label("数量（双）").fill("1")
    page.get_by_label("凭证类型").select_option(label="物品照片（无儿童）")
    shoes = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    page.get_by_label("凭证照片").set_input_files(shoes)
    page.get_by_label("我看过了，照片中认不出任何孩子").check()
    recorded_for_nobody(page)
    expect(page.get_by_text("已送达，有凭证")).to_be_visible()
    page.goto(f"/aid/children/{boy}")
    expect(page.get_by_role("main")).to_contain_text(CHARITY)


def recorded_for_nobody(page: Page) -> None:
    page.get_by_role("main").locator("form .btn-primary").click()
    expect(page.get_by_text("已登记。")).to_be_visible()


def text_of(pdf: Path) -> str:
    """All words without white space."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages)
