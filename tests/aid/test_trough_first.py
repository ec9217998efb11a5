"""Whom nothing has reached for a month and a half stands first in every list of children to help or to visit (C29)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event, select

from careplan.aid.duty_operations import record_duty
from careplan.aid.even_load import evenness_of, in_trough, trough_days
from careplan.aid.ledger_operations import take_back_entry
from careplan.aid.models import DutyRecord
from careplan.aid.words import RecordWords
from careplan.audit.operations import record
from careplan.casework.file_models import Need
from careplan.casework.models import Contact
from careplan.casework.operations import assign_child
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db, school_scope
from tests.aid.helped import child_of, grant, mid_month, staff
from tests.passing.packets import made, say
from tests.world import ClientFor

pytestmark = pytest.mark.plan("C29")
QUIET, WAITS = "孩子51丙", "孩子31丙"
LISTS = ("/care/", "/care/register", "/care/route", "/care/route?mine=1", "/care/missing?show=level", "/partners/needs")


def met(child: Child, days_ago: int, next_in: int) -> None:
    day = today() - timedelta(days_ago)
    given = {"kind": "visit", "summary": "好", "next_on": today() + timedelta(next_in), "recorded_at": now()}
    db.session.add(Contact(child_id=child.id, day=day, by_staff_id=staff(), **given))


@pytest.fixture
def two(app: Flask) -> tuple[int, int]:
    """Two children of one teacher: whom nothing has reached for 60 days though no contact is due, and who is overdue."""
    with app.app_context(), school_scope(1):
        quiet, waits = child_of(5), child_of(3)
        for child in (quiet, waits):
            child.joined_on = today() - timedelta(300)
            assign_child(actor_id=1, child_id=child.id, staff_id=staff(), since=today())
            db.session.add(Need(child_id=child.id, area="living", words="鞋", since=today(), recorded_at=now()))
        met(quiet, 60, 30)
        met(waits, 20, -1)
        record(actor_id=None, action="edit", entity="world")
        db.session.commit()
        return quiet.id, waits.id


@pytest.mark.parametrize("path", LISTS)
def test_who_is_in_a_trough_stands_before_who_is_overdue(
    client_for: ClientFor, two: tuple[int, int], path: str
) -> None:
    page = BeautifulSoup(client_for("class_teacher").get(path).text, "html.parser")
    rows = page.select("tbody tr")
    assert QUIET in rows[0].text and "断档" in rows[0].text
    waits = next(row for row in rows if WAITS in row.text)
    assert "断档" not in waits.text


def test_the_route_on_paper_and_on_the_phone_begins_with_them_too(client_for: ClientFor, two: tuple[int, int]) -> None:
    teacher = client_for("class_teacher")
    paper = teacher.get("/paper/route").text
    assert paper.index(QUIET) < paper.index(WAITS)
    booklet = teacher.get("/paper/register").text
    assert booklet.index(QUIET) < booklet.index(WAITS)
    taken = teacher.get("/care/phone/day").get_json()["files"]
    assert [one["child"] for one in taken][:1] == [two[0]]


def test_of_what_a_charity_may_bring_they_are_offered_first(
    app: Flask, client_for: ClientFor, two: tuple[int, int]
) -> None:
    """A packet for a charity lists them first; one for the county, which is no help by itself, goes by class."""
    with app.app_context(), school_scope(1):
        for child_id in two:
            say(db.session.get_one(Child, child_id))
        db.session.commit()
    principal = client_for("principal")
    charity = principal.get(f"{made(principal)}/children").text
    county = principal.get(f"{made(principal, kind='county')}/children").text
    assert charity.index(QUIET) < charity.index(WAITS) and "断档" in charity
    assert county.index(WAITS) < county.index(QUIET) and "断档" not in county


@pytest.mark.usefixtures("in_school_1")
def test_the_days_since_help_are_those_of_the_years_picture() -> None:
    """The grouped questions answer as the whole measure does, on every day, also of what was taken back."""
    child, other = child_of(), child_of(3, "乙")
    case, undone = grant(child), grant(other)
    take_back_entry(actor_id=None, row=undone.entries[0], reason="x")
    duty = mid_month(child, date(2026, 9, 1), staff(), case)
    words = RecordWords(date(2026, 11, 13), date(2026, 11, 15), "", "", "", fen=100, purpose="boarding")
    record_duty(actor_id=None, duty=duty, staff_id=staff(), words=words)
    assert db.session.scalar(select(DutyRecord.entry_id))
    met(child_of(5), 40, 10)
    db.session.flush()
    ids = list(db.session.scalars(select(Child.id)))
    seen: set[int] = set()
    for number in range(0, 200, 4):
        day = date(2026, 9, 1) + timedelta(number)
        whole = {child_id: even.quiet for child_id, even in evenness_of(ids, day).items() if even.in_trough}
        assert trough_days(ids, day) == whole
        assert in_trough(ids, day) == frozenset(whole)
        seen |= {len(whole)}
    assert len(seen) > 1


@pytest.mark.usefixtures("in_school_1")
def test_the_whole_school_is_asked_in_four_grouped_questions() -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        asked.append(sql)

    ids = list(db.session.scalars(select(Child.id)))
    event.listen(db.engine, "before_cursor_execute", note)
    trough_days(ids, today())
    event.remove(db.engine, "before_cursor_execute", note)
    assert len(asked) == 4 and sum("GROUP BY" in one for one in asked) == 3
