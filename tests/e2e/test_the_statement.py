"""The month's statement in a browser: computed, objected to, corrected, confirmed, signed, locked (S50–S52)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.e2e.colleagues import everybody_confirms
from tests.e2e.conftest import Demo
from tests.e2e.person import DESK, PHONE, confirm, signed_in
from tests.e2e.test_every_page import seen_by_axe
from tools.served import served

pytestmark = pytest.mark.slow
TEACHER = "teacher32"
REASON = "替同事带了一课时，代课单已附"


@dataclass(frozen=True, slots=True)
class School:
    """A demo school of the test's own, and everybody's password."""

    address: str
    data: Path
    passwords: dict[str, str]

    def account(self, name: str) -> tuple[str, str]:
        return name, self.passwords[name]


@pytest.fixture
def school(demo: Demo, tmp_path: Path) -> Iterator[School]:
    data = tmp_path / "school"
    shutil.copytree(demo.data, data)
    with served(data) as address:
        yield School(address, data, dict(demo.everybody))


def newest_period(page: Page) -> None:
    page.goto("/workload/periods")
    page.locator("tbody th a").first.click()


def own_statement(page: Page) -> None:
    page.goto("/workload/")
    page.locator("tbody th a").first.click()


def units(page: Page) -> float:
    return float(page.locator(".figure-value").first.inner_text().replace(",", ""))


def reads_well(page: Page) -> None:
    """No serious fault for a screen reader, and nothing wider than a phone."""
    assert seen_by_axe(page) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


def downloaded(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as found:
        page.get_by_role("link", name=link).click()
    path = folder / f"{len(list(folder.iterdir()))}-{found.value.suggested_filename}"
    found.value.save_as(path)
    return path


def objects(page: Page) -> float:
    """The teacher opens a record behind a line, then says what is not right; answers the units before."""
    own_statement(page)
    before = units(page)
    page.locator(".work-lines tbody a:visible").filter(has_not_text="有异议").first.click()
    page.wait_for_url(lambda url: "/workload/statements/" not in url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    own_statement(page)
    reads_well(page)
    page.get_by_text("有地方不对").click()
    page.get_by_label("哪里不对？").fill("我替三(1)班带过一次活动，没有算进去。")
    page.get_by_role("button", name="提出异议").click()
    expect(page.get_by_text("异议已交教务，答复后请您再核对。")).to_be_visible()
    return before


def counter_signs(page: Page) -> None:
    page.goto("/workload/entries")
    page.locator("section[aria-labelledby=to-decide]").get_by_role("button", name="复核").first.click()
    expect(page.get_by_text("没有待复核的。")).to_be_visible()


def answers_and_corrects(page: Page) -> None:
    """The office computes again, corrects the teacher's statement by a line, and answers every objection."""
    newest_period(page)
    page.get_by_role("button", name="重新计算").click()
    expect(page.get_by_role("status").filter(has_text="已计算")).to_be_visible()
    reads_well(page)
    for number in range(page.get_by_text("有异议", exact=True).count()):
        newest_period(page)
        page.locator("tbody tr").filter(has_text="有异议").first.locator("th a").click()
        if page.get_by_text("我替三(1)班带过一次活动").count():
            page.get_by_label("增加多少工作量（减少用负号）").fill("1.2")
            page.get_by_label("理由").fill(REASON)
            page.get_by_role("button", name="添加更正").click()
            expect(page.locator(".work-lines").get_by_text(REASON)).to_be_visible()
        page.get_by_label("答复", exact=True).fill(f"已核对，第{number + 1}条。")
        page.get_by_role("button", name="答复", exact=True).click()
        expect(page.get_by_text("已答复，请本人重新核对。")).to_be_visible()


def vouches_for_the_principal(page: Page) -> None:
    """Whoever signs may have led a session too; then the office counter-signs that statement."""
    task = page.get_by_role("link", name=re.compile("请复核.*的结算单"))
    if task.count():
        task.click()
        page.get_by_role("button", name="复核这份结算单").click()
        expect(page.get_by_text("已复核。", exact=True)).to_be_visible()


@pytest.mark.plan("S50", "S51", "S52")
def test_the_statement_from_the_objection_to_the_lock(school: School, browser: Browser, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    with signed_in(browser, school.address, school.account(TEACHER)) as page:
        before = objects(page)
    with signed_in(browser, school.address, school.account("head")) as page:
        counter_signs(page)
    with signed_in(browser, school.address, school.account("office")) as page:
        answers_and_corrects(page)

    with signed_in(browser, school.address, school.account("principal")) as page:
        newest_period(page)
        expect(page.get_by_text("还不能签字")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("button", name="签字", exact=True)).to_have_count(0)

    with signed_in(browser, school.address, school.account(TEACHER)) as page:
        page.get_by_role("link", name=re.compile("请核对您的工作量")).first.click()
        assert units(page) == pytest.approx(before + 1.2)
        expect(page.locator(".work-lines").get_by_text(REASON)).to_be_visible()
        page.get_by_role("button", name="核对无误").click()
        expect(page.get_by_text("已确认，谢谢。")).to_be_visible()
    assert everybody_confirms(school.data, but=TEACHER) > 0
    with signed_in(browser, school.address, school.account("office")) as page:
        vouches_for_the_principal(page)

    with signed_in(browser, school.address, school.account("principal")) as page:
        page.get_by_role("link", name=re.compile("待签字的工作量")).click()
        confirm(page, "签字")
        expect(page.get_by_text("已签字，结算单按现在的样子保存。")).to_be_visible()
        together = units_together(page)

    with signed_in(browser, school.address, school.account(TEACHER)) as page:
        own_statement(page)
        expect(page.get_by_text("刚才重新计算：与签字时完全一致")).to_be_visible()
        first = downloaded(page, "PDF", kept)

    with signed_in(browser, school.address, school.account("office")) as page:
        newest_period(page)
        book = downloaded(page, "财务用表", kept)
        confirm(page, "锁定")
        expect(page.get_by_text("已锁定。之后的记录变动补计到下一期。")).to_be_visible()
        expect(page.get_by_role("button", name="重新计算")).to_have_count(0)
        summary = downloaded(page, "汇总表 PDF", kept)

    with signed_in(browser, school.address, school.account(TEACHER)) as page:
        own_statement(page)
        expect(page.get_by_text("有地方不对")).to_have_count(0)
        second = downloaded(page, "PDF", kept)

    assert first.read_bytes() == second.read_bytes(), "the same statement, to the byte"
    assert first.read_bytes().startswith(b"%PDF") and summary.read_bytes().startswith(b"%PDF")
    total = list(load_workbook(book)["汇总 Summary"].values)[-1]
    assert total[7] == pytest.approx(together)


def units_together(page: Page) -> float:
    card = page.locator(".figure-card").filter(has_text="工作量合计")
    return float(card.locator(".figure-value").inner_text().replace(",", ""))
