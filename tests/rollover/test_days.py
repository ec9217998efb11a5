"""The new year's days: what the law fixes and what comes again can be entered at once, the rest waits for the notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.db import db, school_scope
from careplan.rollover.days import HOLIDAYS, Proposal, proposals, still_missing
from careplan.rollover.load_undecided import waiting
from careplan.school.models import CalendarDay
from tests.rollover.helped import summer
from tests.rollover.test_views import TERMS, hidden
from tests.world import ClientFor

pytestmark = pytest.mark.plan("C41")
LAST = (
    Proposal(date(2026, 10, 13), "observance", "少先队建队日", "Founding day"),
    Proposal(date(2027, 5, 9), "observance", "母亲节", "Mother's Day"),
    Proposal(date(2027, 4, 20), "observance", "校运会", ""),
    Proposal(date(2026, 10, 1), "closed", "国庆节", "National Day"),
)


def found(known: set[tuple[date, str, str]] | None = None) -> list[Proposal]:
    return proposals(LAST, known or set(), 2027, {"少先队建队日"})  # type: ignore[arg-type]


def test_the_laws_fixed_days_are_proposed_unconfirmed_and_never_a_moving_one() -> None:
    closed = [one for one in found() if one.kind == "closed"]
    assert [(one.day, one.label) for one in closed] == [
        (date(2027, 10, 1), "国庆节"),
        (date(2027, 10, 2), "国庆节"),
        (date(2027, 10, 3), "国庆节"),
        (date(2028, 1, 1), "元旦"),
        (date(2028, 5, 1), "劳动节"),
        (date(2028, 5, 2), "劳动节"),
        (date(2028, 6, 1), "国际儿童节"),
    ]
    assert {one.label for one in closed if one.confirmed} == {"国际儿童节"}
    assert all(one.source for one in closed)


def test_days_to_plan_around_come_again_on_their_date_and_the_schools_own_are_not_ticked() -> None:
    around = {one.label: (one.day, one.usual) for one in found() if one.kind == "observance"}
    assert around == {"少先队建队日": (date(2027, 10, 13), True), "校运会": (date(2028, 4, 20), False)}


def test_what_is_entered_is_not_proposed_again_and_a_make_up_day_is_not_closed() -> None:
    known = {(date(2027, 10, 1), "closed", "国庆节"), (date(2027, 10, 3), "makeup", "国庆节调休上班")}
    assert [one.day.day for one in found(known) if one.label == "国庆节"] == [2]


def test_each_holiday_waits_until_the_notice_has_confirmed_it() -> None:
    none = still_missing([], 2027)
    assert [one.holiday for one in none] == list(HOLIDAYS)
    assert [one.month for one in none[:4]] == ["2027-09", "2027-10", "2028-01", "2028-02"]
    may = Proposal(date(2028, 5, 1), "closed", "劳动节", "", confirmed=False)
    lieu = replace(may, day=date(2028, 5, 3), label="劳动节（补假）")
    after = {one.holiday.name: one.since for one in still_missing([may, lieu], 2027)}  # type: ignore[list-item]
    assert after["劳动节"] == date(2028, 5, 1) and after["春节"] is None
    done = [replace(one, confirmed=True) for one in (may, lieu)]
    assert "劳动节" not in {one.holiday.name for one in still_missing(done, 2027)}  # type: ignore[arg-type]


def test_the_office_enters_the_days_once_and_is_told_what_the_notice_must_bring(
    app: Flask, client_for: ClientFor
) -> None:
    with summer():
        office = client_for("office")
        office.post("/new-year/open", data={**TERMS, **hidden(office.get("/new-year/open").text)})
        assert "/new-year/calendar" in office.get("/new-year/?of=now").text
        page = office.get("/new-year/calendar").text
        assert "春节" in page and "2027年10月1日" in page and "month=2028-02" in page
        chosen = ["2027-10-01:closed:国庆节", "2028-05-01:closed:劳动节", "9999-99-99:closed:x", "\x00"]
        assert "已录入2天" in office.post("/new-year/calendar", data={"days": chosen}, follow_redirects=True).text
        again = office.post("/new-year/calendar", data={"days": chosen}, follow_redirects=True)
        assert "没有重复录入" in again.text
        with app.app_context(), school_scope(1):
            rows = db.session.scalars(select(CalendarDay).where(CalendarDay.day >= date(2027, 9, 1))).all()
            assert {(one.day, one.confirmed) for one in rows} == {(date(2027, 10, 1), False), (date(2028, 5, 1), False)}
            assert waiting(2027, date(2027, 8, 1))["calendar"][0].count == len(HOLIDAYS)
            assert waiting(2027, date(2027, 12, 1))["calendar"][0].count == len(HOLIDAYS) - 2


@pytest.mark.parametrize("role", ["principal", "class_teacher", "head_counselor", "administrator"])
def test_only_the_office_enters_them_here(client_for: ClientFor, role: str) -> None:
    assert client_for(role).get("/new-year/calendar").status_code == 403
    assert client_for(role).post("/new-year/calendar", data={"days": "x"}).status_code == 403
