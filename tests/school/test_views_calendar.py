"""The calendar's pages: a month, a day, the terms."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.db import school_scope
from careplan.school.models import CalendarDay
from careplan.school.queries import require_year
from tests.school.reading import one, soup
from tests.world import ClientFor

OCTOBER = "/school/calendar?month=2026-10"


def test_calendar_marks_closed_makeup_and_observance_days(client_for: ClientFor, seeded: Flask) -> None:
    page = soup(client_for("class_teacher"), OCTOBER)

    assert len(page.select("td.day-closed")) == 7
    assert "不上正课" in page.select_one("td.day-makeup").get_text()  # type: ignore[union-attr]
    assert "少先队建队日" in page.get_text()
    assert "第6周" in page.get_text()
    assert page.select("td a") == []


def test_calendar_says_which_holidays_are_not_announced(client_for: ClientFor, seeded: Flask) -> None:
    assert "调休待公布" in soup(client_for("office"), OCTOBER).get_text()


@pytest.mark.parametrize("month", ["2026-13", "2030-01", "x"])
def test_calendar_of_a_month_outside_the_year_answers_with_words(
    client_for: ClientFor, seeded: Flask, month: str
) -> None:
    assert client_for("office").get(f"/school/calendar?month={month}").status_code == 400


@pytest.mark.plan("S44")
def test_office_says_whose_lessons_run_on_a_makeup_day(client_for: ClientFor, seeded: Flask) -> None:
    entry = one(seeded, select(CalendarDay).where(CalendarDay.day == date(2026, 10, 10), CalendarDay.kind == "makeup"))
    office = client_for("office")
    form = {
        "kind": "makeup",
        "label": entry["label"],
        "timetable_weekday": "5",
        "confirmed": "y",
        "note": "",
        "version": str(entry["version"]),
    }

    assert office.post(f"/school/calendar/entries/{entry['id']}", data=form).status_code == 302

    assert "按周五课表" in soup(office, OCTOBER).get_text()


def test_office_closes_two_days_for_the_sports_meeting_and_removes_one(client_for: ClientFor, seeded: Flask) -> None:
    office = client_for("office")
    form = {"kind": "closed", "label": "校运动会", "timetable_weekday": "0", "last": "2026-10-30", "confirmed": "y"}

    assert office.post("/school/calendar/2026-10-29", data=form).status_code == 302
    entry = one(seeded, select(CalendarDay).where(CalendarDay.day == date(2026, 10, 30)))
    assert "10月29—30日" in soup(office, OCTOBER).get_text()

    assert office.post(f"/school/calendar/entries/{entry['id']}/remove").status_code == 302
    assert len(soup(office, OCTOBER).select("td.day-closed")) == 8


@pytest.mark.parametrize("day", ["x", "2026-02-30", "20261010", "2026-1-1"])
def test_a_day_that_is_none_does_not_exist(client_for: ClientFor, seeded: Flask, day: str) -> None:
    assert client_for("office").get(f"/school/calendar/{day}").status_code == 404


def test_terms_that_overlap_say_so(client_for: ClientFor, seeded: Flask) -> None:
    with seeded.app_context(), school_scope(1):
        version = require_year().version
    form = {
        "first_1": "2026-09-01",
        "last_1": "2027-03-05",
        "first_2": "2027-03-01",
        "last_2": "2027-07-02",
        "version": str(version),
    }

    answer = client_for("office").post("/school/calendar/terms", data=form)

    assert answer.status_code == 422
    assert "早于前一学期的结束日期" in answer.get_data(as_text=True)


@pytest.mark.parametrize("given", ["", "morgen", "0001-01-01", "2026-09-31"])
def test_a_term_with_a_date_that_is_none_says_so(client_for: ClientFor, seeded: Flask, given: str) -> None:
    with seeded.app_context(), school_scope(1):
        version = require_year().version
    form = {
        "first_1": given,
        "last_1": "2027-01-22",
        "first_2": "2027-03-01",
        "last_2": "2027-07-02",
        "version": str(version),
    }

    assert client_for("office").post("/school/calendar/terms", data=form).status_code == 422
