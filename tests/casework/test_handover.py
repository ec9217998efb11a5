"""A caseload handed over from one person to another: whole or in part, and nobody leaves one behind (C9)."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event, select

from careplan.accounts.models import User
from careplan.casework.models import CareAssignment
from careplan.casework.operations import assign_child
from careplan.casework.register_queries import Bearer, bearers
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.school.models import StaffMember
from careplan.school.operations import save_staff
from tests.aid.helped import without_squad
from tests.casework.test_register import assign, staff_id
from tests.casework.test_views import a_child, told_at
from tests.world import ClientFor


@pytest.mark.plan("C9")
def test_a_whole_caseload_is_handed_over_with_date_and_note(app: Flask, client_for: ClientFor) -> None:
    children = [a_child(app, grade) for grade in (3, 4)]
    for child_id in children:
        assign(app, child_id)
    with app.app_context(), school_scope(1):
        old, new = staff_id("T3"), staff_id("T5")
    data = {"to_staff_id": str(new), "since": today().isoformat(), "children": [str(one) for one in children]}
    principal = client_for("principal")

    refused = principal.post(f"/care/handover?from={old}", data=data | {"note": ""})
    taken = principal.post(f"/care/handover?from={old}", data=data | {"note": "奶奶白天在地里，晚上打电话"})

    assert (refused.status_code, taken.status_code) == (422, 302)
    with app.app_context(), school_scope(1):
        rows = db.session.scalars(select(CareAssignment).where(CareAssignment.until.is_(None))).all()
        assert [(row.staff_id, row.note) for row in rows] == [(new, "奶奶白天在地里，晚上打电话")] * 2


@pytest.mark.plan("C9")
def test_nobody_leaves_a_caseload_behind(app: Flask, client_for: ClientFor) -> None:
    child_id = a_child(app)
    assign(app, child_id)
    with app.app_context(), school_scope(1):
        person = db.session.get_one(StaffMember, staff_id("T3"))
        with pytest.raises(Refused, match="1 名儿童"):
            save_staff(actor_id=None, person=person, number="T3", name=person.name, active=False)
        db.session.rollback()
        account = db.session.scalars(select(User).where(User.username == "class_teacher1")).one()
        account_id, version, staff = account.id, account.version, person.id

    given = {
        "username": "class_teacher1",
        "display_name": "某",
        "roles": ["class_teacher"],
        "staff_id": "0",
        "version": str(version),
    }
    page = client_for("administrator").post(f"/accounts/users/{account_id}", data=given)

    assert "移交" in told_at(page.text, "active")
    for changed, field in (({"roles": ["office"], "staff_id": str(staff)}, "roles"), ({}, "staff_id")):
        page = client_for("administrator").post(f"/accounts/users/{account_id}", data=given | {"active": "y"} | changed)
        assert "移交" in told_at(page.text, field)
    with app.app_context(), school_scope(1):
        assert db.session.get_one(User, account_id).active
        assign_child(actor_id=1, child_id=child_id, staff_id=staff_id("T4"), since=today())
        without_squad()
        person = db.session.get_one(StaffMember, staff_id("T3"))
        assert save_staff(actor_id=None, person=person, number="T3", name=person.name, active=False).active is False


@pytest.mark.plan("C9")
def test_handing_over_all_but_one_leaves_the_last_with_its_person(app: Flask, client_for: ClientFor) -> None:
    """The list stands by class; whose tick is off stays, nobody falls between two, and the person cannot leave yet."""
    children = [a_child(app, grade) for grade in (5, 3, 4)]
    for child_id in children:
        assign(app, child_id)
    with app.app_context(), school_scope(1):
        old, new = staff_id("T3"), staff_id("T5")
    principal = client_for("principal")
    page = principal.get(f"/care/handover?from={old}").text
    assert page.index("孩子31丙") < page.index("孩子41丙") < page.index("孩子51丙")
    data = {"to_staff_id": str(new), "since": today().isoformat(), "note": "x", "children": children[1:]}

    assert principal.post(f"/care/handover?from={old}", data=data | {"to_staff_id": "0"}).status_code == 422
    assert principal.post(f"/care/handover?from={old}", data=data).status_code == 302
    again = principal.post(f"/care/handover?from={old}", data=data)

    assert again.status_code == 422, "sent twice, nothing happens twice"
    with app.app_context(), school_scope(1):
        rows = db.session.scalars(select(CareAssignment).where(CareAssignment.until.is_(None))).all()
        assert {row.child_id: row.staff_id for row in rows} == {children[0]: old, children[1]: new, children[2]: new}
        person = db.session.get_one(StaffMember, old)
        with pytest.raises(Refused, match="1 名儿童"):
            save_staff(actor_id=None, person=person, number="T3", name=person.name, active=False)


@pytest.mark.plan("C9")
def test_who_has_how_many_is_one_grouped_question(app: Flask) -> None:
    """By staff number; who has none, and who left the school, is not counted."""
    for grade, number in ((3, "T5"), (4, "T3"), (5, "T3")):
        assign(app, a_child(app, grade), number)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        asked.append(sql)

    with app.app_context(), school_scope(1):
        gone = db.session.scalars(select(Child).where(Child.name == "孩子51丙")).one()
        gone.state = "left"
        db.session.flush()
        event.listen(db.engine, "before_cursor_execute", note)
        found = bearers()
        event.remove(db.engine, "before_cursor_execute", note)
        assert found == [Bearer(staff_id("T3"), "教师31", 1), Bearer(staff_id("T5"), found[1].name, 1)]
        db.session.rollback()
    assert len(asked) == 1 and "GROUP BY" in asked[0]
