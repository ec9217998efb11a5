"""A roll taken on a phone without network: kept there, sent when the network is back, and never over somebody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.own_school import School, own_copy
from tests.e2e.person import PATIENCE, PHONE, sign_in
from tests.e2e.test_every_page import BAD

ALL_KEPT = """async () => {
  const open = indexedDB.open('careplan-phone');
  const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const found = {};
  for (const store of base.objectStoreNames) {
    const asked = base.transaction(store).objectStore(store).getAll();
    found[store] = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  }
  base.close();
  const text = (one) => JSON.stringify(one, (_k, v) => v instanceof ArrayBuffer ? new TextDecoder().decode(v) : v);
  const keys = await caches.keys();
  const pages = [];
  for (const name of keys) for (const one of await (await caches.open(name)).keys()) {
    pages.push(await (await caches.match(one, { ignoreVary: true })).clone().text());
  }
  return { counts: Object.fromEntries(Object.entries(found).map(([k, v]) => [k, v.length])), text: text(found), pages: pages.join() };
}"""


@pytest.fixture
def school(demo: Demo, tmp_path: Path) -> Iterator[School]:
    with own_copy(demo, tmp_path) as copied:
        yield copied


@pytest.fixture
def phone(browser: Browser, school: School) -> Iterator[BrowserContext]:
    """A phone; nothing of it may break the content policy or fail in a script."""
    width, height = PHONE
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        base_url=school.address,
    )
    context.set_default_timeout(PATIENCE)
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    yield context
    context.close()
    assert faults == []


def state_of(page: Page) -> str:
    return page.locator(".phone-state").inner_text()


def ready(phone: BrowserContext, school: School) -> Page:
    """The class teacher's phone with today's rolls on it."""
    page = phone.new_page()
    sign_in(page, *school.accounts["class_teacher"])
    page.goto("/sessions/phone/")
    expect(page.locator(".phone-state")).to_contain_text("断网也能点名")
    return page


def card(page: Page, session: int) -> Locator:
    """The card of a session: a teacher may have several rolls to call."""
    return page.locator(f'.phone-card[data-card-of^="{session}-"]')


def opened(page: Page) -> tuple[int, list[str]]:
    """Open the first roll: its session, and the children's names."""
    with page.expect_response("**/sessions/phone/rolls**") as told:
        page.reload()
    session = int(told.value.json()["rolls"][0]["session"])
    expect(page.locator(".phone-state")).to_contain_text("断网也能点名")
    card(page, session).click()
    return session, page.locator(".roll-line legend").all_inner_texts()


def reads_well(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found if rule["impact"] in BAD] == []


@pytest.mark.plan("S14")
def test_a_roll_is_taken_without_network_and_arrives_when_it_is_back(phone: BrowserContext, school: School) -> None:
    page = ready(phone, school)
    reads_well(page)
    session, names = opened(page)

    phone.set_offline(True)
    page.reload()  # the phone opens the page by itself
    expect(page.locator(".phone-state")).to_contain_text("没有网络")
    rolls = page.locator(".phone-card").count()
    card(page, session).click()
    children = page.locator(".roll-line")
    children.nth(0).locator("select").select_option("host")
    children.nth(1).locator(".roll-absent").click()
    children.nth(2).locator(".roll-late").click()
    children.nth(2).locator(".roll-minutes input").fill("5")
    page.locator("[data-parents]").fill("7")
    reads_well(page)
    page.get_by_role("button", name="点完，发送").click()
    expect(page.locator(".phone-state")).to_contain_text("有 1 份点名等待发送")
    page.reload()
    expect(page.locator(".phone-state")).to_contain_text("有 1 份点名等待发送")
    assert school.stored(session) == {}
    kept = page.evaluate(ALL_KEPT)
    assert kept["counts"] == {"own": 1, "rolls": rolls, "taken": 1}
    assert [name for name in names if name in kept["text"] or name in kept["pages"]] == []

    phone.set_offline(False)
    expect(page.locator(".phone-state")).to_contain_text("全部发送")

    found = sorted(school.stored(session).values(), key=str)
    assert len(found) == len(names)
    assert [one for one in found if one != ("present", "", None)] == [
        ("absent", "", None),
        ("late", "", 5),
        ("present", "host", None),
    ]
    assert page.evaluate(ALL_KEPT)["counts"]["taken"] == 0
    page.goto(f"/sessions/{session}")
    expect(page.get_by_text("到场家长 7 人")).to_be_visible()


def test_what_somebody_else_entered_meanwhile_is_shown_and_decided(
    phone: BrowserContext, browser: Browser, school: School
) -> None:
    page = ready(phone, school)
    session, names = opened(page)
    phone.set_offline(True)
    page.locator(".roll-line").nth(0).locator(".roll-late").click()
    page.locator(".roll-line").nth(1).locator(".roll-absent").click()
    page.get_by_role("button", name="点完，发送").click()
    expect(page.locator(".phone-state")).to_contain_text("等待发送")
    meanwhile(browser, school, session)
    phone.clear_cookies()  # and the sign-in has run out

    phone.set_offline(False)
    expect(page.locator(".phone-state")).to_contain_text("请登录")
    page.get_by_role("link", name="登录").click()
    username, password = school.accounts["class_teacher"]
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/sessions/phone/")
    expect(page.locator(".phone-state")).to_contain_text("需要您决定")
    card(page, session).click()
    expect(page.locator(".conflict")).to_have_count(2)
    expect(page.locator(".conflict").first).to_contain_text(names[0])
    expect(page.locator(".conflict").first.locator(".conflict-stored")).to_have_text("请假")
    reads_well(page)
    page.get_by_role("button", name=f"{names[0]}: 用我的").click()
    page.get_by_role("button", name=f"{names[1]}: 保留已登记的").click()
    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator(".phone-state")).to_contain_text("全部发送")

    states = [state for state, _, _ in school.stored(session).values()]
    assert (states.count("late"), states.count("leave"), states.count("absent")) == (1, 1, 0)
    assert ("late", True) in school.trail(session)


def meanwhile(browser: Browser, school: School, session: int) -> None:
    """The counselling teacher calls the same roll on the usual page: the first two children are on leave."""
    context = browser.new_context(locale="zh-CN", base_url=school.address)
    page = context.new_page()
    sign_in(page, *school.accounts["counselling_teacher"])
    page.goto(f"/sessions/{session}")
    page.get_by_role("link", name="点名").first.click()
    for place in (0, 1):
        page.locator(".roll-line").nth(place).locator(".roll-leave").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存：")).to_be_visible()
    context.close()


def test_signing_out_takes_the_names_away_and_loses_nothing(phone: BrowserContext, school: School) -> None:
    page = ready(phone, school)
    session, names = opened(page)
    page.locator(".roll-line").nth(0).locator(".roll-absent").click()
    phone.set_offline(True)
    page.get_by_role("button", name="点完，发送").click()
    expect(page.locator(".phone-state")).to_contain_text("等待发送")
    page.goto("about:blank")
    phone.set_offline(False)
    page.goto("/")
    page.locator(".topbar .dropdown-toggle").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 份点名没有发送")
    page.get_by_role("dialog").locator("button[value=yes]").click()
    page.wait_for_url("**/sign-in**")
    assert page.evaluate(ALL_KEPT)["counts"] == {"own": 0, "rolls": 0, "taken": 1}

    sign_in(page, *school.accounts["counselling_teacher"])
    page.goto("/sessions/phone/")
    expect(page.locator(".phone-state")).to_contain_text("别人的 1 份点名")
    assert [name for name in names if name in page.content()] == []
    page.goto("/")
    page.locator(".topbar .dropdown-toggle").click()
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("dialog").locator("button[value=yes]").click()
    page.wait_for_url("**/sign-in**")
    assert school.stored(session) == {}

    sign_in(page, *school.accounts["class_teacher"])
    page.goto("/sessions/phone/")
    expect(page.locator(".phone-state")).to_contain_text("全部发送")
    assert len(school.stored(session)) == len(names)
