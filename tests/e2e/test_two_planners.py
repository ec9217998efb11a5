"""Two people at one draft: locks of squads and weeks that each takes away alone, and a page that was left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from careplan.clock import today
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import ask, number_of, of_one_squad, open_desk, own_school, reads_well
from tests.e2e.person import confirm, signed_in

pytestmark = pytest.mark.slow
CONFLICT = 409


@pytest.fixture(scope="module")
def school(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with own_school(demo, tmp_path_factory.mktemp("two")) as address:
        yield address


def lock(page: Page, kind: str, value: str) -> None:
    page.locator(f"#lock-{kind}").select_option(value)
    page.locator("form", has=page.locator(f"#lock-{kind}")).get_by_role("button", name="锁定").click()
    expect(page.locator(".alert-success")).to_contain_text("已锁定")


def test_a_squad_and_a_week_stay_locked_until_both_have_unlocked_them(
    browser: Browser, demo: Demo, school: str
) -> None:
    with (
        signed_in(browser, school, demo.accounts["head_counselor"]) as head,
        signed_in(browser, school, demo.accounts["principal"]) as principal,
    ):
        desk = open_desk(head)
        squad = head.locator("#lock-squad option").nth(2)
        code, label = squad.get_attribute("value") or "", squad.inner_text()
        chosen = head.locator("#lock-week option").nth(9)
        week, called = chosen.get_attribute("value") or "", chosen.inner_text().split(" · ")[0].strip()
        lock(head, "squad", code)
        principal.goto(desk)
        lock(principal, "squad", code)
        lock(principal, "week", week)

        head.goto(f"{desk}?squad={code}")
        ahead = head.locator(".desk-table tbody tr")
        expect(ahead.first).to_be_visible()
        expect(head.locator(".desk-table tbody tr:not(:has(.bi-lock))")).to_have_count(0)
        both = head.locator(".lock-list li", has_text=label)
        expect(both).to_have_count(1)
        assert "、" in both.inner_text()  # both names
        reads_well(head)
        both.get_by_role("button", name="解除锁定").click()
        expect(head.locator(".lock-list li", has_text=label)).to_have_count(1)  # the principal's lock holds
        head.locator(".lock-list li", has_text=called).get_by_role("button", name="替大家解除").click()
        dialog = head.get_by_role("dialog")
        expect(dialog).to_contain_text("锁定")
        dialog.locator("button[value=yes]").click()
        expect(head.locator(".lock-list li", has_text=called)).to_have_count(0)
        principal.goto(desk)
        principal.locator(".lock-list li", has_text=label).get_by_role("button", name="解除锁定").click()
        expect(principal.locator(".lock-list li", has_text=label)).to_have_count(0)


def first_free(page: Page, desk: str) -> str:
    """The form of a coming session of one squad that nobody has locked."""
    squad = page.locator('#generate input[name="squad"]').nth(3).get_attribute("value")
    page.goto(f"{desk}?squad={squad}")
    return of_one_squad(page).locator("th a").last.get_attribute("href") or ""


def other_time(page: Page, place: int) -> str:
    options = page.get_by_label("日期和课次").locator('optgroup[label="可以"] option:not([selected])')
    return options.nth(place).get_attribute("value") or ""


def test_a_form_that_was_left_behind_says_so_and_keeps_what_was_chosen(
    browser: Browser, demo: Demo, school: str
) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"], refusals={CONFLICT}) as page:
        form = first_free(page, open_desk(page))
        page.goto(form)
        chosen = other_time(page, 1)
        page.get_by_label("日期和课次").select_option(chosen)

        other = page.context.new_page()  # the same person's second window
        other.goto(form)
        other.get_by_label("日期和课次").select_option(other_time(other, 0))
        other.get_by_role("button", name="移动", exact=True).click()
        expect(other.locator(".alert-success")).to_contain_text("→")

        with page.expect_response(lambda answer: answer.status == CONFLICT):
            page.get_by_role("button", name="移动", exact=True).click()
        expect(page.get_by_text("草稿同时被改过。您的选择还在，请看一下再保存。")).to_be_visible()
        expect(page.get_by_label("日期和课次")).to_have_value(chosen)
        reads_well(page)
        page.get_by_role("button", name="移动", exact=True).click()
        expect(page.locator(".alert-success")).to_contain_text("→")
        other.close()


def test_a_board_that_was_left_behind_says_so_and_shows_how_it_is(browser: Browser, demo: Demo, school: str) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"], refusals={CONFLICT}) as page:
        desk = open_desk(page)
        draft = number_of(desk)
        page.goto(f"/sessions/?version={draft}&rows=squad&view=week&day={today()}")
        expect(page.locator("[data-board-undo]")).to_be_visible()
        page.wait_for_load_state("networkidle")
        other = page.context.new_page()
        other.goto(first_free(other, open_desk(other)))
        other.get_by_label("日期和课次").select_option(other_time(other, 0))
        other.get_by_role("button", name="移动", exact=True).click()
        expect(other.locator(".alert-success")).to_contain_text("→")
        other.close()

        lock_week = page.get_by_role("button", name=re.compile("^锁定第.*周|^解除第.*周"))
        with page.expect_response(lambda answer: answer.status == CONFLICT):
            lock_week.click()
        expect(page.locator("[data-board-answer]")).to_contain_text("草稿同时被改过，请重新看一下。")
        state = ask(page, f"/sessions/draft/{draft}/state")
        with page.expect_response(lambda answer: answer.ok and "/lock" in answer.url):
            lock_week.click()  # the board knows the draft again
        assert ask(page, f"/sessions/draft/{draft}/state")["locks"] != state["locks"]


def test_a_draft_published_elsewhere_meanwhile_is_not_published_twice(
    browser: Browser, demo: Demo, school: str
) -> None:
    with signed_in(browser, school, demo.accounts["head_counselor"], refusals={404, CONFLICT}) as page:
        desk = open_desk(page)
        other = page.context.new_page()
        other.goto(desk)
        confirm(other, "发布")
        expect(other.get_by_text("活动安排已发布。")).to_be_visible()
        confirm(page, "发布")
        expect(page.get_by_text("只有草稿可以发布。")).to_be_visible()
        other.close()
