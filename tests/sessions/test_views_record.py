"""The pages of one session and its roll: who sees what, how it is recorded, what a second person is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.sessions.models import Attendance, TeamSession
from tests.sessions.schedule import at_noon, session_of
from tests.world import ClientFor

NAME = "孩子31"


@pytest.fixture
def row(app: Flask) -> Iterator[TeamSession]:
    """A session of 三(1), the class teacher's own squad, on its day."""
    with app.app_context(), school_scope(1):
        found = session_of("2024-1")
        _ = [squad.id for squad in found.squads]
        db.session.expunge(found)
    with fixed(at_noon(found.day)):
        yield found


def roll_url(row: TeamSession) -> str:
    return f"/sessions/{row.id}/attendance/{row.squads[0].id}"


def stored(app: Flask, row: TeamSession) -> list[tuple[str, bool, str]]:
    with app.app_context(), school_scope(1):
        query = select(Attendance).where(Attendance.team_session_id == row.id).order_by(Attendance.id)
        return [(one.state, one.led, one.reason) for one in db.session.scalars(query)]


def entries(html: str, **changes: str) -> dict[str, str]:
    """What a browser without script would send back after tapping nothing."""
    found = dict(re.findall(r'name="(state_\d+)" value="(\w+)" checked', html))
    found["stamp"] = re.findall(r'name="stamp"[^>]* value="(\w*)"', html)[0]
    found["parents_came"] = ""
    return found | changes


@pytest.mark.plan("S14", "S28")
def test_a_roll_is_called_by_changing_only_who_is_away(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    teacher = client_for("class_teacher")
    html = teacher.get(roll_url(row)).text
    sent = entries(html, parents_came="5")
    first, second, _third = sorted(name for name in sent if name.startswith("state_"))
    sent |= {first: "absent", first.replace("state", "reason"): "发烧", second.replace("state", "role"): "host"}

    answer = teacher.post(roll_url(row), data=sent)

    assert (answer.status_code, answer.location) == (302, f"/sessions/{row.id}#feedback")
    assert sorted(stored(app, row)) == [("absent", False, "发烧"), ("present", False, ""), ("present", True, "")]
    page = teacher.get(f"/sessions/{row.id}").text
    assert NAME not in page and "应到 3 人" in page and "到场家长 5 人" in page
    assert "请回答下面的三个问题" in page and '<details class="no-print" open>' in page


def test_reading_a_roll_is_in_the_audit_log(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    assert NAME in client_for("class_teacher").get(roll_url(row)).text

    with app.app_context(), school_scope(1):
        last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert last and (last.action, last.entity, last.entity_id) == ("read", "team_session", row.id)


@pytest.mark.parametrize("role", ["principal", "counselling_teacher", "office"])
def test_those_who_may_see_every_child_may_call_every_roll(client_for: ClientFor, row: TeamSession, role: str) -> None:
    assert NAME in client_for(role).get(roll_url(row)).text


@pytest.mark.parametrize("role", ["head_counselor", "community_worker", "administrator"])
def test_others_do_not_reach_the_roll(client_for: ClientFor, row: TeamSession, role: str) -> None:
    assert client_for(role).get(roll_url(row)).status_code == 403


def test_a_head_counselor_sees_numbers_and_no_name(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    teacher = client_for("class_teacher")
    teacher.post(roll_url(row), data=entries(teacher.get(roll_url(row)).text))

    page = client_for("head_counselor").get(f"/sessions/{row.id}").text

    assert "应到 3 人" in page
    assert NAME not in page


def test_another_squads_roll_does_not_exist_for_a_class_teacher(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        other = session_of("2026-1")
        url, day = f"/sessions/{other.id}/attendance/{other.squads[0].id}", other.day
    with fixed(at_noon(day)):
        assert client_for("class_teacher").get(url).status_code == 404
        assert client_for("class_teacher").post(url, data={}).status_code == 404


def test_another_schools_session_does_not_exist(client_for: ClientFor, row: TeamSession) -> None:
    assert client_for("principal", school=2).get(f"/sessions/{row.id}").status_code == 404
    assert client_for("principal", school=2).get(roll_url(row)).status_code == 404


def test_a_second_person_is_told_that_the_roll_was_saved_meanwhile(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    teacher, office = client_for("class_teacher"), client_for("office")
    html = office.get(roll_url(row)).text
    teacher.post(roll_url(row), data=entries(teacher.get(roll_url(row)).text))
    child = next(name for name in entries(html) if name.startswith("state_"))

    answer = office.post(roll_url(row), data=entries(html, **{child: "late"}))

    assert answer.status_code == 409
    assert 'value="late" checked' in answer.text and "已登记：到" in answer.text
    assert {state for state, _, _ in stored(app, row)} == {"present"}
    assert office.post(roll_url(row), data=entries(answer.text)).status_code == 302
    assert "late" in {state for state, _, _ in stored(app, row)}


@pytest.mark.parametrize("wrong", [{"parents_came": "many"}, {"state": "asleep"}, {"reason": "x" * 61}])
def test_a_wrong_entry_is_said_at_its_place(client_for: ClientFor, row: TeamSession, wrong: dict[str, str]) -> None:
    teacher = client_for("class_teacher")
    sent = entries(teacher.get(roll_url(row)).text)
    child = next(name for name in sent if name.startswith("state_")).removeprefix("state_")
    given = {name if name == "parents_came" else f"{name}_{child}": value for name, value in wrong.items()}

    answer = teacher.post(roll_url(row), data={**sent, f"state_{child}": "late", **given})

    assert (answer.status_code, "field-error" in answer.text) == (422, True)


def test_a_roll_is_not_opened_before_its_day(client_for: ClientFor, row: TeamSession) -> None:
    with fixed(at_noon(row.day - timedelta(days=1))):
        answer = client_for("class_teacher").get(roll_url(row))

    assert (answer.status_code, answer.location) == (302, f"/sessions/{row.id}")


@pytest.mark.plan("S17")
def test_feedback_is_given_by_the_squads_teacher(client_for: ClientFor, row: TeamSession) -> None:
    teacher, url = client_for("class_teacher"), f"/sessions/{row.id}/feedback"
    assert teacher.post(url, data={"interesting": "5"}).status_code == 422

    assert teacher.post(url, data={"interesting": "5", "aimed": "4", "effective": "3"}).status_code == 302
    assert "满分 5 分" in client_for("principal").get(f"/sessions/{row.id}").text
    html = teacher.get(roll_url(row)).text
    assert teacher.post(roll_url(row), data=entries(html)).location == f"/sessions/{row.id}"
    assert client_for("head_counselor").post(url, data={"interesting": "5"}).status_code == 403


def test_cancelling_asks_for_a_reason_and_can_be_taken_back(client_for: ClientFor, row: TeamSession) -> None:
    head, url = client_for("head_counselor"), f"/sessions/{row.id}"
    assert head.post(f"{url}/cancel", data={"reason": ""}).status_code == 422

    head.post(f"{url}/cancel", data={"reason": "停电"})
    assert "停电" in head.get(url).text
    head.post(f"{url}/reopen")
    assert "停电" not in head.get(url).text


def test_notes_of_two_people_do_not_overwrite_each_other(client_for: ClientFor, row: TeamSession) -> None:
    head, url = client_for("head_counselor"), f"/sessions/{row.id}/notes"
    assert head.post(url, data={"notes": "先", "parents_came": "3", "version": "1"}).status_code == 302

    late = client_for("class_teacher").post(url, data={"notes": "后", "parents_came": "", "version": "1"})

    assert (late.status_code, "先" in late.text, "后" in late.text) == (409, True, True)


def test_notes_are_for_those_concerned(client_for: ClientFor, row: TeamSession) -> None:
    client_for("head_counselor").post(f"/sessions/{row.id}/notes", data={"notes": "小黑板要修", "version": "1"})

    assert "小黑板要修" in client_for("principal").get(f"/sessions/{row.id}").text
    assert "小黑板要修" not in client_for("community_worker").get(f"/sessions/{row.id}").text


@pytest.mark.plan("S16", "S18")
def test_a_sessions_page_has_steps_by_the_minute_and_the_order_of_the_meeting(
    client_for: ClientFor, row: TeamSession
) -> None:
    page = client_for("class_teacher").get(f"/sessions/{row.id}").text

    assert "0–40′" in page and "一起玩" in page
    assert "唱队歌" in page and "时刻准备着" in page


def test_every_version_of_the_notes_is_kept_with_its_writer(client_for: ClientFor, row: TeamSession) -> None:
    head, url = client_for("head_counselor"), f"/sessions/{row.id}"
    head.post(f"{url}/notes", data={"notes": "第一稿", "version": "1"})
    client_for("class_teacher").post(f"{url}/notes", data={"notes": "第二稿", "version": "2"})
    client_for("class_teacher").post(f"{url}/notes", data={"notes": "第二稿", "parents_came": "3", "version": "3"})

    page = client_for("principal").get(url).text
    assert page.index("第二稿") < page.index("第一稿") and "修改记录 2 条" in page and "head_counselor 1" in page
    assert "第一稿" not in client_for("community_worker").get(url).text
    assert client_for("principal").post(f"{url}/notes", data={"notes": "x", "version": "4"}).status_code == 403
