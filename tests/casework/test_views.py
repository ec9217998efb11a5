"""Contacts with children: who waits, recording one, who is responsible; nobody opens another class's child."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan.audit.models import AuditEvent
from careplan.casework.models import CareAssignment, Contact
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.school.models import Squad, StaffMember
from tests.world import ClientFor


def a_child(app: Flask, grade: int = 3, *, school: int = 1) -> int:
    """A left-behind child of class (1) of a grade: both parents away."""
    with app.app_context(), school_scope(school):
        query = (
            select(Child.id)
            .join(Squad)
            .where(Squad.entry_year == 2027 - grade, Squad.number == 1, Child.name.endswith("丙"))
        )
        return db.session.scalars(query).one()


def words(**changes: object) -> dict[str, object]:
    return {
        "kind": "visit", "day": today().isoformat(), "persons_met": "奶奶", "summary": "孩子睡得好，想妈妈",
        "carer_ability": "good", "next_on": (today() + timedelta(days=30)).isoformat(), **changes,
    }  # fmt: skip


def told_at(page: str, field: str) -> str:
    """The error shown beneath a field."""
    found = re.search(rf'id="{field}-error"[^>]*>(.*?)</div>', page, re.DOTALL)
    return found.group(1) if found else ""


@pytest.mark.plan("C4", "C13")
def test_a_visit_is_recorded_with_its_next_date(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    assert "从未" in teacher.get("/care/").text

    assert teacher.post(f"/care/children/{child_id}/new", data=words()).status_code == 302

    assert "孩子睡得好" in teacher.get(f"/care/children/{child_id}").text
    with app.app_context(), school_scope(1):
        contact = db.session.scalars(select(Contact)).one()
        assert (contact.summary, contact.next_on) == ("孩子睡得好，想妈妈", today() + timedelta(days=30))


def test_what_was_said_is_not_readable_in_the_database_file(app: Flask, client_for: ClientFor) -> None:
    client_for("class_teacher").post(f"/care/children/{a_child(app)}/new", data=words())

    files = list(app.config["SETTINGS"].data.glob("careplan.sqlite3*"))

    assert files
    assert not any("想妈妈".encode() in file.read_bytes() for file in files)


@pytest.mark.parametrize(
    "changes",
    [
        {"next_on": ""}, {"summary": ""}, {"kind": "dance"}, {"day": "2026-02-30"}, {"summary": "x\x00"},
        {"day": (date.today() + timedelta(days=9)).isoformat()}, {"next_on": "2020-01-01"}, {"day": "9999-12-31"},
    ],
)  # fmt: skip
def test_a_wrong_entry_is_told_and_nothing_is_stored(
    app: Flask, client_for: ClientFor, changes: dict[str, str]
) -> None:
    answer = client_for("class_teacher").post(f"/care/children/{a_child(app)}/new", data=words(**changes))

    assert answer.status_code == 422
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count()).select_from(Contact)) == 0


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"day": "2000-01-01", "next_on": "2000-02-01"}, "day", "还没有出生"),
        ({"next_on": (date.today() + timedelta(days=400)).isoformat()}, "next_on", "一年之内"),
        ({"summary": " \u3000\n"}, "summary", "请填写"),
    ],
)
def test_a_slip_is_told_at_its_field(
    app: Flask, client_for: ClientFor, changes: dict[str, str], field: str, said: str
) -> None:
    answer = client_for("class_teacher").post(f"/care/children/{a_child(app)}/new", data=words(**changes))

    assert answer.status_code == 422
    assert said in told_at(answer.text, field)
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count()).select_from(Contact)) == 0


def test_a_child_of_another_class_or_school_does_not_exist_for_a_teacher(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")

    answers = [
        teacher.get(f"/care/children/{one}").status_code for one in (a_child(app, 5), a_child(app, school=2), 99999)
    ]

    assert answers == [404, 404, 404]


@pytest.mark.plan("C9")
def test_responsibility_has_one_bearer_and_is_handed_over(app: Flask, client_for: ClientFor) -> None:
    child_id, principal = a_child(app), client_for("principal")
    with app.app_context(), school_scope(1):
        first, second = db.session.scalars(select(StaffMember.id).order_by(StaffMember.id).limit(2)).all()

    answers = [
        principal.post(
            f"/care/children/{child_id}/assign",
            data={"staff_id": str(staff_id), "since": today().isoformat(), "note": "奶奶耳背，打电话要大声"},
        ).status_code
        for staff_id in (first, second, second)
    ]

    assert answers == [302, 302, 422], "the same person again is told, not stored"
    with app.app_context(), school_scope(1):
        rows = db.session.scalars(select(CareAssignment).order_by(CareAssignment.id)).all()
        assert [(row.staff_id, row.until is None) for row in rows] == [(first, False), (second, True)]


def test_every_look_at_a_childs_contacts_is_written_down(app: Flask, client_for: ClientFor) -> None:
    child_id = a_child(app)
    client_for("community_worker").get(f"/care/children/{child_id}")

    with app.app_context(), school_scope(1):
        entry = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).one()
        assert (entry.entity, entry.entity_id) == ("contact", child_id)


@pytest.mark.plan("C10", "C15")
def test_a_teacher_is_told_how_many_children_wait(client_for: ClientFor) -> None:
    assert "1 名儿童等待联系" in client_for("class_teacher").get("/").text
