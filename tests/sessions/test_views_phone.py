"""Rolls on a phone: what the page gives away, what it takes in, and that nothing is stored twice or over another's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.sessions.models import Attendance, AttendanceChange, TeamSession
from careplan.sessions.record_operations import cancel_session
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


def entry(state: str, role: str = "", minutes: int | None = None) -> dict[str, Any]:
    return {"state": state, "role": role, "reason": "", "minutes": minutes}


def roll_of_phone(browser: Any, row: TeamSession) -> dict[str, Any]:
    rolls = browser.get("/sessions/phone/rolls").json["rolls"]
    return next(one for one in rolls if one["session"] == row.id)


def packet(roll: dict[str, Any], *entries: dict[str, Any], first_key: int = 1, parents: Any = None) -> dict[str, Any]:
    """What a phone sends: these entries for the first children of the roll."""
    made = [
        {
            "key": str(UUID(int=first_key + n)),
            "child": line["child"],
            "entry": given,
            "base": line["entry"],
            "at": "2026-09-04T06:00:00.000Z",
        }
        for n, (line, given) in enumerate(zip(roll["lines"], entries, strict=False))
    ]
    return {"entries": made, "parents": parents}


def send(browser: Any, row: TeamSession, data: Any) -> Any:
    return browser.post(f"/sessions/phone/send/{row.id}/{row.squads[0].id}", data=json.dumps(data))


def outcomes(answer: Any) -> list[str]:
    return [one["outcome"] for one in answer.json["entries"]]


def stored(app: Flask, row: TeamSession) -> list[tuple[str, str, int | None]]:
    with app.app_context(), school_scope(1):
        query = select(Attendance).where(Attendance.team_session_id == row.id).order_by(Attendance.id)
        return [(one.state, one.role, one.minutes) for one in db.session.scalars(query)]


def test_the_page_that_a_phone_keeps_holds_nothing_of_a_person(client_for: ClientFor, row: TeamSession) -> None:
    page = client_for("class_teacher").get("/sessions/phone/").text

    assert "今日点名" in page
    assert NAME not in page and "class_teacher" not in page and "csrf" not in page


def test_the_rolls_come_with_a_key_of_ones_own_and_are_an_audited_read(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    told = client_for("class_teacher").get("/sessions/phone/rolls")

    assert NAME in str(told.json["rolls"]) and told.headers["Cache-Control"] == "no-store"
    assert told.json["key"] != client_for("office").get("/sessions/phone/rolls").json["key"]
    with app.app_context(), school_scope(1):
        reads = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).all()
        assert row.id in {one.entity_id for one in reads}


def test_only_the_own_sessions_names_come_to_a_phone(client_for: ClientFor, row: TeamSession) -> None:
    """Who may open every roll gets none that is not the own: a phone is easily lost."""
    assert client_for("office").get("/sessions/phone/rolls").json["rolls"] == []
    assert client_for("head_counselor").get("/sessions/phone/rolls").status_code == 403


@pytest.mark.plan("S14", "S28")
def test_a_roll_taken_without_network_is_stored_with_its_trail(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    teacher = client_for("class_teacher")
    roll = roll_of_phone(teacher, row)
    data = packet(
        roll,
        entry("present", "host"),
        entry("late", minutes=5),
        entry("absent"),
        parents={"value": 4, "base": None},
    )

    answer = send(teacher, row, data)

    assert outcomes(answer) == ["stored"] * 3 and answer.json["parents"] == "stored"
    assert stored(app, row) == [("present", "host", None), ("late", "", 5), ("absent", "", None)]
    page = teacher.get(f"/sessions/{row.id}/attendance/{row.squads[0].id}").text
    assert "在手机上点的" in page and "登记 3 人" in page
    assert "主持人 1" in teacher.get(f"/sessions/{row.id}").text


def test_sent_twice_it_is_stored_once(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    teacher = client_for("class_teacher")
    data = packet(roll_of_phone(teacher, row), *[entry("present")] * 3)
    send(teacher, row, data)
    send(teacher, row, packet(roll_of_phone(teacher, row), entry("leave"), first_key=9))

    assert outcomes(send(teacher, row, data)) == ["already"] * 3

    assert stored(app, row)[0][0] == "leave"
    with app.app_context(), school_scope(1):
        assert len(db.session.scalars(select(AttendanceChange)).all()) == 4


def test_what_somebody_else_stored_meanwhile_is_told_and_kept(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    teacher, office = client_for("class_teacher"), client_for("counselling_teacher")
    before = roll_of_phone(teacher, row)
    page = f"/sessions/{row.id}/attendance/{row.squads[0].id}"
    stamp = office.get(page).text.split('name="stamp"')[1].split('value="')[1].split('"')[0]
    states = {f"state_{line['child']}": "leave" for line in before["lines"][:1]}
    office.post(page, data={**states, "stamp": stamp, "parents_came": ""})

    answer = send(teacher, row, packet(before, entry("late"), entry("present")))

    assert outcomes(answer) == ["conflict", "stored"]
    assert answer.json["entries"][0]["stored"]["state"] == "leave"
    assert answer.json["entries"][0]["by"] == "counselling_teacher 1"
    assert [state for state, _, _ in stored(app, row)] == ["leave", "present"]
    decided = packet(roll_of_phone(teacher, row), entry("late"), first_key=20)
    assert outcomes(send(teacher, row, decided)) == ["stored"]


def test_a_session_cancelled_meanwhile_says_so_and_takes_nothing(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    teacher = client_for("class_teacher")
    data = packet(roll_of_phone(teacher, row), entry("present"))
    with app.app_context(), school_scope(1):
        cancel_session(actor_id=None, team_session=db.session.get_one(TeamSession, row.id), reason="大风")
        db.session.commit()

    answer = send(teacher, row, data)

    assert (answer.status_code, "取消" in answer.json["refused"]) == (409, True)
    assert stored(app, row) == []


def test_another_squads_roll_is_not_taken(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        other = session_of("2026-1")
        path = f"/sessions/phone/send/{other.id}/{other.squads[0].id}"
        moment = at_noon(other.day)
    with fixed(moment):
        assert client_for("class_teacher").post(path, data="{}").status_code == 404
        assert client_for("principal", school=2).post(path, data="{}").status_code == 404


BAD: list[Any] = [
    "[" * 100_000,
    "null",
    "{}",
    '{"entries": 3}',
    '{"entries": [{"key": "x"}]}',
    '{"entries": [], "parents": {"value": NaN, "base": null}}',
    '{"entries": [], "parents": {"value": -1, "base": null}}',
    b"\xff\xfe",
    " " * 300_000,
]


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_is_no_roll_is_refused_in_words(client_for: ClientFor, row: TeamSession, body: Any) -> None:
    path = f"/sessions/phone/send/{row.id}/{row.squads[0].id}"
    answer = client_for("class_teacher").post(path, data=body)

    assert (answer.status_code, bool(answer.json["refused"])) == (400, True)


@pytest.mark.parametrize(
    "wrong", [{"state": "asleep"}, {"role": "boss"}, {"minutes": 0}, {"reason": "x" * 61}, {"reason": "\u202e"}]
)
def test_a_wrong_entry_is_refused(app: Flask, client_for: ClientFor, row: TeamSession, wrong: dict[str, Any]) -> None:
    teacher = client_for("class_teacher")
    given = {**entry("late"), **wrong}

    assert send(teacher, row, packet(roll_of_phone(teacher, row), given)).status_code == 400
    assert stored(app, row) == []


def test_a_roll_waits_for_some_weeks_and_not_longer(client_for: ClientFor, row: TeamSession) -> None:
    with fixed(at_noon(row.day + timedelta(days=20))):
        assert roll_of_phone(client_for("class_teacher"), row)["today"] is False
    with fixed(at_noon(row.day + timedelta(days=31))):
        rolls = client_for("class_teacher").get("/sessions/phone/rolls").json["rolls"]
        assert row.id not in {one["session"] for one in rolls}
