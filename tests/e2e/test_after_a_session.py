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
from tests.e2e.person import DESK, PHONE, confirm, signed_in
from tests.e2e.teacher import fits
from tests.e2e.test_every_page import seen_by_axe
from tests.e2e.test_two_planners import other_time

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
def test_slips_of_paper_are_keyed_in_and_the_teacher_answers_too(
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
        answer_for_oneself(page)
        reads_well(page)


def answer_for_oneself(page: Page) -> None:
    """The teacher's three questions, beside what the children answered."""
    if not page.get_by_role("group", name="趣味性").is_visible():  # folds where there is an answer already
        page.locator("summary", has_text=re.compile("修改我的回答|回答三个问题")).click()
    for question, answer in (("趣味性", "5"), ("针对性", "4"), ("实效性", "4")):
        page.get_by_role("group", name=question).get_by_role("radio", name=answer).check()
    page.get_by_label("补充说明").fill("孩子们愿意说，下次留多点时间。")
    page.locator("form[action$='/feedback']").get_by_role("button", name="保存").click()
    expect(page.locator("blockquote", has_text="孩子们愿意说，下次留多点时间。")).to_be_visible()


def key_in(page: Page, *rows: str) -> None:
    """Nine numbers by keys alone, from where the page has put the cursor."""
    expect(page.locator(".tally-cell input").first).to_be_focused()
    for digit in "".join(rows):
        page.keyboard.type(digit)
        page.keyboard.press("Tab")


@SIZES
def test_a_session_held_at_another_time_is_recorded_and_no_new_plan_loses_it(
    browser: Browser, demo: Demo, over: Over, size: tuple[int, int]
) -> None:
    with signed_in(browser, over.address, demo.accounts["class_teacher"], size, refusals={INCOMPLETE}) as page:
        page.goto(over.at(size))
        planned = page.locator(".session-when").inner_text()
        page.get_by_role("link", name="改了时间地点开展，或与别的活动合并了").click()
        lesson = record_another_lesson(page)
        expect(page.locator(".part-departure")).to_contain_text(f"原定{planned.split(' · ')[0].strip()}")
        expect(page.locator(".part-departure")).to_contain_text(REASON)
        expect(page.locator(".session-when")).to_contain_text(re.compile(f"第{lesson}(–\\d+)?节.*已开展", re.S))
        reads_well(page)
        kept = everything_kept(page, over.at(size))
    with signed_in(browser, over.address, demo.accounts["head_counselor"], size) as page:
        plan_anew(page, over.squad)
    with signed_in(browser, over.address, demo.accounts["class_teacher"], size) as page:
        assert everything_kept(page, over.at(size)) == kept  # it moves along into the plan in force
        expect(page.get_by_text("这次活动属于未生效的安排")).to_have_count(0)
        page.goto(f"/sessions/list?span=year&squad={over.squad}")
        row = page.locator(".session-table tr").filter(has=page.locator(f"th a[href='{over.at(size)}']"))
        expect(row).to_contain_text(re.compile(f"第{lesson}(–\\d+)?节.*已开展", re.S))


def record_another_lesson(page: Page) -> str:
    """First without a reason, which is refused and loses nothing; the lesson that was recorded."""
    lessons = page.get_by_label("从第几节开始")
    other = lessons.locator("option:not(:checked)").first.get_attribute("value") or ""
    lessons.select_option(other)
    form = page.get_by_role("region", name="改了时间或场地")
    form.get_by_role("button", name="登记为已开展").click()
    expect(form.locator(".field-error").first).to_be_visible()
    expect(lessons).to_have_value(other)
    reads_well(page)
    form.get_by_label("理由").fill(REASON)
    form.get_by_role("button", name="登记为已开展").click()
    expect(page.get_by_text("已登记：改了时间或场地开展。")).to_be_visible()
    return other


def everything_kept(page: Page, session: str) -> dict[str, object]:
    """What is recorded of a session: when and why, who came, what was answered and noted, the roll and its trail."""
    page.goto(session)
    found: dict[str, object] = {
        part: page.locator(f".{part}").first.inner_text()
        for part in ("session-when", "part-departure", "part-attendance", "part-feedback", "part-notes")
    }
    open_roll(page, session)
    found["roll"] = page.locator(".roll-line").evaluate_all(
        "all => all.map((one) => [one.querySelector('legend').innerText, ...[...new FormData(one.closest('form'))]"
        ".filter(([name]) => one.querySelector(`[name='${name}']`)).map(([, value]) => value)])"
    )
    found["trail"] = page.locator(".roll-trail > ol > li").all_text_contents()
    return found


def plan_anew(page: Page, squad: int) -> None:
    """Another plan takes the place of the one in force: what happened is taken over, a session ahead is moved."""
    page.goto("/sessions/")
    page.get_by_role("button", name=re.compile("修改安排|继续修改草稿")).click()
    page.get_by_role("link", name="草稿总览").click()
    behind = page.get_by_role("button", name="接到草稿里")
    expect(page.get_by_role("heading", name="发布", exact=True)).to_be_visible()
    if behind.count():
        behind.click()
        expect(behind).to_have_count(0)
    page.goto(f"{page.url.split('?')[0]}?squad={squad}")
    page.locator(".desk-table tbody tr:not(:has(.bi-lock)) th a").last.click()
    page.get_by_label("日期和课次").select_option(other_time(page, 0))
    page.get_by_role("button", name="移动", exact=True).click()
    expect(page.locator(".alert-success")).to_contain_text("→")
    confirm(page, "发布")
    expect(page.get_by_text("活动安排已发布。")).to_be_visible()
