"""What is printed, and photographs: whole on a desk and on a phone, and what consent means."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.own_school import own_copy
from tests.e2e.person import DESK, PHONE, signed_in
from tests.e2e.test_every_page import seen_by_axe


def reads_well(page: Page, address: str) -> None:
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address)
        assert seen_by_axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page.goto(address)


def test_a_class_teacher_prints_the_sheet_and_the_notices(browser: Browser, demo: Demo, site: str) -> None:
    with signed_in(browser, site, demo.accounts["class_teacher"]) as page:
        page.goto("/sessions/list?span=term")
        page.locator(".session-table th a").first.click()
        page.get_by_role("link", name="打印活动单").click()
        expect(page.locator(".paper-names li").first).to_be_visible()
        reads_well(page, page.url)
        millimetres = page.locator(".paper").evaluate("one => one.getBoundingClientRect().height / 96 * 25.4")
        assert round(millimetres) == 297
        for place in ("/paper/week", "/paper/term", "/paper/squads"):
            reads_well(page, place)


def test_only_a_child_with_consent_can_be_in_a_photograph(browser: Browser, demo: Demo, tmp_path: Path) -> None:
    with (
        own_copy(demo, tmp_path) as school,
        signed_in(browser, school.address, school.accounts["counselling_teacher"]) as page,
    ):
        session, squad = a_photograph(school.data)
        reads_well(page, f"/sessions/{session}/photos")
        expect(page.locator(".photos img")).to_have_count(1)
        assert page.locator(".photos img").evaluate("async one => { await one.decode(); return one.naturalWidth }") > 0
        shown = page.locator(".photos p").inner_text().split("、")[0]

        reads_well(page, f"/children/photo-consent/{squad}")
        page.get_by_role("group", name=shown, exact=True).get_by_label("不同意").check()
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("已登记 1 人")).to_be_visible()

        page.goto(f"/sessions/{session}/photos")
        expect(page.locator(".photos img")).to_have_count(0)
        expect(page.get_by_text("有 1 张照片已隐藏")).to_be_visible()
        assert page.locator(".photo-children").get_by_text(shown, exact=True).count() == 0


def a_photograph(data: Path) -> tuple[int, int]:
    """A session of one squad with a photograph that shows children: session, squad."""
    base = sqlite3.connect(f"file:{data / 'careplan.sqlite3'}?mode=ro", uri=True)
    query = (
        "SELECT p.team_session_id, min(s.squad_id) FROM session_photo p "
        "JOIN session_photo_child c ON c.photo_id = p.id JOIN team_session_squad s USING (team_session_id) "
        "GROUP BY p.team_session_id HAVING count(DISTINCT s.squad_id) = 1"
    )
    session, squad = base.execute(query).fetchone()
    base.close()
    return int(session), int(squad)
