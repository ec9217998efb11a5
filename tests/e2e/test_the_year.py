"""The whole way as three people in a browser, with a school of real size: from the roster to the report.

The site's clock is turned to the days on which a school does these things; the weeks between are played.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser

from careplan.demo.parameters import demo_school
from tests.e2e import head_counselor, principal, teacher
from tests.e2e.frozen_site import frozen_site
from tests.e2e.new_school import NewSchool, found_new_school, furnish, play_weeks
from tests.e2e.person import PHONE, signed_in
from tests.e2e.recount import LEFT_BEHIND, count, recount

IMPORT, PLAN, DECISION, TODAY = date(2026, 8, 26), date(2026, 8, 28), date(2026, 8, 31), date(2026, 11, 27)
TEACHER = "teacher32"
ABSENT = 2
AIMS = "让每个留守孩子每周都有一次能说说心里话的活动，有人记得他的名字。"
BUDGET_YUAN = 40_000


@pytest.fixture
def school(tmp_path: Path) -> NewSchool:
    school = found_new_school(tmp_path / "school")
    school.turn_clock(IMPORT, 9)
    return school


@pytest.fixture
def site(school: NewSchool) -> Iterator[str]:
    with frozen_site(school.data) as address:
        yield address


@pytest.mark.slow
@pytest.mark.plan("S39", "S45")
def test_the_year_from_the_roster_to_the_report(browser: Browser, school: NewSchool, site: str, tmp_path: Path) -> None:
    roster_is_imported(browser, school, site)
    furnish(school)
    plan_is_made_and_approved(browser, school, site)
    schedule_is_published(browser, school, site)
    play_weeks(school, TODAY)
    school.turn_clock(TODAY, 17, 30)
    teacher_records_a_session(browser, school, site)
    principal_opens_a_figure(browser, school, site)
    said = text_of(principal_issues_the_report(browser, school, site, tmp_path))
    report_equals_recount(said, school)


def roster_is_imported(browser: Browser, school: NewSchool, site: str) -> None:
    with signed_in(browser, site, school.accounts["head"]) as page:
        added = head_counselor.import_roster(page, school.roster)
        head_counselor.sees_no_name(page, school.children)
    assert added == len(school.children) > 900
    assert count(school.data, "SELECT count(*) FROM child") == added


def plan_is_made_and_approved(browser: Browser, school: NewSchool, site: str) -> None:
    school.turn_clock(PLAN, 15)
    with signed_in(browser, site, school.accounts["head"]) as page:
        head_counselor.make_plan(page, AIMS, BUDGET_YUAN)
    school.turn_clock(DECISION, 9)
    with signed_in(browser, site, school.accounts["principal"]) as page:
        principal.approve_plan(page)


def schedule_is_published(browser: Browser, school: NewSchool, site: str) -> None:
    school.turn_clock(DECISION, 16)
    with signed_in(browser, site, school.accounts["head"]) as page:
        head_counselor.make_schedule(page)
        sessions = head_counselor.publish(page)
    in_force = (
        "SELECT count(*) FROM team_session JOIN schedule_version v ON v.id = schedule_id WHERE v.state = 'published'"
    )
    assert sessions == count(school.data, in_force) > 200


def teacher_records_a_session(browser: Browser, school: NewSchool, site: str) -> None:
    with signed_in(browser, site, school.accounts[TEACHER], PHONE) as page:
        session = teacher.open_waiting_roll(page)
        called = teacher.call_roll(page, session, ABSENT)
        teacher.give_feedback(page, (5, 4, 4), "孩子们愿意说，下次留多点时间。")
    stored = f"SELECT count(*) FROM attendance WHERE team_session_id = {session}"
    assert called.expected == count(school.data, stored) > 30
    assert count(school.data, f"{stored} AND state = 'absent'") == ABSENT
    assert count(school.data, f"SELECT sum(interesting) FROM feedback WHERE team_session_id = {session}") == 5


def principal_opens_a_figure(browser: Browser, school: NewSchool, site: str) -> None:
    with signed_in(browser, site, school.accounts["principal"]) as page:
        opened = principal.open_indicator(page, "队日、活动课完成率")
    held = count(school.data, "SELECT count(*) FROM team_session WHERE state = 'held' AND planned")
    assert opened.counted == held > 50
    assert opened.fraction == f"{opened.counted} / {opened.counted + opened.missing}"
    assert opened.figure == f"{percent(opened.counted / (opened.counted + opened.missing))}%"


def principal_issues_the_report(browser: Browser, school: NewSchool, site: str, folder: Path) -> Path:
    with signed_in(browser, site, school.accounts["principal"]) as page:
        principal.issue_report(page, "家长到校参加活动的还不够多。")
        return principal.download_report(page, folder)


def text_of(pdf: Path) -> str:
    """All words of the report without white space."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages)


def report_equals_recount(said: str, school: NewSchool) -> None:
    known = recount(school.data, TODAY)
    assert f"在册学生{known['pupils']:,}人，教职工{known['staff']:,}人" in said
    assert f"{known['squads']:,}个教学班" in said
    assert f"本学年共安排活动{known['sessions']:,}次" in said
    assert f"已开展{known['held']:,}次、取消{known['cancelled']:,}次" in said
    share = percent(known["came"] / known["called"])
    assert f"活动出勤率{share}%" in said
    assert f"{known['came']:,}/{known['called']:,}" in said
    assert f"登记走访和谈心{known['visits']:,}次" in said
    assert f"费用合计{known['cost_fen'] / 100:,g}元" in said
    left_behind_equal_recount(said, known)
    assert demo_school().school.name in said and "演示数据" in said


def left_behind_equal_recount(said: str, known: dict[str, int]) -> None:
    """The report says by which definition it counts; the other ones stand beside it."""
    total = re.search(r"本报告按(学籍系统口径|民政口径).*?全校留守儿童(\d+)人", said)
    assert total is not None
    assert int(total[2]) == known[total[1]] > 100
    other = next(name for name in LEFT_BEHIND if name != total[1])
    beside = re.search(rf"按{other}(?:（[^）]*）)?为(\d+)人", said)
    assert beside is not None
    assert int(beside[1]) == known[other]


def percent(share: float) -> str:
    """0.9 → 90, 0.8888 → 88.9."""
    return f"{share * 100:.1f}".rstrip("0").rstrip(".") if share < 1 else "100"
