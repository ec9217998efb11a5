"""What a class teacher does on the phone after a session: the roll and the three answers."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass(frozen=True, slots=True)
class Called:
    """A roll as it was saved. session: its number; expected, absent: children."""

    session: int
    expected: int
    absent: int


def open_waiting_roll(page: Page) -> int:
    """From the first page straight to the roll that waits; its session's number."""
    page.get_by_role("link", name="待点名：").first.click()
    expect(page.locator(".roll-line").first).to_be_visible()
    return int(page.url.split("/sessions/")[1].split("/")[0])


def call_roll(page: Page, session: int, absent: int) -> Called:
    """Everybody is present but the last ones, who are tapped."""
    children = page.locator(".roll-line")
    expected = children.count()
    for place in range(expected - absent, expected):
        children.nth(place).locator(".roll-absent").click()
    expect(page.locator("[data-count=came]")).to_have_text(str(expected - absent))
    fits(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text(f"已保存：应到 {expected} 人，实到 {expected - absent} 人。")).to_be_visible()
    return Called(session, expected, absent)


def give_feedback(page: Page, answers: tuple[int, int, int], comment: str) -> None:
    """The three questions, one answer each."""
    for question, answer in zip(("趣味性", "针对性", "实效性"), answers, strict=True):
        page.get_by_role("group", name=question).get_by_role("radio", name=str(answer)).check()
    page.get_by_label("补充说明").fill(comment)
    page.locator("form[action$='/feedback']").get_by_role("button", name="保存").click()
    expect(page.locator("blockquote")).to_contain_text(comment)
    fits(page)


def fits(page: Page) -> None:
    """Nothing has to be pushed sideways to be read."""
    assert page.locator("html").evaluate("page => page.scrollWidth <= page.clientWidth")
