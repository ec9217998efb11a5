"""Personal calendars: private, without a child's name, and read by a parser that did not write them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import SCHOOL_ZONE, fixed
from careplan.db import db, school_scope
from careplan.sessions.lesson_times import begins
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import cancel_session
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from careplan.telling.models import CalendarFeed
from tests.sessions.schedule import BEFORE_TERM
from tests.telling.outbox import republish, sessions_in_force
from tests.world import ClientFor


def make(browser: FlaskClient, *alarms: int) -> str:
    """The path of a new private address."""
    page = browser.post("/telling/mine/calendar", data={"alarms": [str(one) for one in alarms]}).text
    found = re.search(r"http://localhost(/telling/calendar/[\w-]+\.ics)", page)
    assert found
    return found[1]


def read(app: Flask, path: str) -> dict[str, vobject.base.Component]:
    """UID → event, by a parser independent of the library that writes."""
    answer = app.test_client().get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    calendar = vobject.readOne(answer.text)
    calendar.validate(raiseException=True)
    return {event.uid.value: event for event in calendar.contents.get("vevent", [])}


def own_sessions(app: Flask) -> list[TeamSession]:
    with app.app_context(), school_scope(1):
        version, person = (
            published_schedule(),
            db.session.scalars(select(User).where(User.username == "class_teacher1")).one(),
        )
        assert version
        return [
            row
            for row in sessions_of(version)
            if any(post.staff_id == person.staff_id for post in row.posts)
            or any(squad.counselor_id == person.staff_id for squad in row.squads)
        ]


def test_an_address_opens_the_own_sessions_without_signing_in(app: Flask, client_for: ClientFor) -> None:
    events = read(app, make(client_for("class_teacher")))

    expected = own_sessions(app)
    assert expected and len(events) == len(expected)
    starts = {event.dtstart.value for event in events.values()}
    assert starts == {begins(row.day, row.period).replace(tzinfo=SCHOOL_ZONE) for row in expected}
    assert {event.location.value for event in events.values()} == {row.venue.name for row in expected}
    assert all("班" in event.summary.value for event in events.values())


def test_times_are_the_schools_with_their_zone(app: Flask, client_for: ClientFor) -> None:
    text = app.test_client().get(make(client_for("class_teacher"))).text

    assert "BEGIN:VTIMEZONE" in text and "TZID:Asia/Shanghai" in text
    assert re.search(r"DTSTART;TZID=Asia/Shanghai:202[67]\d{4}T\d{6}\r\n", text)
    lengths = {event.dtend.value - event.dtstart.value for event in vobject.readOne(text).vevent_list}
    assert lengths == {timedelta(minutes=40)}
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_alarms_are_those_chosen_and_can_be_changed(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("class_teacher")
    path = make(browser, 10, 1440)
    triggers = {alarm.trigger.value for event in read(app, path).values() for alarm in event.valarm_list}
    assert triggers == {timedelta(minutes=-10), timedelta(days=-1)}

    browser.post("/telling/mine/calendar/alarms", data={})
    assert not any("valarm" in event.contents for event in read(app, path).values())
    assert browser.post("/telling/mine/calendar/alarms", data={"alarms": ["7"]}).status_code == 422


def test_a_moved_session_moves_and_a_dropped_one_disappears(app: Flask, client_for: ClientFor) -> None:
    path = make(client_for("class_teacher"))
    before = read(app, path)
    with app.app_context(), school_scope(1):
        first = own_sessions(app)[0]
        republish(sessions_in_force())
        version = published_schedule()
        assert version
        rows = {row.id: row for row in sessions_of(version)}
        moving = next(
            row
            for row in rows.values()
            if (row.day, row.period, row.activity.slug) == (first.day, first.period, first.activity.slug)
        )
        moving.day += timedelta(days=1)
        moving_id = moving.id
        record(actor_id=None, action="edit", entity="team_session")
        db.session.commit()
    after = read(app, path)

    assert before.keys() == after.keys()
    moved = [uid for uid in before if before[uid].dtstart.value != after[uid].dtstart.value]
    assert len(moved) == 1
    assert after[moved[0]].dtstart.value - before[moved[0]].dtstart.value == timedelta(days=1)
    assert all(int(after[uid].sequence.value) > int(before[uid].sequence.value) for uid in before)

    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        row = db.session.scalars(select(TeamSession).where(TeamSession.id == moving_id)).one()
        cancel_session(actor_id=None, team_session=row, reason="大风")
        db.session.commit()
    assert before.keys() - read(app, path).keys() == set(moved)


def test_no_childs_name_is_in_it(app: Flask, client_for: ClientFor) -> None:
    text = app.test_client().get(make(client_for("class_teacher"))).text.replace("\r\n ", "")

    with app.app_context(), school_scope(1):
        children = list(db.session.scalars(select(Child.name)))
    assert children and not [name for name in children if name in text]


def test_a_phone_that_has_it_already_is_told_so(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("class_teacher")
    path = make(browser)
    phone = app.test_client()
    first = phone.get(path)

    again = phone.get(path, headers={"If-None-Match": first.headers["ETag"]})
    browser.post("/telling/mine/calendar/alarms", data={"alarms": ["5"]})
    changed = phone.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert changed.status_code == 200
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in first.headers


def test_only_the_hash_of_the_address_is_kept_and_it_is_shown_once(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("class_teacher")
    token = make(browser).split("/")[-1].removesuffix(".ics")

    assert len(token) >= 43
    assert token not in browser.get("/telling/mine").text
    files = app.config["SETTINGS"].data.glob("careplan.sqlite3*")
    assert not any(token.encode() in path.read_bytes() for path in files)


def test_a_new_address_ends_the_former_and_closing_ends_it_for_good(app: Flask, client_for: ClientFor) -> None:
    browser, phone = client_for("class_teacher"), app.test_client()
    first = make(browser)
    second = make(browser)
    assert (phone.get(first).status_code, phone.get(second).status_code) == (404, 200)

    browser.post("/telling/mine/calendar/revoke")

    assert phone.get(second).status_code == 404
    assert phone.get(second).text == phone.get("/telling/calendar/guessed.ics").text
    assert phone.get(second).headers["Cache-Control"] == "no-store"


def test_a_closed_account_has_no_calendar(app: Flask, client_for: ClientFor) -> None:
    path = make(client_for("class_teacher"))
    with app.app_context(), school_scope(1):
        db.session.scalars(select(User).where(User.username == "class_teacher1")).one().active = False
        record(actor_id=None, action="edit", entity="user")
        db.session.commit()

    assert app.test_client().get(path).status_code == 404


def test_an_address_opens_its_owners_school_only(app: Flask, client_for: ClientFor) -> None:
    assert read(app, make(client_for("class_teacher", school=2))) == {}
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(CalendarFeed)).all() == []


def test_an_account_without_a_person_has_no_calendar(client_for: ClientFor) -> None:
    browser = client_for("office")

    assert "还没有对应到教职工名单" in browser.get("/telling/mine").text
    assert browser.post("/telling/mine/calendar").status_code == 409


@pytest.mark.parametrize("address", ["a", "a@b", "x@y.cn, z@y.cn"])
def test_a_mail_address_is_kept_by_its_owner(app: Flask, client_for: ClientFor, address: str) -> None:
    browser = client_for("class_teacher")
    assert browser.post("/telling/mine/mail", data={"address": "li@163.com"}).status_code == 302
    assert 'value="li@163.com"' in browser.get("/telling/mine").text

    refused = browser.post("/telling/mine/mail", data={"address": address})

    assert refused.status_code == 422 and "不是邮箱地址" in refused.text and address in refused.text
    browser.post("/telling/mine/mail", data={"address": ""})
    assert "li@163.com" not in browser.get("/telling/mine").text


def test_the_moment_of_a_stamp_is_utc(app: Flask, client_for: ClientFor) -> None:
    events = read(app, make(client_for("class_teacher")))

    stamps = {event.dtstamp.value.replace(tzinfo=None) for event in events.values()}
    assert stamps == {datetime(2026, 8, 25, 2)}
