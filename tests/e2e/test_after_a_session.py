"""What a teacher records after a session, at a desk and on a phone: roll, slips, another time; no new plan loses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import delete, select

from careplan.accounts.models import User
from careplan.clock import today
from careplan.db import db
from careplan.school.models import Squad
from careplan.school.queries import require_year
from careplan.sessions.models import Attendance, TeamSession
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from careplan.voices.models import ClassAnswers
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import own_school
from tests.e2e.person import DESK, PHONE, signed_in
from tests.e2e.teacher import fits
from tests.e2e.test_every_page import seen_by_axe

pytestmark = pytest.mark.slow
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
INCOMPLETE = 422
LAST_YOUNG_GRADE = 3
REASON = "操场积水，改在室内（演示）"


@dataclass(frozen=True, slots=True)
class Over:
    """Sessions of the class teacher's own squad that are over, of which nothing but perhaps a roll is kept: a width each."""

    address: str
    squad: int
    sessions: dict[tuple[int, int], int]

    def at(self, size: tuple[int, int]) -> str:
        return f"/sessions/{self.sessions[size]}"


@pytest.fixture(scope="module")
def over(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Over]:
    found: list[tuple[int, dict[tuple[int, int], int]]] = []
    folder = tmp_path_factory.mktemp("over")
    with own_school(demo, folder, lambda: found.append(find(demo.accounts["class_teacher"][0]))) as address:
        yield Over(address, *found[0])


def find(username: str) -> tuple[int, dict[tuple[int, int], int]]:
    """The squad, and a session for each width; what children said after them in the demo is taken away."""
    version = published_schedule()
    account = db.session.scalars(select(User).where(User.username == username)).one()
    squad = db.session.scalars(select(Squad).where(Squad.counselor_id == account.staff_id)).one()
    assert version and require_year().start_year - squad.entry_year < LAST_YOUNG_GRADE
    own = [row for row in sessions_of(version) if is_over(row) and row.squads == [squad]]
    chosen = dict(zip((DESK, PHONE), (row.id for row in own), strict=False))
    db.session.execute(delete(ClassAnswers).where(ClassAnswers.team_session_id.in_(chosen.values())))
    return squad.id, chosen


def is_over(row: TeamSession) -> bool:
    """Held on an earlier day as planned, with its roll."""
    called = db.session.scalar(select(Attendance.id).where(Attendance.team_session_id == row.id).limit(1))
    return row.day < today() and row.state == "held" and row.departure is None and called is not None


def reads_well(page: Page) -> None:
    fits(page)
    assert seen_by_axe(page) == []


@SIZES
def test_a_roll_is_taken_and_corrected_with_its_trail(
    browser: Browser, demo: Demo, over: Over, size: tuple[int, int]
) -> None:
    with signed_in(browser, over.address, demo.accounts["class_teacher"], size) as page:
        children = open_roll(page, over.at(size))
        late, host, away = (children.nth(place).locator("legend").inner_text() for place in (0, 1, 2))
        line(page, late).locator(".roll-late").click()
        line(page, late).locator(".roll-minutes input").fill("5")
        line(page, host).locator("select").select_option("host")
        line(page, away).locator(".roll-leave").click()
        page.get_by_label("到场家长人数").fill("7")
        came = int(page.locator("[data-count=came]").inner_text())
        reads_well(page)
        save_roll(page, came)
        told = page.locator(".part-attendance")
        expect(told).to_contain_text(re.compile(r"迟到 [1-9]"))
        expect(told).to_contain_text(re.compile(r"主持人 [1-9]"))
        expect(told).to_contain_text("到场家长 7 人")

        open_roll(page, over.at(size))
        expect(line(page, late).locator(".roll-minutes input")).to_have_value("5")
        line(page, late).locator(".roll-present").click()
        line(page, away).locator(".roll-present").click()
        save_roll(page, came + 1)  # who is late came; who was on leave did not
        open_roll(page, over.at(size))
        page.locator(".roll-trail summary").click()
        trail = page.locator(".roll-trail > ol > li")
        expect(trail.filter(has_text="主持人").first).to_contain_text(f"{host}：到 → 到 · 主持人")
        for entered in (f"{late}：到 → 迟到 5 分钟", f"{late}：迟到 5 分钟 → 到"):  # the first word stays
            expect(trail.filter(has_text=entered)).to_have_count(1)
        reads_well(page)


def open_roll(page: Page, session: str) -> Locator:
    """The roll; its children who are here as planned."""
    page.goto(session)
    page.get_by_role("link", name="更正出席情况").click()
    expect(page.locator(".roll-line").first).to_be_visible()
    return page.locator(".roll-line:has(.roll-present input:checked):has(option[value='']:checked)")


def line(page: Page, name: str) -> Locator:
    return page.locator(".roll-line").filter(has=page.get_by_role("group", name=name, exact=True))


def save_roll(page: Page, came: int) -> None:
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text(re.compile(f"已保存：应到 \\d+ 人，实到 {came} 人。"))).to_be_visible()


@SIZES
def test_slips_of_paper_are_keyed_in_and_corrected(
    browser: Browser, demo: Demo, over: Over, size: tuple[int, int]
) -> None:
    with signed_in(browser, over.address, demo.accounts["class_teacher"], size, refusals={INCOMPLETE}) as page:
        page.goto(over.at(size))
        page.get_by_role("link", name="请孩子们评一评").click()
        expect(page.locator(".way-first")).to_contain_text("适合一至三年级")
        reads_well(page)
        page.get_by_role("link", name="录入人数").click()
        key_in(page, "830", "821", "730")
        expect(page.locator(".tally-sum").last).to_have_text(re.compile(r"^10 / \d+$"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("三题的合计不一样")
        expect(page.locator(".tally-cell input").nth(7)).to_have_value("3")  # nothing keyed is lost
        reads_well(page)
        page.locator(".tally-cell input").nth(8).fill("1")
        page.keyboard.press("Enter")
        expect(page.get_by_role("img", name="好玩 8, 一般 3, 不好玩 0")).to_be_visible()
        expect(page.get_by_role("img", name=re.compile("7, .* 3, .* 1"))).to_be_visible()
        reads_well(page)


def key_in(page: Page, *rows: str) -> None:
    """Nine numbers by keys alone, from where the page has put the cursor."""
    expect(page.locator(".tally-cell input").first).to_be_focused()
    for digit in "".join(rows):
        page.keyboard.type(digit)
        page.keyboard.press("Tab")
