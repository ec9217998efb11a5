"""The story's first days: the teacher learns of it, the office tells the street, level and plan are reviewed."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.small_school import BOY, PEOPLE
from tests.e2e.test_the_case import reads_well
from tests.sessions.test_picture import photograph

STREET = "明天上门，先按临时救助办"
WORKER = f"T6 {PEOPLE['community_worker']}"


def teacher_learns_of_it(page: Page, file: str, boy: int) -> str:
    """On a phone: what happened, who is left, what is owed; the school office is told. The event's address."""
    page.goto(f"/events/children/{boy}/new")
    expect(page.locator(".whose")).to_contain_text(BOY)
    page.get_by_role("radio", name="父亲或母亲被羁押、服刑、戒毒").check()
    page.get_by_label("发生的日子").fill("2026-10-11")
    page.get_by_label("了解到的情况").fill("父亲昨晚被带走，母亲多年没有音讯，寄宿费欠了三千元。")
    page.get_by_role("button", name=f"为 {BOY} 登记").click()
    expect(page.get_by_role("heading", name="父亲或母亲被羁押、服刑、戒毒")).to_be_visible()
    event = page.url
    page.get_by_placeholder("结果怎样").first.fill("放学见到了，今晚住校，宿管阿姨陪着")
    page.get_by_role("button", name="完成 当天见到孩子").click()
    for member, state, since in (("father", "detained", "2026-10-11"), ("mother", "no-contact", "2016-05-01")):
        page.goto(f"{file}/file/state/new")
        page.locator("#member").select_option(member)
        page.locator("#state").select_option(state)
        page.locator("#since").fill(since)
        saved(page)
    page.goto(f"{file}/file/placement/new")
    page.get_by_role("radio", name="学校寄宿").check()
    page.get_by_label("名称和地址").fill("本校宿舍")
    page.get_by_label("费用（元）").fill("600")
    page.get_by_label("还欠（元）").fill("3000")
    page.get_by_label("最晚哪天交").fill("2026-10-25")
    page.get_by_label("可能住不下去").check()
    saved(page)
    expect(page.get_by_text("欠 ¥3,000")).to_be_visible()
    page.goto(event)
    page.get_by_role("link", name="报告：教务处、政教处").click()
    page.get_by_label("需要知道和决定的事").fill("父亲被羁押，寄宿费欠三千元，请联系街道。")
    page.get_by_role("button", name=f"为 {BOY} 报告").click()
    expect(page.locator("#told + ul")).to_contain_text("还没有确认")
    return event


def saved(page: Page) -> None:
    page.get_by_role("main").locator("form .btn-primary").click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def office_tells_the_street(page: Page, event: str) -> None:
    """Acknowledged the next morning; the street is told and says that it knows."""
    page.get_by_role("link", name="条儿童情况报告等您处理").click()
    page.locator("li", has_text="寄宿费欠三千元").get_by_role("link").click()
    page.get_by_role("button", name="确认收到").click()
    page.get_by_role("textbox", name="答复").fill("今天就去街道")
    page.get_by_role("button", name="答复", exact=True).click()
    page.get_by_role("link", name="向上报告", exact=True).click()
    page.get_by_role("radio", name="街道（乡镇）民政办").check()
    page.get_by_label("需要知道和决定的事").fill("六年级一名男生，父亲被羁押，母亲失联，欠寄宿费三千元。")
    page.get_by_role("button", name=f"为 {BOY} 报告").click()
    told = page.locator("#told + ul > li", has_text="街道（乡镇）民政办")
    told.get_by_role("button", name="确认收到").click()
    expect(told).to_contain_text("2026-10-13")


def counselling_teacher_reviews(page: Page, event: str, file: str) -> None:
    """The level, the plan of help, the community worker as the one person responsible, the authority's notice."""
    page.goto(event)
    page.get_by_role("link", name="重新定级").last.click()
    page.get_by_role("radio", name="危机").check()
    page.get_by_label("理由").fill("家里没有大人，住处可能保不住")
    page.get_by_role("button", name=f"为 {BOY} 定级").click()
    page.get_by_role("link", name="修订帮扶计划").last.click()
    page.get_by_label("有什么变化").fill("父亲被羁押")
    page.get_by_label("希望达到什么").fill("住得下，吃得好，有人陪")
    page.get_by_label("谁做什么").fill("社区每月送寄宿费并问老师；每周谈话一次")
    page.get_by_label("下次检查日期").fill("2026-11-30")
    page.get_by_role("button", name=f"为 {BOY} 保存").click()
    page.goto(f"{file}/assign")
    page.locator("#staff_id").select_option(label=WORKER)
    page.get_by_label("接手的人要知道什么").fill("孩子住校，周末去姑姑家")
    page.get_by_role("button", name=f"移交 {BOY}").click()
    page.goto(f"{file}/attachments/new")
    reads_well(page)
    page.get_by_label("图片或 PDF").set_input_files(
        {"name": f"{BOY}父亲通知书.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    page.get_by_label("这是什么？").select_option("decision")
    page.get_by_label("简单说明").fill("父亲的拘留通知书")
    page.get_by_role("radio", name="政府部门、村（居）委会").check()
    page.get_by_label("关联到").select_option(index=1)
    page.get_by_role("button", name=f"为 {BOY} 放入").click()
    kept = page.get_by_role("link", name="父亲的拘留通知书", exact=True)
    reads_well(page)
    with page.context.expect_page() as waiting:
        kept.click(modifiers=["Control"])
    expect(waiting.value.locator("img")).to_be_visible()


def street_answers(page: Page, event: str) -> None:
    page.goto(event)
    told = page.locator("#told + ul > li", has_text="街道（乡镇）民政办")
    told.get_by_placeholder("答复").fill(STREET)
    told.get_by_role("button", name="答复", exact=True).click()
    expect(told).to_contain_text(STREET)
    expect(told).to_contain_text("2026-10-15")
