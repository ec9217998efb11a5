"""The plan's own story by six people, from the day on which the father is taken away to the report and the charity's packet.

A boy of twelve; 3,000 yuan of boarding fees owed; the street knows within days; 4,000 yuan granted and split; the allowance
rises from 245 to 650; the fee is brought in the middle of every month and his teacher asked how he is; a charity helps
without learning more than it needs: shoes come. The site's clock goes from October to December.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import principal
from tests.e2e.frozen_site import frozen_site
from tests.e2e.person import PHONE as SMALL
from tests.e2e.person import signed_in
from tests.e2e.recount import count
from tests.e2e.small_school import ADDRESS, BOY, ID_NUMBER, OTHERS, PHONE, SmallSchool, found_small_school
from tests.e2e.story_file import (
    counselling_teacher_reviews,
    office_tells_the_street,
    street_answers,
    teacher_learns_of_it,
)
from tests.e2e.story_help import allowance_rises, duty_begins, fee_is_brought, money_is_granted_and_split
from tests.e2e.story_outside import charity_is_asked, charity_offers_shoes, need_and_consent, shoes_arrive, text_of

REPORT_PATIENCE = 120_000
DAYS_FROM_ASKING = """SELECT CAST(sum(julianday(came) - julianday(asked)) AS INT) FROM (SELECT
  (SELECT min(day) FROM aid_step WHERE case_id = c.id) AS asked,
  (SELECT min(day) FROM aid_entry WHERE case_id = c.id AND kind IN ('paid', 'goods')) AS came FROM aid_case c)"""
NEVER_OUT = (
    BOY,
    BOY[1:],
    "小满",
    ID_NUMBER,
    ID_NUMBER[6:14],
    ADDRESS,
    "柳林村",
    PHONE,
    "田大山",
    "凌云",
    "羁押",
    "12岁",
    "六(1)",
)
"""Of the boy, what no charity may read."""


@pytest.fixture
def school(tmp_path: Path) -> SmallSchool:
    found = found_small_school(tmp_path / "school")
    found.turn_clock(10, 12)
    return found


@pytest.fixture
def site(school: SmallSchool) -> Iterator[str]:
    with frozen_site(school.data) as address:
        yield address


@pytest.mark.plan("C14", "C16", "C23", "C26", "C27", "C31", "C32", "C37")
def test_a_boy_whose_last_parent_is_detained(browser: Browser, school: SmallSchool, site: str, tmp_path: Path) -> None:
    file = f"/care/children/{school.boy}"
    with signed_in(browser, site, school.accounts["class_teacher"], SMALL) as page:
        event = teacher_learns_of_it(page, file, school.boy)
    school.turn_clock(10, 13)
    with signed_in(browser, site, school.accounts["office"]) as page:
        office_tells_the_street(page, event)
    with signed_in(browser, site, school.accounts["counselling_teacher"]) as page:
        counselling_teacher_reviews(page, event, file)
    school.turn_clock(10, 15)
    with signed_in(browser, site, school.accounts["office"]) as page:
        street_answers(page, event)
    with signed_in(browser, site, school.accounts["community_worker"]) as page:
        grant = money_is_granted_and_split(page, school.boy)
        allowance_rises(page, school.boy)
        duty_begins(page, school.boy)
    for month, day in ((10, 15), (11, 16), (12, 15)):
        school.turn_clock(month, day)
        with signed_in(browser, site, school.accounts["community_worker"], SMALL) as page:
            fee_is_brought(page, school.boy, month)
    with signed_in(browser, site, school.accounts["class_teacher"]) as page:
        need_and_consent(page, file, school.boy)
    with signed_in(browser, site, school.accounts["counselling_teacher"]) as page:
        packet = charity_is_asked(page, school.accounts["counselling_teacher"][1], tmp_path)
        charity_offers_shoes(page, school.boy)
    charity_learns_no_more_than_it_needs(packet)
    school.turn_clock(12, 18)
    with signed_in(browser, site, school.accounts["community_worker"]) as page:
        shoes_arrive(page, school.boy)
    with signed_in(browser, site, school.accounts["principal"]) as page:
        report = principal_issues_the_report(page, tmp_path)
    his_aid_is_counted(report, school.data)
    with signed_in(browser, site, school.accounts["head_counselor"]) as page:
        head_counselor_sees_counts(page, (grant, event, file, f"{file}/file"))


def charity_learns_no_more_than_it_needs(packet: tuple[dict, list[str], str]) -> None:
    kept, cells, pdf = packet
    [row] = kept["rows"]
    assert kept["columns"] == ["编号", "性别", "学段", "需求", "物品或事项", "尺码、数量或金额"]
    assert row[1:] == ["男", row[2], "生活", "该生要一双棉鞋，他爸电话（号码略）", "38码"]
    assert re.fullmatch(r"[0-9A-Z-]{4,}", row[0]) and "年级" in row[2]
    for said in (json.dumps(kept, ensure_ascii=False), "\n".join(cells), pdf):
        assert [word for word in NEVER_OUT if word in said] == []
        assert "38码" in said


def principal_issues_the_report(page: Page, folder: Path) -> str:
    page.goto("/reports/")
    principal.issue_report(page, "寄宿费的缺口还要早一点知道。")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载PDF").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return text_of(path)


def his_aid_is_counted(report: str, data: Path) -> None:
    """Three cases of his (a grant, the allowance, the charity's shoes) and four of classmates, counted from the records; his name and what befell him stand nowhere."""
    cases = count(data, "SELECT count(*) FROM aid_case")
    came = count(data, "SELECT count(DISTINCT case_id) FROM aid_entry WHERE kind IN ('paid', 'goods')")
    assert cases == came == OTHERS + 3
    days = count(data, DAYS_FROM_ASKING) / cases
    assert f"登记救助{cases}件，救助落实率100%，从申请到送达平均用时{days:.1f}天。" in report
    assert [word for word in NEVER_OUT if word in report] == []


def head_counselor_sees_counts(page: Page, pages: tuple[str, ...]) -> None:
    """The figure is there, the child is not, and its pages are closed."""
    page.goto("/indicators/measures/aid_delivered")
    said = page.get_by_role("main").inner_text()
    assert "100%" in said
    assert [word for word in NEVER_OUT if word in said] == []
    assert [page.request.get(one).status for one in pages] == [403] * len(pages)
