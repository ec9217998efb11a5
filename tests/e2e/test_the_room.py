"""The counselling room in the browser: a wish, an appointment, a note, a slip; who sees what; three hours of glass."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.children.models import Child
from careplan.db import db
from careplan.school.models import Squad
from careplan.school.queries import require_year
from careplan.voices.models import TalkWish
from careplan.voices.talk_operations import leave_wish
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import own_school
from tests.e2e.person import PHONE, confirm, signed_in
from tests.e2e.test_the_case import reads_well

CONCERN = "课间总是一个人，说想妈妈"
REASON = "班主任报告孩子有自伤的话，须了解风险"


class Story:
    """The child of it, found in the demo school before it is served."""

    def __init__(self, teacher: str) -> None:
        self.teacher, self.child_id, self.name, self.wish = teacher, 0, "", 0

    def prepare(self) -> None:
        account = db.session.scalars(select(User).where(User.username == self.teacher)).one()
        squad = db.session.scalars(select(Squad).where(Squad.counselor_id == account.staff_id)).first()
        assert squad
        query = select(Child).where(Child.squad_id == squad.id, Child.state == "enrolled").order_by(Child.id.desc())
        child = db.session.scalars(query).first()
        assert child
        self.child_id, self.name = child.id, child.name
        leave_wish(squad=squad.label(require_year().start_year), who=child.name, words="想找人说说")
        self.wish = db.session.scalars(select(TalkWish.id).order_by(TalkWish.id.desc())).first() or 0


def time_goes_by(data: Path, sql: str) -> None:
    """Put a stored moment back, as if so much time had gone by."""
    with sqlite3.connect(data / "careplan.sqlite3", timeout=30) as connection:
        connection.execute(sql)
    connection.close()


def book(page: Page, story: Story) -> None:
    page.goto("/voices/talks")
    page.get_by_role("link", name=f"约时间 {story.name}").click()
    expect(page.locator(".wish-words")).to_contain_text("想找人说说")
    page.get_by_label("可约时间").select_option(index=1)
    reads_well(page)
    page.get_by_role("button", name="预约").click()
    expect(page.locator("#coming + div")).to_contain_text(story.name)
    reads_well(page)


def hold_and_note(page: Page, story: Story, data: Path) -> None:
    row = page.locator("#coming + div tr", has_text=story.name).get_by_role("link")
    row.click()
    reads_well(page)
    number = page.url.rsplit("/", 1)[1]
    time_goes_by(data, f"UPDATE appointment SET day = date('now', '-1 day') WHERE id = {int(number)}")
    page.reload()
    page.get_by_role("button", name="已经谈过").click()
    page.get_by_role("link", name=f"为 {story.name} 写辅导记录").click()
    page.get_by_label("主诉").fill(CONCERN)
    page.get_by_role("radio", name="中").check()
    page.get_by_label("告知了谁").fill("班主任")
    reads_well(page)
    page.get_by_role("button", name=story.name).click()
    expect(page.get_by_role("main")).to_contain_text(CONCERN)
    reads_well(page)
    page.goto("/voices/talks")
    expect(page.locator(f"section[aria-labelledby=wish-{story.wish}]")).to_contain_text("谈过")


def break_and_read(page: Page, story: Story, data: Path) -> None:
    page.goto(f"/counselling/children/{story.child_id}")
    expect(page.get_by_role("main")).not_to_contain_text(CONCERN)
    page.get_by_label("理由").fill(REASON)
    reads_well(page)
    confirm(page, "查看记录")
    expect(page.get_by_role("main")).to_contain_text(CONCERN)
    reads_well(page)
    back = ", ".join(f"{one} = datetime({one}, '-3 hours')" for one in ("opened_at", "ends_at"))
    time_goes_by(data, f"UPDATE broken_glass SET {back}")
    page.reload()
    expect(page.get_by_role("main")).not_to_contain_text(CONCERN)
    expect(page.get_by_role("main")).to_contain_text(REASON)


def refer(page: Page, story: Story) -> None:
    page.goto("/counselling/")
    expect(page.locator(".glass")).to_contain_text(REASON)
    page.get_by_role("button", name="知道了").click()
    expect(page.locator(".glass")).to_have_count(0)
    page.goto(f"/counselling/children/{story.child_id}")
    page.get_by_role("link", name="转介单").click()
    page.get_by_label("转介原因").fill("需要专业评估")
    page.get_by_role("radio", name="中").check()
    page.get_by_label("转介机构").fill("县心理辅导中心（演示）")
    reads_well(page)
    page.get_by_role("button", name=story.name).click()
    page.get_by_role("main").get_by_role("link", name="打印").click()
    expect(page.locator(".paper-slip")).to_contain_text("县心理辅导中心")
    reads_well(page)
    pdf = page.request.get(page.get_by_role("link", name="PDF").get_attribute("href") or "")
    assert pdf.ok and pdf.body().startswith(b"%PDF")


def test_a_wish_is_heard_and_only_the_room_knows_what_was_said(browser: Browser, demo: Demo, tmp_path: Path) -> None:
    story = Story(demo.accounts["class_teacher"][0])
    with own_school(demo, tmp_path, story.prepare) as site:
        data = tmp_path / "school"
        with signed_in(browser, site, demo.accounts["counselling_teacher"]) as page:
            book(page, story)
            hold_and_note(page, story, data)
        with signed_in(browser, site, demo.accounts["class_teacher"], PHONE) as page:
            expect(page.locator(".helplines a[href='tel:12356']")).to_be_visible()
            page.goto(f"/counselling/children/{story.child_id}")
            expect(page.get_by_role("main")).to_contain_text("有过辅导")
            expect(page.get_by_role("main")).not_to_contain_text(CONCERN)
            reads_well(page)
            page.goto("/counselling/away")
            reads_well(page)
        with signed_in(browser, site, demo.accounts["principal"]) as page:
            break_and_read(page, story, data)
        with signed_in(browser, site, demo.accounts["counselling_teacher"]) as page:
            refer(page, story)
