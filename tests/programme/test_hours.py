"""Hours of help: the weekly hours of the page of help, day by day in the calendar, and never two truths (S32, S35)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.casework.models import HelpHours
from careplan.clock import fixed
from careplan.db import db, school_scope
from tests.casework.test_help import hours, talk
from tests.programme.arranged import NOW, days, item_on, moment, stored, typed
from tests.world import ClientFor

WEDNESDAY = date(2026, 9, 9)


@pytest.fixture(autouse=True)
def early_in_the_term() -> Iterator[None]:
    with fixed(NOW):
        yield


@pytest.fixture
def planned(client_for: ClientFor) -> None:
    """The hotline on Wednesdays, put into the calendar of the term."""
    counsellor = client_for("counselling_teacher")
    counsellor.post("/care/help/hours/new", data=hours())
    counsellor.post("/programme/hours")


def opening(app: Flask) -> list[tuple[int, str, str]]:
    with app.app_context(), school_scope(1):
        return [(row.weekday, row.hours, row.place) for row in db.session.scalars(select(HelpHours))]


@pytest.mark.plan("S32", "S35")
def test_opening_hours_are_put_into_the_calendar_to_the_terms_end_once(app: Flask, client_for: ClientFor) -> None:
    counsellor = client_for("counselling_teacher")
    counsellor.post("/care/help/hours/new", data=hours())
    assert "1个开放时段还没有排进日历" in counsellor.get("/").text

    counsellor.post("/programme/hours")
    counsellor.post("/programme/hours")

    (series,) = stored(app)
    assert (series.kind, series.items[0].day, series.items[-1].day) == ("hotline", WEDNESDAY, date(2027, 1, 20))
    assert {one.place for one in series.items} == {"6120456"} and {one.hours for one in series.items} == {"12:20-13:00"}
    assert "还没有排进日历" not in counsellor.get("/").text


def test_hours_planned_here_are_opening_hours_too(app: Flask, client_for: ClientFor) -> None:
    client_for("counselling_teacher").post("/programme/new", data=typed(kind="room", title="", place="综合楼203"))

    assert opening(app) == [(3, "12:20-13:00", "综合楼203")]
    assert "综合楼203" in client_for("class_teacher").get("/care/help").text


def test_one_changed_day_leaves_the_opening_hours_and_all_that_follow_change_them(
    app: Flask, client_for: ClientFor, planned: None
) -> None:
    counsellor, item = client_for("counselling_teacher"), item_on(stored(app)[0], date(2026, 9, 16))
    sent = {**typed(), "day": "2026-09-16", "hours": "16:30-17:30", "place": "6120456"}
    url = f"/programme/items/{item.id}/change"

    counsellor.post(url, data={**sent, "version": str(item.version), "scope": "one"})
    assert opening(app) == [(3, "12:20-13:00", "6120456")]

    sent |= {"day": "2026-09-17", "hours": "17:00-18:00", "version": str(item.version + 1)}
    counsellor.post(url, data={**sent, "scope": "following"})
    assert opening(app) == [(4, "17:00-18:00", "6120456")]
    assert days(stored(app)[0])[:3] == ["09-09", "09-17", "09-24"]


def test_hours_taken_off_the_page_of_help_leave_the_calendar_but_not_the_record(
    app: Flask, client_for: ClientFor, planned: None
) -> None:
    with fixed(moment(WEDNESDAY)):
        counsellor = client_for("counselling_teacher")
        counsellor.post(f"/programme/items/{stored(app)[0].items[0].id}/done", data={"note": ""})
        with app.app_context(), school_scope(1):
            row_id = db.session.scalars(select(HelpHours.id)).one()
        assert counsellor.post(f"/care/help/hours/{row_id}/remove").status_code == 302

    assert opening(app) == []
    assert days(stored(app)[0]) == ["09-09 done"]


@pytest.mark.plan("S32", "S35")
def test_the_hours_lead_to_noting_a_talk_and_only_its_writer_sees_how_many(
    app: Flask, client_for: ClientFor, planned: None
) -> None:
    url = f"/programme/items/{stored(app)[0].items[0].id}"
    with fixed(moment(WEDNESDAY)):
        counsellor = client_for("counselling_teacher")
        assert "/care/help/new?day=2026-09-09&amp;channel=hotline" in counsellor.get(url).text
        form = counsellor.get("/care/help/new?day=2026-09-09&channel=hotline").text
        assert 'value="2026-09-09"' in form
        counsellor.post("/care/help/new", data=talk(channel="hotline", day="2026-09-09"))

        assert "您这一天登记了1次辅导" in counsellor.get(url).text
        assert "次辅导" not in client_for("class_teacher").get(url).text


@pytest.mark.parametrize("role", ["class_teacher", "principal", "office"])
def test_others_do_not_put_hours_in(client_for: ClientFor, role: str) -> None:
    assert client_for(role).post("/programme/hours").status_code == 403
