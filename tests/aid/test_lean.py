"""The year plan is told in which months help reached the school's children thinly, and keeps them (C29, G10)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.aid.lean_load import lean_before
from careplan.audit.operations import record
from careplan.casework.models import Contact
from careplan.children.models import Child
from careplan.clock import fixed, now
from careplan.db import db, school_scope
from careplan.plans.lean import EVEN, FEW, LEAN, SHORT
from careplan.plans.load import load_facts
from careplan.plans.models import YearPlan
from tests.aid.helped import grant, staff
from tests.world import ClientFor

pytestmark = pytest.mark.plan("C29")
DAY = date(2026, 9, 20)
NOON = datetime(2026, 9, 20, 4, tzinfo=UTC)
EVERY = [date(2025 + (number > 12), (number - 1) % 12 + 1, 10) for number in range(9, 21)]
WITHOUT_NOVEMBER = [day for day in EVERY if day.month != 11]


def met(children: int, days: list[date]) -> None:
    """So many enrolled children with aid were met on these days."""
    for child in db.session.scalars(select(Child).where(Child.state == "enrolled").limit(children)).all():
        grant(child, paid=None, day=date(2025, 9, 1))
        for day in days:
            given = {"kind": "visit", "summary": "好", "next_on": day, "recorded_at": now()}
            db.session.add(Contact(child_id=child.id, day=day, by_staff_id=staff(), **given))
    record(actor_id=None, action="edit", entity="world")
    db.session.commit()


@pytest.mark.parametrize(
    ("children", "days", "found"),
    [
        (5, WITHOUT_NOVEMBER, (LEAN, (11,))),
        (4, WITHOUT_NOVEMBER, (FEW, ())),
        (5, WITHOUT_NOVEMBER[1:], (SHORT, ())),
        (5, EVERY, (EVEN, ())),
    ],
)
def test_twelve_whole_months_of_at_least_five_children(
    app: Flask, children: int, days: list[date], found: tuple[str, tuple[int, ...]]
) -> None:
    """The month that has only begun counts for nothing, thin or not."""
    with app.app_context(), school_scope(1), fixed(NOON):
        met(children, days)
        lean = lean_before(DAY)
    assert (lean.found, lean.months) == found
    assert (lean.first, lean.last) == (date(2025, 9, 1), date(2026, 8, 1))


def preferred(app: Flask) -> frozenset[int]:
    with app.app_context(), school_scope(1):
        return load_facts(db.session.scalars(select(YearPlan)).one()).lean


def saved(**changes: str) -> dict[str, str]:
    plain = {"aims": "", "sessions_per_week": "1", "term_minimum": "6", "term_maximum": "8", "version": "1"}
    return plain | {"fills_lean": "y"} | changes


def test_the_months_are_read_when_the_plan_is_saved_and_stay(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    with fixed(NOON):
        head.post("/plan/start")
        assert "不满十二个月" in head.get("/plan/").text
        with app.app_context(), school_scope(1):
            met(5, WITHOUT_NOVEMBER)
        assert preferred(app) == frozenset()
        assert head.post("/plan/edit", data=saved()).status_code == 302
        assert preferred(app) == {11}
        page = head.get("/plan/").text
    assert "<strong>11月</strong>" in page and "孩子" not in page.split('id="lean"')[1].split("原因")[0]
    with fixed(datetime(2027, 3, 1, 4, tzinfo=UTC)):
        assert preferred(app) == {11}


def test_it_is_switched_off_in_the_plan(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    with fixed(NOON):
        with app.app_context(), school_scope(1):
            met(5, WITHOUT_NOVEMBER)
        head.post("/plan/start")
        assert preferred(app) == {11}
        off = saved()
        del off["fills_lean"]
        assert head.post("/plan/edit", data=off).status_code == 302
        assert preferred(app) == frozenset()
        assert "已关闭" in head.get("/plan/").text


def test_the_picture_is_offered_to_those_who_may_open_it(app: Flask, client_for: ClientFor) -> None:
    with fixed(NOON):
        with app.app_context(), school_scope(1):
            met(5, WITHOUT_NOVEMBER)
        client_for("head_counselor").post("/plan/start")
        assert "/aid/overview" in client_for("principal").get("/plan/").text.split('id="lean"')[1]
        assert "/aid/overview" not in client_for("head_counselor").get("/plan/").text.split('id="lean"')[1]
