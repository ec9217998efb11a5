"""One event serves several plans: joined by a person, once in the calendar, kept through plans, taken back (S20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.programme.join_operations import join_event
from careplan.programme.join_queries import same_events
from careplan.programme.models import EventJoin, Item, SchoolEvent
from careplan.programme.served_once import Ref, Work, served_once
from careplan.programme.taken_queries import hours_taken
from careplan.scheduling.agenda import Index
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.schedule_queries import published_schedule, stored_problem
from tests.programme.arranged import NOW, typed
from tests.sessions.schedule import session_of
from tests.telling.outbox import republish, sessions_in_force
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def early_in_the_term() -> Iterator[None]:
    with fixed(NOW):
        yield


@pytest.fixture
def head(client_for: ClientFor) -> FlaskClient:
    return client_for("head_counselor")


@pytest.fixture
def session(app: Flask) -> dict[str, Any]:
    """A squad's first session in force: row, day, period, title, hours, leader."""
    with app.app_context(), school_scope(1):
        one = session_of("2024-1")
        hours = f"{begins(one.day, one.period):%H:%M}-{ends(one.day, one.period):%H:%M}"
        return {
            "id": one.id, "day": one.day, "period": one.period, "title": one.activity.title, "hours": hours,
            "leader": one.posts[0].staff_id,
        }  # fmt: skip


def write(browser: FlaskClient, day: date, **changes: Any) -> int:
    """Write an event by hand; its id."""
    given = {"title": "消防演练", "day": day.isoformat(), "last_day": "", "hours": "", "place": "操场", **changes}
    answer = browser.post("/programme/events/new", data=given)
    assert answer.status_code == 302, answer.text
    return int(answer.location.rsplit("/", 1)[1])


def join(browser: FlaskClient, event: int, ref: str) -> int:
    return browser.post(f"/programme/events/{event}/join", data={"with": ref}).status_code


def joins(app: Flask) -> list[tuple[int | None, int | None]]:
    with app.app_context(), school_scope(1):
        return [(row.session_id, row.item_id) for row in db.session.scalars(select(EventJoin).order_by(EventJoin.id))]


def feed(browser: FlaskClient, day: date, more: str = "") -> dict[str, dict[str, Any]]:
    url = f"/sessions/events?start={day}&end={day}{more}"
    return {one["id"]: one for one in browser.get(url).json or []}


@pytest.mark.plan("S20")
def test_an_event_written_by_hand_is_joined_with_a_session_and_stands_once(
    client_for: ClientFor, head: FlaskClient, session: dict[str, Any]
) -> None:
    event = write(head, session["day"], hours=session["hours"], serves=["pioneers", "safety"])
    assert f"school-event-{event}" in feed(head, session["day"])

    assert join(head, event, f"session-{session['id']}") == 302

    shown = feed(head, session["day"])
    assert f"school-event-{event}" not in shown
    assert "同时是：消防演练（少先队年度计划、安全教育）" in shown[str(session["id"])]["detail"]
    page = client_for("class_teacher").get(f"/sessions/{session['id']}").text
    assert "消防演练" in page and "安全教育" in page
    assert join(head, event, f"session-{session['id']}") == 422, "joined already"


@pytest.mark.plan("S20")
def test_it_is_taken_back_with_one_button(app: Flask, head: FlaskClient, session: dict[str, Any]) -> None:
    event = write(head, session["day"])
    join(head, event, f"session-{session['id']}")

    assert head.post("/programme/events/joins/1/part").status_code == 302

    assert joins(app) == [] and f"school-event-{event}" in feed(head, session["day"])
    assert head.post("/programme/events/joins/1/part").status_code == 404


def test_what_is_like_it_is_suggested_and_never_joined_silently(
    app: Flask, head: FlaskClient, session: dict[str, Any]
) -> None:
    event = write(head, session["day"], hours=session["hours"], title=f"全校{session['title']}")
    page = head.get(f"/programme/events/{event}").text

    assert "可能是同一项活动" in page and "时间相同" in page and "名称相近" in page
    assert "可能与已有安排相同" in head.get("/programme/events").text
    assert joins(app) == []

    head.post(f"/programme/events/{event}/settle")
    assert "可能是同一项活动" not in head.get(f"/programme/events/{event}").text
    assert "可能与已有安排相同" not in head.get("/programme/events").text


def test_an_item_joined_with_an_event_does_not_clash_with_it(app: Flask, head: FlaskClient) -> None:
    day = date(2026, 9, 9)
    event = write(head, day, hours="12:00-13:00", title="家长开放日")
    head.post("/programme/new", data=typed(kind="parents-lesson", title="", rhythm="once"))
    assert "这时学校有活动：家长开放日" in head.get("/programme/items/1").text

    assert join(head, event, "item-1") == 302

    page = head.get("/programme/items/1").text
    assert "这时学校有活动" not in page and "同一项活动" in page
    assert "同时是：家长开放日" in feed(head, day)["programme-1"]["detail"]
    assert f"school-event-{event}" not in feed(head, day)


def test_an_item_and_a_session_of_one_event_take_nobody_away_from_each_other(
    app: Flask, head: FlaskClient, session: dict[str, Any]
) -> None:
    sent = typed(
        kind="parents-lesson", title="", rhythm="once", day=session["day"].isoformat(), hours=session["hours"],
        staff_id=str(session["leader"]),
    )  # fmt: skip
    head.post("/programme/new", data=sent)
    event = write(head, session["day"])
    with app.app_context(), school_scope(1):
        assert len(hours_taken(session["day"], session["day"])) == 1
    assert "这时另有安排" in head.get("/programme/items/1").text

    join(head, event, "item-1")
    join(head, event, f"session-{session['id']}")

    with app.app_context(), school_scope(1):
        assert hours_taken(session["day"], session["day"]) == []
        same = same_events(session["day"], session["day"])
    assert "这时另有安排" not in head.get("/programme/items/1").text
    hours = (datetime(2026, 9, 9, 14), datetime(2026, 9, 9, 15))
    works = [Work(1, Ref("item", 1), *hours), Work(1, Ref("session", session["id"]), *hours)]
    assert served_once(works, same).counted == (works[1],), "what workload counts"


@pytest.mark.plan("S20")
def test_a_join_survives_the_next_version(app: Flask, head: FlaskClient, session: dict[str, Any]) -> None:
    event = write(head, session["day"])
    join(head, event, f"session-{session['id']}")

    with app.app_context(), school_scope(1):
        republish(sessions_in_force())
        new = session_of("2024-1", session["day"]).id

    assert new != session["id"] and joins(app) == [(new, None)]
    assert f"school-event-{event}" not in feed(head, session["day"])


@pytest.mark.plan("S20")
def test_a_session_that_moves_away_leaves_the_event_and_is_found_again(
    app: Flask, head: FlaskClient, session: dict[str, Any]
) -> None:
    event = write(head, session["day"])
    join(head, event, f"session-{session['id']}")

    with app.app_context(), school_scope(1):
        before = sessions_in_force()
        index = Index(stored_problem(published_schedule()))  # type: ignore[arg-type]
        one = next(
            one
            for one in before
            if (index.slots[one.start].date, index.slots[one.start].period) == (session["day"], session["period"])
            and one.group == "2024-1"
        )
        free = next(
            slot.id
            for slot in reversed(index.problem.slots)
            if slot.date != session["day"] and slot.term == index.slots[one.start].term
            and slot.id in (index.squads["2024-1"].open or ())
            and not any(slot.week == index.slots[other.start].week for other in before if other is not one)
        )
        republish(tuple(replace(other, start=free) if other is one else other for other in before))
    page = head.get(f"/programme/events/{event}").text
    assert joins(app) == [(None, None)] and "已改期，不再合并" in page and session["title"] in page
    assert "有活动已改期" in head.get("/programme/events").text
    assert f"school-event-{event}" in feed(head, session["day"])

    with app.app_context(), school_scope(1):
        republish(before)
    assert joins(app)[0][0] is not None and f"school-event-{event}" not in feed(head, session["day"])


def test_a_session_that_is_cancelled_lets_the_event_stand_again(
    app: Flask, head: FlaskClient, session: dict[str, Any]
) -> None:
    event = write(head, session["day"])
    join(head, event, f"session-{session['id']}")

    head.post(f"/sessions/{session['id']}/cancel", data={"reason": "暴雨"})

    assert f"school-event-{event}" in feed(head, session["day"])
    assert "已取消" in head.get(f"/programme/events/{event}").text


def test_an_item_taken_out_leaves_the_event(app: Flask, head: FlaskClient) -> None:
    event = write(head, date(2026, 9, 9))
    head.post("/programme/new", data=typed(rhythm="once"))
    join(head, event, "item-1")

    head.post("/programme/series/1/remove")

    assert joins(app) == [(None, None)] and "红领巾广播·心灵信箱" in head.get(f"/programme/events/{event}").text


def test_an_event_taken_off_leaves_what_it_was_joined_with(
    app: Flask, head: FlaskClient, session: dict[str, Any]
) -> None:
    event = write(head, session["day"])
    join(head, event, f"session-{session['id']}")

    head.post(f"/programme/events/{event}/remove")

    assert joins(app) == [] and str(session["id"]) in feed(head, session["day"])


def test_an_event_of_several_days_stays_in_the_calendar(head: FlaskClient, session: dict[str, Any]) -> None:
    event = write(head, session["day"] - timedelta(days=1), last_day=session["day"].isoformat(), title="安全教育周")
    join(head, event, f"session-{session['id']}")

    assert f"school-event-{event}" in feed(head, session["day"])


def test_among_the_own_sessions_an_event_stands_unless_what_it_is_does(
    client_for: ClientFor, head: FlaskClient, session: dict[str, Any]
) -> None:
    event = write(head, session["day"])
    join(head, event, f"session-{session['id']}")

    teacher = client_for("class_teacher")
    own = str(session["id"]) in feed(teacher, session["day"], "&scope=mine")
    assert (f"school-event-{event}" in feed(teacher, session["day"], "&scope=mine")) is not own


@pytest.mark.parametrize("ref", ["", "session-", "session-x", "session-99999", "item-1", "lesson-1", "session-²"])
def test_what_is_not_there_cannot_be_joined(head: FlaskClient, session: dict[str, Any], ref: str) -> None:
    event = write(head, session["day"])

    answer = head.post(f"/programme/events/{event}/join", data={"with": ref})

    assert answer.status_code == 422 and "alert-danger" in answer.text


def test_a_session_of_another_day_is_not_the_same(app: Flask, head: FlaskClient, session: dict[str, Any]) -> None:
    event = write(head, session["day"] + timedelta(days=1))
    assert join(head, event, f"session-{session['id']}") == 422

    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(SchoolEvent)).one()
        with pytest.raises(Refused):
            join_event(actor_id=None, event=row, ref=Ref("session", session["id"]))


def test_others_may_look_but_not_join(client_for: ClientFor, head: FlaskClient, session: dict[str, Any]) -> None:
    event = write(head, session["day"])
    ref = {"with": f"session-{session['id']}"}

    for role in ("class_teacher", "principal", "community_worker"):
        assert client_for(role).get(f"/programme/events/{event}").status_code == 200
        assert client_for(role).post(f"/programme/events/{event}/join", data=ref).status_code == 403
        assert client_for(role).post(f"/programme/events/{event}/serves").status_code == 403
    assert client_for("office").post(f"/programme/events/{event}/join", data=ref).status_code == 403
    other = client_for("head_counselor", school=2)
    for path in (f"events/{event}/join", f"events/{event}/settle", f"events/{event}/serves", "events/joins/1/part"):
        assert other.post(f"/programme/{path}", data=ref).status_code == 404
    assert other.get(f"/programme/events/{event}").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""}, {"day": ""}, {"day": "2025-01-01"}, {"last_day": "2026-09-01"}, {"hours": "下午"},
        {"hours": "13:00-12:00"}, {"title": "x" * 81}, {"serves": ["party"]}, {"place": "\x00"},
    ],
)  # fmt: skip
def test_a_wrong_event_is_said_at_its_place(app: Flask, head: FlaskClient, wrong: dict[str, Any]) -> None:
    given = {"title": "演练", "day": "2026-09-09", "last_day": "", "hours": "", "place": "", **wrong}

    answer = head.post("/programme/events/new", data=given)

    assert answer.status_code == 422 and "field-error" in answer.text
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(SchoolEvent)).all() == []


def test_a_second_editor_of_an_event_loses_nothing(
    client_for: ClientFor, head: FlaskClient, session: dict[str, Any]
) -> None:
    event = write(head, session["day"])
    url = f"/programme/events/{event}/change"
    sent = {"title": "先", "day": session["day"].isoformat(), "version": "1", "place": "操场"}
    assert head.post(url, data=sent).status_code == 302

    late = client_for("office").post(url, data={**sent, "title": "后"})

    assert (late.status_code, "<td>先</td>" in late.text, 'value="后"' in late.text) == (409, True, True)


def test_an_event_does_not_leave_the_day_of_what_it_is(head: FlaskClient, session: dict[str, Any]) -> None:
    event = write(head, session["day"])
    join(head, event, f"session-{session['id']}")
    given = {"title": "演练", "version": "1", "place": "", "day": (session["day"] + timedelta(days=1)).isoformat()}

    answer = head.post(f"/programme/events/{event}/change", data=given)

    assert answer.status_code == 422 and "请先取消合并" in answer.text


@pytest.mark.plan("S20")
def test_the_plans_are_counted_and_lead_to_their_events(
    client_for: ClientFor, head: FlaskClient, session: dict[str, Any]
) -> None:
    assert head.post("/programme/served", data={"name": "读书年"}).status_code == 302
    event = write(head, session["day"], serves=["safety", "own-1"])
    write(head, date(2026, 10, 20), title="期中检测")
    join(head, event, f"session-{session['id']}")

    page = " ".join(client_for("principal").get("/programme/served").text.split())
    listed = head.get("/programme/events?plan=own-1").text

    assert 'plan=safety">1</a></td> <td class="num" data-label="合并的活动和安排">1</td>' in page
    assert "读书年" in page and "消防演练" in listed and "期中检测" not in listed
    assert head.get("/programme/events?plan=party").status_code == 400


def test_a_plan_of_the_schools_own_is_offered_no_more_and_its_mark_stays(
    client_for: ClientFor, head: FlaskClient, session: dict[str, Any]
) -> None:
    for name, status in (("读书年", 302), ("读书年", 422), ("", 422), ("安全教育", 422), ("长" * 31, 422)):
        assert head.post("/programme/served", data={"name": name}).status_code == status, name
    event = write(head, session["day"], serves=["own-1"])

    head.post("/programme/served/1", data={"retired": "yes"})

    assert "读书年" in head.get(f"/programme/events/{event}").text
    assert "读书年" not in head.get("/programme/events/new").text
    assert head.post(f"/programme/events/{event}/serves", data={"plan": ["own-1", "moral"]}).status_code == 302
    assert client_for("head_counselor", school=2).post("/programme/served/1").status_code == 404
    head.post("/programme/events/1/serves", data={"plan": []})
    head.post("/programme/served/1", data={"retired": "yes"})
    assert "读书年" not in head.get("/programme/served").text, "what nothing serves is taken away"


def test_removing_a_row_of_a_session_does_not_break_the_join(
    app: Flask, head: FlaskClient, session: dict[str, Any]
) -> None:
    event = write(head, session["day"])
    head.post("/programme/new", data=typed(rhythm="once", day=session["day"].isoformat()))
    join(head, event, "item-1")
    with app.app_context(), school_scope(1):
        db.session.delete(db.session.scalars(select(Item)).one())
        record(actor_id=None, action="remove", entity="programme_item", entity_id=1)
        db.session.commit()

    assert joins(app) == [(None, None)] and head.get(f"/programme/events/{event}").status_code == 200
