"""Two squads in one session: recorded as merged with a reason; what record, roll, figures and outbox say of it then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import SCHOOL_ZONE, today
from careplan.db import db
from careplan.sessions.models import TeamSession
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import prepared_copy
from tests.e2e.frozen_site import frozen_site, set_clock
from tests.e2e.person import DESK, PHONE, signed_in
from tests.e2e.teacher import call_roll, fits
from tests.e2e.test_every_page import seen_by_axe
from tests.e2e.test_short_notice import choose

pytestmark = pytest.mark.slow
INCOMPLETE = 422
OPENS = time(7, 30)
WEEK = timedelta(days=7)
REASON = "带队老师生病（演示）"


@dataclass(frozen=True, slots=True)
class Two:
    """Numbers of the class teacher's own session and of another squad's of the week after; who holds their posts.

    The teacher leads neither: only the squad is theirs.
    """

    one: int
    into: int
    version: int
    day: date
    term: int
    teacher: str
    leaders: tuple[str, str]


def find(username: str) -> Two:
    """The first two such sessions ahead."""
    version = published_schedule()
    teacher = db.session.scalars(select(User).where(User.username == username)).one().staff
    assert version and teacher
    ahead = [
        row for row in sessions_of(version) if row.day > today() and row.state == "planned" and len(row.squads) == 1
    ]
    own = [row for row in ahead if row.squads[0].counselor_id == teacher.id]
    one, into = next((one, into) for one in own for into in ahead if fit(one, into, teacher.id))
    leaders = (one.posts[0].staff.name, into.posts[0].staff.name)
    return Two(one.id, into.id, version.id, into.day, one.term, teacher.name, leaders)


def fit(one: TeamSession, into: TeamSession, teacher: int) -> bool:
    concerned = {into.squads[0].counselor_id, *(post.staff_id for post in into.posts)}
    return teacher not in concerned and one.term == into.term and one.day <= into.day <= one.day + WEEK


@pytest.fixture
def two(demo: Demo, tmp_path: Path) -> Iterator[tuple[str, Two]]:
    """A copy of the school on the morning of the later session."""
    found: list[Two] = []
    data = prepared_copy(demo, tmp_path, lambda: found.append(find(demo.accounts["class_teacher"][0])))
    set_clock(data, datetime.combine(found[0].day, OPENS, SCHOOL_ZONE))
    with frozen_site(data) as address:
        yield address, found[0]


def reads_well(page: Page) -> None:
    fits(page)
    assert seen_by_axe(page) == []


def figures(page: Page, two: Two, squad: str) -> tuple[str, int]:
    """How many sessions of the term the schedule counts for the squad, and how many its leader leads in the year."""
    page.goto(f"/sessions/versions/{two.version}")
    row = page.locator("table.matrix tbody tr").filter(has=page.get_by_role("rowheader", name=squad, exact=True))
    led = page.locator("table.loads tbody tr").filter(
        has=page.get_by_role("rowheader", name=two.leaders[0], exact=True)
    )
    return row.first.locator("td .cell-count").nth(two.term - 1).inner_text(), int(led.locator("td").first.inner_text())


def message(page: Page, name: str) -> Locator:
    return page.locator(".message").filter(has=page.get_by_role("heading", name=name, exact=True))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_two_squads_meet_in_one_session(
    browser: Browser, demo: Demo, two: tuple[str, Two], size: tuple[int, int]
) -> None:
    address, sessions = two
    with signed_in(browser, address, demo.accounts["head_counselor"], size, refusals={INCOMPLETE}) as page:
        page.goto(f"/sessions/{sessions.into}")
        other = page.locator(".session-facts dd").first.inner_text()
        page.goto(f"/sessions/{sessions.one}")
        squad = page.locator(".session-facts dd").first.inner_text()
        counted, led = figures(page, sessions, squad)
        merge(page, sessions)
        assert figures(page, sessions, squad) == (counted, led - 1)  # the squad took part, its leader did not lead
        expect(page.locator(".matrix-legend")).to_contain_text("已取消的活动不计入")
        told(page, sessions, squad)

    with signed_in(browser, address, demo.accounts["class_teacher"], size) as page:
        notice = page.get_by_role("article").filter(has_text="【合并】您的中队一起参加")
        notice.get_by_role("button", name="收到").click()
        expect(page.get_by_text("谢谢！")).to_be_visible()
        page.goto(f"/sessions/{sessions.one}")
        page.get_by_role("link", name="去看那次活动").click()
        for name in (squad, other):
            expect(page.locator(".session-facts dd").first).to_contain_text(name)
        expect(page.locator(".part-departure")).to_contain_text("他们的活动并入了这一次")
        roll = page.locator(".squad-rolls li").filter(has_text=squad)
        expect(page.locator(".squad-rolls li").filter(has_text=other).get_by_role("link")).to_have_count(0)
        roll.get_by_role("link").click()
        called = call_roll(page, sessions.into, absent=1)
        page.goto(f"/sessions/{sessions.into}")
        expect(roll).to_contain_text(f"{called.expected - 1} / {called.expected}")
        reads_well(page)


def merge(page: Page, sessions: Two) -> None:
    """From the session's page; first without a reason, which is refused and loses nothing."""
    page.goto(f"/sessions/{sessions.one}")
    page.get_by_role("link", name="改了时间地点开展，或与别的活动合并了").click()
    label = page.locator(f'#into_id option[value="{sessions.into}"]').inner_text()
    choose(page, "into_id", label)
    form = page.get_by_role("region", name="与另一次活动合并")
    form.get_by_role("button", name="登记为合并开展").click()
    expect(form.locator(".field-error").first).to_be_visible()
    reads_well(page)
    expect(page.locator("#into_id")).to_have_value(str(sessions.into))
    form.get_by_label("理由").fill(REASON)
    form.get_by_role("button", name="登记为合并开展").click()
    expect(page.locator(".part-departure")).to_contain_text(REASON)
    expect(page.locator(".session-when")).to_contain_text("已取消")
    reads_well(page)


def told(page: Page, sessions: Two, squad: str) -> None:
    """The outbox: the squad's teacher hears where to go, who leads there that more come, and each once."""
    page.goto("/telling/")
    expect(message(page, sessions.teacher)).to_contain_text("【合并】您的中队一起参加")
    expect(message(page, sessions.leaders[1])).to_contain_text(f"{squad}也来一起参加")
    expect(page.locator(".message", has_text=REASON)).to_have_count(0)
    reads_well(page)
    page.get_by_role("button", name=re.compile("发送给 .* 人")).click()
    page.get_by_role("dialog").locator("button[value=yes]").click()
    expect(page.get_by_text(re.compile("已发送给 .* 人"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("发送给 .* 人"))).to_have_count(0)
