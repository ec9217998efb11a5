"""Visits on a phone: what the page gives away, what it takes in, once, and never over somebody else's word."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.casework.models import Contact
from careplan.casework.operations import assign_child
from careplan.casework.sent_visit import Fact, outcome
from careplan.children.load import record_of
from careplan.children.models import Child, ChildChange
from careplan.clock import fixed
from careplan.db import db, school_scope
from tests.world import ClientFor

CHILD, STAFF, MOMENT = 7, 3, datetime(2026, 9, 7, 2)
NAME = "孩子31甲"


@pytest.fixture(autouse=True)
def on_the_day(app: Flask) -> Any:
    """7 September; the class teacher is responsible for one child."""
    with fixed(MOMENT):
        with app.app_context(), school_scope(1):
            assign_child(actor_id=None, child_id=CHILD, staff_id=STAFF, since=date(2026, 9, 1))
            db.session.commit()
        yield


def packet(number: int = 1, **more: Any) -> dict[str, Any]:
    fields = {"day": "2026-09-07", "next_on": "2026-09-20", "summary": "家里都好", "persons_met": "奶奶"}
    return {"key": str(UUID(int=number)), "child": CHILD, "fields": fields, "facts": {}, **more}


def address(mine: str, before: str = "") -> dict[str, Any]:
    return {"facts": {"address": {"mine": mine, "before": before}}}


def send(browser: Any, data: Any) -> Any:
    return browser.post("/care/phone/send", data=data if isinstance(data, (str, bytes)) else json.dumps(data))


def stored(app: Flask) -> tuple[list[Contact], str | None, list[str]]:
    with app.app_context(), school_scope(1):
        child = db.session.get_one(Child, CHILD)
        changes = db.session.scalars(select(ChildChange).where(ChildChange.child_id == CHILD))
        return list(db.session.scalars(select(Contact))), record_of(child).address, [one.source for one in changes]


def test_the_page_that_a_phone_keeps_holds_nothing_of_a_person(client_for: ClientFor) -> None:
    page = client_for("class_teacher").get("/care/phone/").text

    assert "今日家访" in page
    assert NAME not in page and "class_teacher" not in page and "csrf" not in page


def test_only_ones_own_children_come_with_a_key_and_an_audited_read(app: Flask, client_for: ClientFor) -> None:
    told = client_for("class_teacher").get("/care/phone/day")

    assert [one["name"] for one in told.json["files"]] == [NAME] and told.headers["Cache-Control"] == "no-store"
    assert f'data-whose="{CHILD}"' in told.json["files"][0]["whose"]
    other = client_for("counselling_teacher").get("/care/phone/day").json
    assert other["files"] == [] and other["key"] != told.json["key"]
    assert client_for("office").get("/care/phone/day").status_code == 403
    with app.app_context(), school_scope(1):
        reads = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).all()
        assert (CHILD, "child_file") in {(one.entity_id, one.entity) for one in reads}


def test_what_waits_is_asked_for_within_ones_rights(client_for: ClientFor) -> None:
    files = client_for("class_teacher").get("/care/phone/day?also=8.1.²").json["files"]
    assert [one["child"] for one in files] == [CHILD, 8]


@pytest.mark.plan("C4", "C13")
def test_a_visit_sent_twice_is_stored_once(app: Flask, client_for: ClientFor) -> None:
    browser, data = client_for("class_teacher"), packet(**address("新村3号"))

    assert send(browser, data).json["facts"]["address"]["outcome"] == "stored"
    assert send(browser, data).json["facts"]["address"]["outcome"] == "already"

    contacts, now, sources = stored(app)
    assert [(one.kind, one.next_on, one.client_key) for one in contacts] == [
        ("visit", date(2026, 9, 20), str(UUID(int=1)))
    ]
    assert now == "新村3号" and sources == ["visit"]
    assert "新村3号" in (contacts[0].details or "")


@pytest.mark.plan("C5")
def test_what_two_people_changed_is_told_and_both_are_kept(app: Flask, client_for: ClientFor) -> None:
    first, second = client_for("class_teacher"), client_for("community_worker")
    send(first, packet(1, **address("东街1号")))

    told = send(second, packet(2, **address("西街2号"))).json["facts"]["address"]

    assert (told["outcome"], told["mine"], told["theirs"], told["before"]) == ("conflict", "西街2号", "东街1号", "")
    contacts, now, _sources = stored(app)
    assert now == "东街1号" and len(contacts) == 2 and "西街2号" in (contacts[1].details or "")
    decided = packet(2, fields={}, **address("西街2号", "东街1号"))
    assert send(second, decided).json["facts"]["address"]["outcome"] == "stored"
    contacts, now, sources = stored(app)
    assert now == "西街2号" and len(contacts) == 2 and len(sources) == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"next_on": ""}, "next_on"),
        ({"next_on": "2026-09-06"}, "next_on"),
        ({"next_on": "9999-12-31"}, "next_on"),
        ({"day": "2026-02-31"}, "day"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "2026-09-08"}, "day"),
        ({"summary": " "}, "summary"),
        ({"summary": "\u202e"}, "summary"),
        ({"photo": "yes"}, "photo"),
        ({"promise": "带书"}, "promise_by"),
    ],
)
def test_a_wrong_visit_says_where_and_stores_nothing(
    app: Flask, client_for: ClientFor, wrong: dict[str, str], field: str
) -> None:
    data = packet(**address("新村3号"))
    data["fields"] |= wrong

    answer = send(client_for("class_teacher"), data)

    assert list(answer.json["faults"]) == [field] and answer.json["faults"][field]
    assert stored(app)[:2] == ([], None)


@pytest.mark.parametrize(
    ("name", "mine", "field"),
    [
        ("carer_phone", "abc", "found_phone"),
        ("address", "x" * 201, "found_address"),
        ("address", "a\x00", "found_address"),
    ],
)
def test_a_wrong_fact_says_where(app: Flask, client_for: ClientFor, name: str, mine: str, field: str) -> None:
    answer = send(client_for("class_teacher"), packet(facts={name: {"mine": mine, "before": ""}}))

    assert field in answer.json["faults"] and stored(app)[:2] == ([], None)


BAD: list[Any] = ["[" * 9_000, "null", "{}", b"\xff", " " * 50_000, packet(child=True), packet(child=0), packet(key="x"),
                  packet(facts={"name": {"mine": "王", "before": ""}}), packet(facts={"address": {"mine": 1, "before": ""}}),
                  packet(fields={"summary": 3}), packet(fields=3)]  # fmt: skip


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_is_no_visit_is_refused_in_words(app: Flask, client_for: ClientFor, body: Any) -> None:
    answer = send(client_for("class_teacher"), body)

    assert (answer.status_code, bool(answer.json["refused"])) == (400, True)
    assert stored(app)[0] == []


def test_another_childs_file_is_not_written(client_for: ClientFor) -> None:
    assert send(client_for("class_teacher"), packet(child=1)).status_code == 404
    assert send(client_for("class_teacher", school=2), packet()).status_code == 404
    assert send(client_for("office"), packet()).status_code == 403


def test_a_key_of_somebody_elses_visit_opens_nothing(app: Flask, client_for: ClientFor) -> None:
    unknown = packet(1, fields={}, **address("西街2号"))
    assert "day" in send(client_for("community_worker"), unknown).json["faults"]
    send(client_for("class_teacher"), packet(1))

    answer = send(client_for("community_worker"), packet(1, fields={}, **address("西街2号")))

    assert "day" in answer.json["faults"] and stored(app)[1] is None


@pytest.mark.parametrize(
    ("stored_now", "becomes"), [("旧", "stored"), ("新", "already"), ("别", "conflict"), ("", "conflict")]
)
def test_a_fact_is_written_only_over_what_the_phone_knew(stored_now: str, becomes: str) -> None:
    assert outcome(Fact("新", "旧"), stored_now) == becomes
