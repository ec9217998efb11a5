"""The rest of the desk knows what stands beside the sessions: absences, the phone's calendar, drafts and the solver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import SCHOOL_ZONE, fixed
from careplan.db import db, school_scope
from careplan.programme.absence import is_away
from careplan.programme.models import Item
from careplan.school.models import StaffMember
from careplan.school.stretch import Stretch
from careplan.sessions.draft_operations import open_draft
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.taken_load import load_taken
from tests.programme.arranged import NOW, WEDNESDAY, stored, typed
from tests.sessions.schedule import session_of
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def early_in_the_term() -> Iterator[None]:
    with fixed(NOW):
        yield


def plan(browser: FlaskClient, **changes: object) -> int:
    """Plan once; the item's id is of the last series."""
    assert browser.post("/programme/new", data=typed(rhythm="once", **changes)).status_code == 302
    return 0


def away(browser: FlaskClient, person: int, day: date = WEDNESDAY, **more: str) -> None:
    given = {"staff_id": str(person), "first": day.isoformat(), "reason": "leave", **more}
    assert browser.post("/upsets/away/new", data=given).status_code == 302


def name_of(app: Flask, person: int) -> str:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(StaffMember.name).where(StaffMember.id == person)).one()


def test_an_absence_of_some_lessons_holds_between_them_too() -> None:
    def falls(stretch: Stretch, hours: str) -> bool:
        first, last = (datetime.combine(WEDNESDAY, datetime.strptime(one, "%H:%M").time()) for one in hours.split("-"))
        return is_away([stretch], first, last)

    morning = Stretch(WEDNESDAY, WEDNESDAY, 1, 4)
    assert falls(Stretch(WEDNESDAY, WEDNESDAY), "12:20-13:00") and not falls(morning, "12:20-13:00")
    assert falls(Stretch(WEDNESDAY, WEDNESDAY, 4, 5), "12:20-13:00") and falls(morning, "09:52-10:10")
    assert not is_away([], *(datetime(2026, 9, 9, hour) for hour in (8, 9)))


@pytest.mark.plan("S36")
def test_who_is_away_leaves_items_that_somebody_else_takes(
    app: Flask, client_for: ClientFor, head: FlaskClient
) -> None:
    plan(head, kind="parents-lesson", title="", topic="亲子沟通")
    plan(head, day="2026-09-16", topic="另一周")
    away(head, 3)

    for page in ("/upsets/", "/"):
        assert "1项其他安排需要换人" in head.get(page).text
    shown = head.get("/programme/stand-in").text
    assert "家长课堂：亲子沟通" in shown and "另一周" not in shown
    item = stored(app)[0].items[0]
    assert f'value="{item.staff_id}"' not in shown, "who is away is no choice"

    url = f"/programme/items/{item.id}/give"
    assert head.post(url, data={"staff_id": "", "version": item.version}).status_code == 422
    assert head.post(url, data={"staff_id": "5", "version": item.version + 1}).status_code == 409
    assert head.post(url, data={"staff_id": "5", "version": item.version}).status_code == 302
    assert stored(app)[0].items[0].staff_id == 5
    assert "没有需要换人的安排" in head.get("/programme/stand-in").text


def test_the_other_way_is_to_cancel_it(app: Flask, head: FlaskClient) -> None:
    plan(head)
    away(head, 3)
    item = stored(app)[0].items[0]

    answer = head.post(
        f"/programme/items/{item.id}/cancel", data={"reason": "没有人", "scope": "one", "back": "stand-in"}
    )

    assert answer.location.endswith("/programme/stand-in") and stored(app)[0].items[0].state == "cancelled"
    assert "没有需要换人的安排" in head.get("/programme/stand-in").text


def test_who_is_free_comes_first_and_what_the_others_have_is_said(app: Flask, head: FlaskClient) -> None:
    plan(head)
    plan(head, staff_id="5", place="校门口")
    away(head, 3)

    shown = head.get("/programme/stand-in").text

    busy = shown[shown.index("这时有别的安排") :]
    assert f"{name_of(app, 5)}这时另有安排" in busy and f'value="{5}"' in busy
    assert shown.index("这时有空") < shown.index("这时有别的安排")


def test_an_absence_is_seen_by_who_arranges_and_the_person_only(
    app: Flask, client_for: ClientFor, head: FlaskClient
) -> None:
    plan(head)
    plan(head, staff_id="5")
    away(head, 5)
    own, other = (one.items[0] for one in stored(app))

    teacher = client_for("class_teacher")
    assert "没有需要换人的安排" in teacher.get("/programme/stand-in").text
    assert "没有需要换人的安排" in client_for("counselling_teacher").get("/programme/stand-in").text
    for role in ("class_teacher", "principal", "counselling_teacher"):
        given = {"staff_id": "3", "version": other.version}
        assert client_for(role).post(f"/programme/items/{other.id}/give", data=given).status_code == 403
    assert client_for("head_counselor", school=2).post(f"/programme/items/{own.id}/give").status_code == 404

    away(head, 3)
    assert (
        "红领巾广播" in teacher.get("/programme/stand-in").text
        and "其他安排需要换人" in teacher.get("/upsets/mine").text
    )


def feed(app: Flask, browser: FlaskClient) -> tuple[str, dict[str, vobject.base.Component]]:
    page = browser.post("/telling/mine/calendar", data={"alarms": ["10"]}).text
    path = re.findall(r"http://localhost(/telling/calendar/[\w-]+\.ics)", page)[0]
    text = app.test_client().get(path).text
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    return text, {one.summary.value: one for one in calendar.contents.get("vevent", [])}


def test_the_phones_calendar_has_the_own_items(app: Flask, client_for: ClientFor, head: FlaskClient) -> None:
    plan(head, topic="想念")
    plan(head, staff_id="5", topic="别人的")
    plan(head, topic="取消的")
    head.post(f"/programme/items/{stored(app)[2].items[0].id}/cancel", data={"reason": "x", "scope": "one"})

    text, events = feed(app, client_for("class_teacher"))

    one = events["红领巾广播·心灵信箱：想念"]
    assert one.dtstart.value == datetime(2026, 9, 9, 12, 20, tzinfo=SCHOOL_ZONE) and one.location.value == "广播室"
    assert "别人的" not in text and "取消的" not in text and len(one.valarm_list) == 1


def test_a_child_that_somebody_wrote_into_an_item_is_not_in_the_calendar(
    app: Flask, client_for: ClientFor, head: FlaskClient
) -> None:
    with app.app_context(), school_scope(1):
        child = db.session.scalars(select(Child.name)).first()
    assert child
    plan(head, title=f"{child}专栏", topic=f"听{child}讲", place=f"{child}家")

    text, events = feed(app, client_for("class_teacher"))

    assert "红领巾广播" in events and child not in text.replace("\r\n ", "")


def hours_of(squad: str) -> tuple[date, str, int]:
    """Day, hours and leader of a squad's first session."""
    one = session_of(squad)
    hours = f"{begins(one.day, one.period):%H:%M}-{ends(one.day, one.period):%H:%M}"
    return one.day, hours, one.posts[0].staff_id


@pytest.mark.plan("S36")
def test_a_draft_warns_of_a_leader_who_is_needed_elsewhere(app: Flask, head: FlaskClient) -> None:
    with app.app_context(), school_scope(1):
        day, hours, leader = hours_of("2024-1")
        version = open_draft(actor_id=None)
        db.session.commit()
        url = f"/sessions/draft/{version.id}"
    said = f"{name_of(app, leader)}{day.month}月{day.day}日"
    before = head.get(f"{url}/state").json
    assert "另有安排：心理辅导室开放" not in head.get(url).text

    plan(head, kind="room", title="", day=day.isoformat(), hours=hours, staff_id=str(leader))

    page, after = head.get(url).text, head.get(f"{url}/state").json
    assert re.search(rf"{re.escape(said)}第\d节另有安排：心理辅导室开放", page)
    assert before and after and after["counts"]["warning"] == before["counts"]["warning"] + 1
    assert after["counts"]["publishing"] == before["counts"]["publishing"], "a warning blocks nothing"


@pytest.mark.plan("S36")
def test_a_hand_edit_is_told_what_waits_there(app: Flask, head: FlaskClient) -> None:
    with app.app_context(), school_scope(1):
        leader = hours_of("2024-1")[2]
        version = open_draft(actor_id=None)
        db.session.commit()
        url, row = f"/sessions/draft/{version.id}", session_of("2024-1").id
        row = next(one.id for one in version.sessions if one.posts[0].staff_id == leader)
    found = head.get(f"{url}/places?session={row}").json
    assert found
    free = next(one for one in found["slots"] if one["severity"] is None and one["day"] != found["here"]["day"])
    day, period = date.fromisoformat(free["day"]), free["period"]
    hours = f"{begins(day, period):%H:%M}-{ends(day, period):%H:%M}"
    plan(head, kind="parents-lesson", title="", day=day.isoformat(), hours=hours, staff_id=str(leader))
    edit = (head.get(f"{url}/state").json or {})["edit"]
    move = {"edit": edit, "session": row, "day": free["day"], "period": period}

    tried = head.post(f"{url}/move", json={**move, "try": True}).json or {}
    made = head.post(f"{url}/move", json=move)

    assert [one["sentence"] for one in tried["findings"] if one["reference"] == "beside.staff"]
    assert made.status_code == 200 and (made.json or {})["moved"], "it is allowed all the same"
    back = head.post(f"{url}/undo", json={"edit": edit + 1})
    assert back.status_code == 200


def test_only_what_is_planned_and_ahead_takes_anybody_up(app: Flask, head: FlaskClient) -> None:
    plan(head)
    with app.app_context(), school_scope(1):
        (taken,) = load_taken(WEDNESDAY, WEDNESDAY)
        number = db.session.scalars(select(StaffMember.number).where(StaffMember.id == 3)).one()
        assert (taken.staff, taken.venue, taken.zh) == (number, None, "红领巾广播·心灵信箱")
        assert load_taken(date(2026, 9, 1), date(2026, 9, 7)) == ()
        item = db.session.scalars(select(Item)).one()
        item.state, item.reason = "cancelled", "x"
        record(actor_id=None, action="cancel", entity="programme_item", entity_id=item.id)
        db.session.flush()
        assert load_taken(WEDNESDAY, WEDNESDAY) == ()
        db.session.rollback()
