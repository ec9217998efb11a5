"""A head counselor's bad week, at a desk and on a phone: two leaders swap, one leads all of a day, a day is lost and made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import cast

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from careplan.clock import today
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import ask, own_school
from tests.e2e.person import DESK, PATIENCE, PHONE, confirm, signed_in
from tests.e2e.teacher import fits
from tests.e2e.test_every_page import seen_by_axe
from tests.e2e.test_short_notice import SOLVER_PATIENCE, choose

pytestmark = pytest.mark.slow
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
SATURDAY = 5
FEW = 2
WEEKDAYS = "一二三四五"


@dataclass(frozen=True, slots=True)
class Ahead:
    """A session of one squad as the schedule in force has it; leader: who holds its first post; staff: everybody's rows."""

    id: str
    day: date
    period: int
    lessons: int
    leader: str
    squad: str
    staff: tuple[int, ...]


@pytest.fixture(scope="module")
def school(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with own_school(demo, tmp_path_factory.mktemp("week")) as address:
        yield address


def reads_well(page: Page) -> None:
    fits(page)
    assert seen_by_axe(page) == []


def all_ahead(page: Page, rows: str = "squad") -> list[dict[str, object]]:
    first = today() + timedelta(days=7)
    found = ask(page, f"/sessions/events?scope=all&rows={rows}&start={first}&end={first + timedelta(days=300)}")
    return [one for one in found if "period" in one and "is-cancelled" not in one["className"]]


def ahead(page: Page) -> list[Ahead]:
    """In order of time."""
    found = []
    for one in all_ahead(page, "leader"):
        _lesson, _place, leader, *_marks = str(one["detail"]).split(" · ")
        if "、" not in str(one["who"]):
            day = date.fromisoformat(str(one["start"])[:10])
            times = int(str(one["period"])), int(str(one["lessons"]))
            staff = tuple(cast("list[int]", one["rows"]))
            found.append(Ahead(str(one["id"]), day, *times, leader, str(one["who"]), staff))
    return found


def offered(page: Page, session: str) -> list[str]:
    """Everything that can be chosen for the first post of a session: people's numbers, and swaps."""
    text = page.request.get(f"/upsets/substitutes?session={session}").text()
    return re.findall(rf'name="post-{session}-0"[^>]*value="([^"]+)"', text)


def led_by(page: Page, one: Ahead) -> str:
    """Who leads the session of this squad, day and lesson now."""
    return next(
        now.leader for now in ahead(page) if (now.day, now.period, now.squad) == (one.day, one.period, one.squad)
    )


@SIZES
def test_two_leaders_swap_and_are_told_and_reminded(
    browser: Browser, demo: Demo, school: str, size: tuple[int, int]
) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"], size) as page:
        one, swap = next((one, way) for one in ahead(page) for way in offered(page, one.id) if way.startswith("swap:"))
        other = next(each for each in ahead(page) if each.id == swap.removeprefix("swap:").split("-")[0])
        page.goto(f"/sessions/{one.id}")
        page.get_by_role("link", name="换人带，或两人对调").click()
        way = page.locator(".cand").filter(has=page.locator(f"input[name='post-{one.id}-0'][value='{swap}']"))
        page.locator("details.choose-more").filter(has=way).locator("summary").click()
        expect(way).to_contain_text(other.leader)
        expect(way).to_contain_text("两人次数都不变")
        reads_well(page)
        way.click()
        expect(page.locator(".choose-bar")).to_contain_text("1 /")
        confirm(page, "生效")
        expect(page.get_by_text("已生效：2 个岗位换了人。")).to_be_visible(timeout=PATIENCE)
        assert (led_by(page, one), led_by(page, other)) == (other.leader, one.leader)
        told_and_reminded(page, (one.leader, other.leader))


def told_and_reminded(page: Page, leaders: tuple[str, str]) -> None:
    """Each is told once; who has not answered is reminded, and reminded again; who was told in person is not."""
    page.goto("/telling/")
    for name in leaders:
        expect(message(page, name)).to_have_count(1)
    people = page.locator(".message").count()
    press_and_agree(page, re.compile(f"发送给 {people} 人"))
    press_and_agree(page, re.compile(f"提醒还没收到的 {people} 人"))
    expect(page.get_by_text(f"已提醒 {people} 人。")).to_be_visible()
    expect(message(page, leaders[0])).to_contain_text("已提醒 1 次")
    reads_well(page)
    message(page, leaders[0]).get_by_role("button", name="已当面告知").click()
    expect(message(page, leaders[0])).to_contain_text("已当面告知")
    press_and_agree(page, re.compile(f"提醒还没收到的 {people - 1} 人"))
    expect(page.get_by_text(f"已提醒 {people - 1} 人。")).to_be_visible()
    expect(message(page, leaders[1])).to_contain_text("已提醒 2 次")
    expect(message(page, leaders[0])).not_to_contain_text("已提醒")
    reads_well(page)


def message(page: Page, name: str) -> Locator:
    return page.locator(".message").filter(has=page.get_by_role("heading", name=name, exact=True))


def press_and_agree(page: Page, button: re.Pattern[str]) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").locator("button[value=yes]").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


@SIZES
def test_one_person_leads_all_of_a_day(browser: Browser, demo: Demo, school: str, size: tuple[int, int]) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"], size) as page:
        pair = two_of_a_day(page)
        for one in pair:
            page.goto("/upsets/away/new")
            choose(page, "staff_id", one.leader)
            page.get_by_label("开始").fill(one.day.isoformat())
            page.get_by_label("请假").check()
            page.get_by_role("button", name="保存").click()
        page.get_by_role("link", name="选人代带").click()
        day = page.locator(".choose-day", has=page.locator(f"#day-{pair[0].day}"))
        both = day.locator(".choose-whole button").first
        name, now, then = re.match(r"(\S+)\s+当月 (\d+) 次 → (\d+) 次", both.inner_text()).groups()  # type: ignore[union-attr]
        posts = day.locator(".choose-card").count()
        assert int(then) == int(now) + posts >= int(now) + len(pair)
        reads_well(page)
        both.click()
        for card in day.locator(".choose-card").all():
            chosen = card.locator(".cand:has(input:checked)")
            expect(chosen.locator(".cand-name")).to_have_text(name)
            expect(chosen.locator(".cand-count")).to_contain_text(f"→ {then} 次")  # counted before it is in force
            expect(chosen.locator(".cand-count")).to_contain_text(f"其中刚选 {posts - 1} 次")
        reads_well(page)
        confirm(page, "生效")
        expect(page.get_by_text("已生效：")).to_be_visible(timeout=PATIENCE)
        assert {led_by(page, one) for one in pair} == {name}


def two_of_a_day(page: Page) -> tuple[Ahead, Ahead]:
    """Two sessions of a day, one after the other, whose leaders have nothing else then; one person could stand in both."""
    every = ahead(page)
    posts = Counter(
        (str(one["start"])[:10], row) for one in all_ahead(page, "leader") for row in cast("list[int]", one["rows"])
    )
    for one, other in combinations(every, 2):
        apart = one.period + one.lessons <= other.period or other.period + other.lessons <= one.period
        alone = [posts[each.day.isoformat(), each.staff[0]] for each in (one, other)] == [1, 1]
        if one.day == other.day and apart and alone:
            able = set(offered(page, one.id)) & set(offered(page, other.id))
            if len([way for way in able if not way.startswith("swap:")]) >= FEW:
                return one, other
    raise AssertionError("no day has two sessions that one person could lead")


@SIZES
def test_a_day_is_lost_and_another_follows_its_timetable(
    browser: Browser, demo: Demo, school: str, size: tuple[int, int]
) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"], size) as page:
        lost = a_day_to_lose(page)
        saturday = saturday_of(lost)
        before = all_ahead(page)
        fallen = [one for one in before if str(one["start"]).startswith(lost.isoformat())]
        mark(page, "全校停课", lost, "台风停课（演示）")
        expect(page.get_by_role("heading", name=f"{len(fallen)} 次活动要改期")).to_be_visible()
        moving = page.get_by_role("region", name="次活动要改期").locator(".upset-list")
        assert Counter(moving.locator(".upset-title").all_inner_texts()) == Counter(str(one["title"]) for one in fallen)
        reads_well(page)
        mark(page, "按别的星期几的课表上课", saturday, "补课（演示）", WEEKDAYS[lost.weekday()])
        page.get_by_role("button", name="重新安排时间和场地").click()
        page.get_by_role("link", name="查看结果").click(timeout=SOLVER_PATIENCE)
        expect(page.locator(".proposal-table tbody tr")).to_have_count(len(fallen))
        assert figure(page, "有变化的活动") == len(fallen)
        squads = {squad for one in fallen for squad in cast("list[int]", one["rows"])}
        assert figure(page, "要通知的中队") == len(squads)  # nobody else is moved
        table, told = page.locator(".proposal-table").inner_text(), people_to_tell(page)
        assert len(told) == figure(page, "要通知的老师") and [name for name in told if name not in table] == []
        reads_well(page)
        confirm(page, "采用并生效")
        expect(page.get_by_text("新的时间和场地已生效。")).to_be_visible(timeout=PATIENCE)
        after = all_ahead(page)
        assert [one for one in after if str(one["start"]).startswith(lost.isoformat())] == []
        assert Counter(map(what, before)) == Counter(map(what, after))  # none is given up
        stayed = {(what(one), one["start"]) for one in before} & {(what(one), one["start"]) for one in after}
        assert len(stayed) == len(before) - len(fallen)
        page.goto(f"/sessions/?scope=all&rows=none&view=week&day={lost}")
        expect(page.locator(".day-note-closed", has_text="台风停课（演示）").first).to_be_visible()
        expect(page.locator(".day-note-makeup", has_text="补课（演示）").first).to_be_visible()


def what(one: dict[str, object]) -> tuple[str, str]:
    return str(one["who"]), str(one["title"])


def a_day_to_lose(page: Page) -> date:
    """The first school day ahead with one or two sessions, before a Saturday that nobody has marked yet."""
    first = today() + timedelta(days=7)
    every = ask(page, f"/sessions/events?scope=all&start={first}&end={first + timedelta(days=300)}")
    marked = {one["start"][:10] for one in every if "day-note" in one.get("className", [])}
    days = Counter(date.fromisoformat(one["start"][:10]) for one in every if "period" in one)
    return next(day for day, count in sorted(days.items()) if count <= FEW and str(saturday_of(day)) not in marked)


def saturday_of(day: date) -> date:
    return day + timedelta(days=SATURDAY - day.weekday())


def mark(page: Page, kind: str, day: date, label: str, weekday: str = "") -> None:
    page.goto("/upsets/")
    page.get_by_role("link", name="停课或调课").click()
    page.get_by_label(kind).check()
    page.get_by_label("日期", exact=True).fill(day.isoformat())
    if weekday:
        page.get_by_label("按哪天的课表").select_option(label=f"周{weekday}")
    page.get_by_label("名称").fill(label)
    reads_well(page)
    page.get_by_role("button", name="保存，看看哪些活动受影响").click()
    marked = page.locator(".upset-mark", has_text=label).filter(has_text=f"{day.month}月{day.day}日")
    expect(marked.first).to_be_visible()


def people_to_tell(page: Page) -> list[str]:
    """Their names, under how many they are."""
    return card(page, "要通知的老师").locator(".figure-note").inner_text().split("、")


def card(page: Page, label: str) -> Locator:
    return page.locator(".figure-card").filter(has=page.get_by_text(label, exact=True))


def figure(page: Page, label: str) -> int:
    return int(card(page, label).locator(".figure-value").inner_text())
