"""One event serves several plans: joined by a person, once in the calendar, kept through plans, taken back (S20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careplan.clock import fixed
from careplan.db import school_scope
from careplan.programme.join_queries import same_events
from careplan.programme.served_once import Ref, Work, served_once
from careplan.programme.taken_queries import hours_taken
from careplan.scheduling.agenda import Index
from careplan.sessions.schedule_queries import published_schedule, stored_problem
from tests.programme.arranged import NOW, typed
from tests.programme.joined import join, joins, write
from tests.sessions.schedule import session_of
from tests.telling.outbox import republish, sessions_in_force
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def early_in_the_term() -> Iterator[None]:
    with fixed(NOW):
        yield


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
            if slot.date != session["day"]
            and slot.term == index.slots[one.start].term
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
