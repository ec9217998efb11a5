"""The pages of the clauses: who sees them, the principal names a person, faults at the field, a second editor."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.clauses.models import ClauseOwner
from careplan.db import db, school_scope
from careplan.school.models import StaffMember
from tests.world import ClientFor


def staff_id(app: Flask, number: str = "T3", school: int = 1) -> int:
    with app.app_context(), school_scope(school):
        found = db.session.scalar(select(StaffMember.id).where(StaffMember.number == number))
    assert found is not None
    return found


def stored(app: Flask, ref: str = "S12") -> ClauseOwner | None:
    with app.app_context(), school_scope(1):
        return db.session.scalar(select(ClauseOwner).where(ClauseOwner.ref == ref))


@pytest.mark.plan("S43")
def test_the_principal_names_a_person_and_the_list_finds_it(app: Flask, client_for: ClientFor) -> None:
    browser, person = client_for("principal"), staff_id(app)
    given = {"staff_id": str(person), "due_on": "2027-01-05", "proof": "档案柜2号第5盒"}
    assert browser.post("/clauses/S12", data=given).status_code == 302
    text = browser.get(f"/clauses/?owner=staff-{person}").get_data(as_text=True)
    assert "教师31" in text and "档案柜2号第5盒" in text and "2027年1月5日前备齐佐证" in text
    assert "共93条，显示1条" in text
    with app.app_context(), school_scope(1):
        last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last is not None and (last.entity, last.detail) == ("clause_owner", {"ref": "S12"})


@pytest.mark.parametrize("role", ["head_counselor", "class_teacher", "office", "counselling_teacher"])
def test_others_read_and_do_not_set(app: Flask, client_for: ClientFor, role: str) -> None:
    browser = client_for(role)
    page = browser.get("/clauses/S12").get_data(as_text=True)
    assert "实时数字" in page and "<select" not in page
    assert browser.post("/clauses/S12", data={"staff_id": "0"}).status_code == 403
    assert stored(app) is None


@pytest.mark.parametrize(
    "given",
    [
        {"staff_id": "999999"},
        {"staff_id": "x"},
        {"staff_id": "0", "due_on": "2027-02-31"},
        {"staff_id": "0", "due_on": "0001-01-01"},
        {"staff_id": "0", "due_on": "9999-01-01"},
        {"staff_id": "0", "proof": "长" * 201},
        {"staff_id": "0", "proof": "控\x00制"},
        {"staff_id": "0", "proof": "孩子31甲的材料"},
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_kept(
    app: Flask, client_for: ClientFor, given: dict[str, str]
) -> None:
    answer = client_for("principal").post("/clauses/S12", data=given)
    assert answer.status_code == 422 and "field-error" in answer.get_data(as_text=True)
    assert stored(app) is None


def test_a_person_of_another_school_cannot_be_named(app: Flask, client_for: ClientFor) -> None:
    answer = client_for("principal").post("/clauses/S12", data={"staff_id": str(staff_id(app, school=2))})
    assert answer.status_code == 422 and stored(app) is None


def test_a_second_editor_is_told(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert browser.post("/clauses/S12", data={"staff_id": str(staff_id(app))}).status_code == 302
    assert browser.post("/clauses/S12", data={"staff_id": "0", "version": "0"}).status_code == 409
    row = stored(app)
    assert row is not None and row.staff_id == staff_id(app)
    again = {"staff_id": "0", "version": str(row.version)}
    assert browser.post("/clauses/S12", data=again).status_code == 302
    cleared = stored(app)
    assert cleared is not None and cleared.staff_id is None


def test_clauses_that_there_are_not_and_wrong_filters(client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert browser.get("/clauses/S99").status_code == 404
    assert browser.get("/clauses/?area=nonsense").status_code == 400
    assert "没有符合的条款" in browser.get("/clauses/?owner=staff-0").get_data(as_text=True)
    assert client_for("community_worker").get("/clauses/").status_code == 403
