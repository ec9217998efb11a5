"""The pages of what stands beside the sessions: who plans, what clashes, what the calendar shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.sessions.lesson_times import begins, ends
from tests.programme.arranged import NOW, WEDNESDAY, days, moment, stored, typed
from tests.sessions.schedule import session_of
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def early_in_the_term() -> Iterator[None]:
    with fixed(NOW):
        yield


@pytest.mark.plan("S36")
def test_a_series_is_looked_at_before_it_is_planned(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")

    shown = head.post("/programme/new", data=typed(check="1"))
    assert (shown.status_code, "将安排4次" in shown.text, "2026年9月30日 周三" in shown.text) == (200, True, True)
    assert stored(app) == []

    assert head.post("/programme/new", data=typed()).status_code == 302
    assert days(stored(app)[0]) == ["09-09", "09-16", "09-23", "09-30"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": "中午"}, {"hours": "13:00-12:00"}, {"day": ""}, {"day": "2026-08-30"}, {"staff_id": "0"}, {"place": ""},
        {"kind": "party"}, {"rhythm": ""}, {"title": "x" * 41}, {"topic": "\x00"}, {"last_on": "2026-09-01"},
    ],
)  # fmt: skip
def test_a_wrong_entry_is_said_at_its_place_and_nothing_is_lost(
    app: Flask, client_for: ClientFor, wrong: dict[str, str]
) -> None:
    answer = client_for("head_counselor").post("/programme/new", data=typed(**wrong))

    assert (answer.status_code, "field-error" in answer.text) == (422, True)
    assert "title" in wrong or "心灵信箱" in answer.text
    assert stored(app) == []


@pytest.mark.parametrize("role", ["principal", "office", "community_worker", "administrator"])
def test_others_plan_nothing(client_for: ClientFor, role: str) -> None:
    assert client_for(role).get("/programme/new").status_code == 403


def test_a_class_teacher_plans_what_is_their_own_and_no_hours_of_help(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    assert teacher.post("/programme/new", data=typed(kind="room")).status_code == 422
    assert teacher.post("/programme/new", data=typed(staff_id="5")).status_code == 422
    assert teacher.post("/programme/new", data=typed(kind="wall-newspaper")).status_code == 302

    client_for("head_counselor").post("/programme/new", data=typed(staff_id="5"))
    theirs = stored(app)[1].items[0].id
    assert teacher.get(f"/programme/items/{theirs}").status_code == 200
    assert teacher.get(f"/programme/items/{theirs}/change").status_code == 403
    assert teacher.post(f"/programme/items/{theirs}/cancel", data={"reason": "x"}).status_code == 403


def test_another_schools_arrangement_does_not_exist(app: Flask, client_for: ClientFor) -> None:
    client_for("head_counselor").post("/programme/new", data=typed())
    item = stored(app)[0].items[0].id

    other = client_for("head_counselor", school=2)
    assert other.get(f"/programme/items/{item}").status_code == 404
    assert other.get("/programme/series/1").status_code == 404


def test_a_person_and_a_place_that_are_wanted_twice_are_said_in_a_sentence(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        one = session_of("2024-1")
        leader, venue, name, title = one.posts[0].staff, one.venue, one.posts[0].staff.name, one.activity.title
        hours = f"{begins(one.day, one.period):%H:%M}-{ends(one.day, one.period):%H:%M}"
        sent = typed(
            day=one.day.isoformat(), hours=hours, rhythm="once", staff_id=str(leader.id), venue_id=str(venue.id)
        )
        venue.shared = False
        db.session.rollback()
    head = client_for("head_counselor")

    page = head.post("/programme/new", data={**sent, "check": "1"}).text
    assert f"{name}这时另有安排" in page and title in page

    head.post("/programme/new", data=sent)
    item = stored(app)[0].items[0]
    assert f"{name}这时另有安排" in head.get(f"/programme/items/{item.id}").text
    assert f"{name}这时另有安排" in head.get(f"/programme/?day={item.day}").text


def test_a_day_without_school_is_said(app: Flask, client_for: ClientFor) -> None:
    page = client_for("head_counselor").post("/programme/new", data=typed(day="2026-09-12", rhythm="once", check="1"))

    assert "这一天不上学" in page.text


def test_it_stands_in_the_same_calendar_and_list_as_the_sessions(app: Flask, client_for: ClientFor) -> None:
    client_for("head_counselor").post("/programme/new", data=typed(topic="想念"))
    url = "/sessions/events?start=2026-09-01&end=2026-09-30"

    def found(role: str, more: str = "") -> list[dict[str, object]]:
        answer = client_for(role).get(url + more).json
        assert answer is not None
        return [one for one in answer if "beside" in one["className"]]

    everything = found("principal")
    assert [str(one["start"]) for one in everything] == [f"2026-09-{day:02}T12:20:00" for day in (9, 16, 23, 30)]
    assert everything[0]["title"] == "红领巾广播·心灵信箱：想念"
    assert len(found("class_teacher", "&scope=mine")) == 4, "the person responsible sees it among their own"
    assert found("principal", "&beside=no") == [] == found("principal", "&leader=5") == found("principal", "&squad=3")
    assert "红领巾广播·心灵信箱：想念" in client_for("community_worker").get("/sessions/list?day=2026-09-09").text


def test_a_change_asks_whether_this_one_or_all_that_follow(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    head.post("/programme/new", data=typed())
    item = stored(app)[0].items[1]
    url = f"/programme/items/{item.id}/change"
    page = head.get(url).text
    assert "只改这一次" in page and "这一次和以后各次，共3次" in page

    sent = {**typed(), "day": item.day.isoformat(), "place": "礼堂", "version": str(item.version)}
    assert head.post(url, data={**sent, "scope": ""}).status_code == 422
    assert head.post(url, data={**sent, "scope": "following"}).status_code == 302
    assert [one.place for one in stored(app)[0].items] == ["广播室", "礼堂", "礼堂", "礼堂"]


def test_a_second_editor_is_told_and_loses_nothing(app: Flask, client_for: ClientFor) -> None:
    head, teacher = client_for("head_counselor"), client_for("class_teacher")
    head.post("/programme/new", data=typed(rhythm="once"))
    item = stored(app)[0].items[0]
    url, sent = f"/programme/items/{item.id}/change", {**typed(), "scope": "one", "version": str(item.version)}
    assert head.post(url, data={**sent, "topic": "先"}).status_code == 302

    late = teacher.post(url, data={**sent, "topic": "后"})

    assert (late.status_code, "先" in late.text, 'value="后"' in late.text) == (409, True, True)
    assert stored(app)[0].items[0].topic == "先"


@pytest.mark.plan("S36", "S28")
def test_the_person_responsible_records_what_took_place(app: Flask, client_for: ClientFor) -> None:
    client_for("head_counselor").post("/programme/new", data=typed(kind="parents-lesson", rhythm="once", title=""))
    item = stored(app)[0].items[0]
    url = f"/programme/items/{item.id}"
    assert client_for("class_teacher").post(f"{url}/done", data={"came": "9"}).status_code == 422, "not before its day"

    with fixed(moment(WEDNESDAY)):
        teacher = client_for("class_teacher")
        assert "到场家长人数" in teacher.get(url).text
        assert teacher.post(f"{url}/done", data={"came": "many", "topic": "亲子沟通"}).status_code == 422
        assert teacher.post(f"{url}/done", data={"came": "23", "topic": "亲子沟通", "note": ""}).status_code == 302
        shown = client_for("principal").get("/programme/counts").text

    assert "23" in shown and "家长课堂" in shown
    assert (stored(app)[0].items[0].state, stored(app)[0].items[0].came) == ("done", 23)


def test_cancelling_wants_a_reason(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    head.post("/programme/new", data=typed())
    url = f"/programme/items/{stored(app)[0].items[2].id}/cancel"

    assert head.post(url, data={"reason": " ", "scope": "one"}).status_code == 422
    assert head.post(url, data={"reason": "停电", "scope": "following"}).status_code == 302
    assert days(stored(app)[0]) == ["09-09", "09-16", "09-23 cancelled", "09-30 cancelled"]
    assert "停电" in client_for("principal").get("/programme/?span=term").text


def test_the_first_page_says_what_waits_this_week_and_what_nobody_recorded(app: Flask, client_for: ClientFor) -> None:
    client_for("head_counselor").post("/programme/new", data=typed(topic="想念"))
    assert "红领巾广播·心灵信箱：想念" in client_for("class_teacher").get("/").text
    assert "红领巾广播" not in client_for("office").get("/").text

    with fixed(moment(WEDNESDAY + timedelta(days=8))):
        assert "您负责的2次其他安排已过未登记" in client_for("class_teacher").get("/").text
        assert "全校有2次其他安排已过未登记" in client_for("head_counselor").get("/").text
        page = client_for("class_teacher").get("/programme/?scope=open").text
        ids = [str(one.id) for one in stored(app)[0].items[:2]]
        assert all(f'name="item" value="{one}"' in page for one in ids)
        client_for("class_teacher").post("/programme/done", data={"item": ids})
        assert "其他安排已过未登记" not in client_for("class_teacher").get("/").text
    assert days(stored(app)[0])[:2] == ["09-09 done", "09-16 done"]


def test_what_is_ticked_is_recorded_only_where_one_may(app: Flask, client_for: ClientFor) -> None:
    client_for("head_counselor").post("/programme/new", data=typed(staff_id="5", rhythm="once"))
    with fixed(moment(WEDNESDAY)):
        client_for("class_teacher").post("/programme/done", data={"item": [str(stored(app)[0].items[0].id), "x", "99"]})
    assert days(stored(app)[0]) == ["09-09"]


def test_a_series_planned_by_mistake_is_taken_out_by_who_may(app: Flask, client_for: ClientFor) -> None:
    client_for("head_counselor").post("/programme/new", data=typed())
    assert client_for("class_teacher").post("/programme/series/1/remove").status_code == 403
    assert client_for("head_counselor").post("/programme/series/1/remove").status_code == 302
    assert stored(app) == []


@pytest.mark.parametrize("query", ["kind=party", "span=day", "scope=x", "day=2026-13-01"])
def test_a_wrong_address_is_answered_in_words(client_for: ClientFor, query: str) -> None:
    assert client_for("principal").get(f"/programme/?{query}").status_code == 400


def test_the_pages_are_empty_with_words_where_there_is_nothing(client_for: ClientFor) -> None:
    for place, words in (("", "这段时间没有安排"), ("series", "还没有安排"), ("counts", "还没有安排"), ("?scope=open", "已过的都登记了")):  # fmt: skip
        assert words in client_for("principal").get(f"/programme/{place}").text


def test_pages_speak_english(client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    head.post("/programme/new", data=typed(day=(date(2026, 9, 9)).isoformat()))
    with head.session_transaction() as session:
        session["language"] = "en"
    assert "School radio · 心灵信箱" in head.get("/programme/?day=2026-09-09").text
