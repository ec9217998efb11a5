"""Events written by hand, what cannot be joined, who may, and the plans that they serve (S20)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
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
from careplan.programme.models import Item, SchoolEvent
from careplan.programme.served_once import Ref
from tests.programme.arranged import NOW, typed
from tests.programme.joined import join, joins, write
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def early_in_the_term() -> Iterator[None]:
    with fixed(NOW):
        yield


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
