"""An offer is entered, matched with a child's shortage, pledged, delivered with its proof; the gap goes, the ledger has it once."""

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
from tests.e2e.person import DESK, go, signed_in
from tests.e2e.test_beside_the_sessions import reads_well
from tests.sessions.test_picture import photograph

MONDAY = datetime(2026, 11, 30, 10, tzinfo=SCHOOL_ZONE)


@pytest.fixture(scope="module")
def monday(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = Path(shutil.copytree(demo.data, tmp_path_factory.mktemp("partners") / "data"))
    set_clock(data, MONDAY)
    with frozen_site(data) as address:
        yield address


def seen(page: Page) -> None:
    reads_well(page)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


def save(page: Page) -> None:
    page.get_by_role("main").locator("form .btn-primary").click()
    expect(page.get_by_text("已登记。")).to_be_visible()


def new_offer(page: Page) -> None:
    page.get_by_role("link", name="登记合作方").click()
    page.get_by_label("合作方名称").fill("春芽助学会")
    page.get_by_label("属于哪一类？").select_option(label="慈善组织")
    save(page)
    page.get_by_role("main").get_by_role("link", name="协议", exact=True).click()
    page.get_by_label("协议名称").fill("助学协议")
    page.get_by_label("最后一天").fill("2027-08-31")
    page.get_by_label("资助资金").check()
    save(page)
    page.get_by_role("main").get_by_role("link", name="资源", exact=True).click()
    page.get_by_label("资金", exact=True).check()
    page.get_by_label("具体").first.fill("寄宿费")
    page.get_by_label("用途").select_option(label="寄宿费、伙食费")
    page.get_by_label("资金总额（元）").fill("9,000")
    page.get_by_label("最后一天").fill("2027-01-31")
    seen(page)
    save(page)
    seen(page)


@pytest.mark.slow
@pytest.mark.plan("C36", "C38")
def test_an_offer_closes_a_gap_once(browser: Browser, demo: Demo, monday: str) -> None:
    with signed_in(browser, monday, demo.accounts["counselling_teacher"]) as page:
        go(page, "合作方与资源")
        seen(page)
        new_offer(page)

        page.goto("/partners/needs")
        gap = page.locator("tbody tr").filter(has_text="固定费用还差").first
        child = gap.locator("th a").inner_text()
        seen(page)
        gap.locator("th a").click()
        seen(page)
        offered = page.locator(".aid-loud li").filter(has_text="春芽助学会")
        expect(offered).to_contain_text("可用于固定费用")
        offered.get_by_role("link", name="承诺").click()
        yuan = page.get_by_label("金额（元）").input_value()
        assert int(yuan) > 0
        save(page)
        expect(page.get_by_text("已承诺").first).to_be_visible()
        page.get_by_role("link", name="登记送达").click()
        page.get_by_label("金额（元）").fill(yuan)
        photo = {"name": "r.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
        page.get_by_label("凭证照片").set_input_files(photo)
        page.get_by_label("我看过了，照片中认不出任何孩子").check()
        seen(page)
        save(page)
        expect(page.get_by_text("已送达，有凭证")).to_be_visible()
        seen(page)

        page.get_by_role("main").get_by_role("link", name="救助台账").click()
        amount = f"¥{int(yuan):,}"
        expect(page.locator("tbody tr").filter(has_text="到账").filter(has_text=amount)).to_have_count(1)
        page.goto("/partners/needs")
        expect(page.locator("tbody tr").filter(has_text=child).filter(has_text="固定费用还差")).to_have_count(0)
        page.goto("/partners/gaps")
        seen(page)

    with signed_in(browser, monday, demo.accounts["head_counselor"]) as page:
        go(page, "合作方与资源")
        page.get_by_role("link", name="春芽助学会").click()
        expect(page.get_by_role("main")).to_contain_text("一名儿童")
        assert child not in page.get_by_role("main").inner_text()
        assert re.search(r"2026—2027", page.get_by_role("main").inner_text())
