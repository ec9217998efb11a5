"""The turn of the year in a browser: the office looks ahead, decides about the last grade, and opens the new year."""

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
from tests.e2e.person import signed_in
from tests.e2e.test_beside_the_sessions import reads_well

SUMMER = datetime(2027, 7, 12, 10, tzinfo=SCHOOL_ZONE)


@pytest.fixture(scope="module")
def summer(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the demo school in the holidays after its year."""
    data = Path(shutil.copytree(demo.data, tmp_path_factory.mktemp("summer") / "data"))
    set_clock(data, SUMMER)
    with frozen_site(data) as address:
        yield address


def confirm(page: Page) -> None:
    page.get_by_role("button", name="开启新学年").click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()


def carried(page: Page) -> list[str]:
    return page.get_by_role("region", name="自动延续").get_by_role("listitem").all_inner_texts()


@pytest.mark.plan("C41")
def test_the_office_opens_the_new_year_and_nobody_is_lost(browser: Browser, demo: Demo, summer: str) -> None:
    with signed_in(browser, summer, demo.accounts["office"], refusals={422}) as page:
        page.get_by_role("link", name="本学年已结束，请开启新学年").click()
        goes_on = carried(page)
        assert any("毕业" in one for one in goes_on)
        reads_well(page)
        page.get_by_role("link", name="开启新学年").click()
        confirm(page)
        expect(page.get_by_text(re.compile("请决定|2027—2028学年已开启")).first).to_be_visible()
        undecided = page.get_by_role("radio", name="离校", exact=True)
        if undecided.count():
            expect(page.get_by_text("请决定").first).to_be_visible()
            for one in range(undecided.count()):
                undecided.nth(one).check()
                page.get_by_label("交接给谁，或留下的原因").nth(one).fill("镇初中班主任")
            reads_well(page)
            confirm(page)
        expect(page.get_by_text(re.compile("2027—2028学年已开启"))).to_be_visible()
        expect(page.get_by_text("中队没有辅导员")).to_be_visible()
        assert carried(page) == [one for one in goes_on if "毕业" not in one]
        page.goto("/school/squads")
        expect(page.get_by_role("main").get_by_text("一(1)班").first).to_be_visible()
