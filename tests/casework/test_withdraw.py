"""A contact entered on the wrong child is taken back: it stays readable with who and why, and counts nowhere."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from careplan.aid.even_load import helps_of, trough_days
from careplan.audit.models import AuditEvent
from careplan.casework.missing_queries import looked_at
from careplan.casework.models import Contact
from careplan.casework.operations import assign_child
from careplan.casework.promise_operations import add_promise, close_promise
from careplan.casework.queries import standings_of
from careplan.casework.register_queries import promises_of
from careplan.clock import today
from careplan.data_audit.load import load_facts as audit_facts
from careplan.db import SHOW_WITHDRAWN, db, every_school, school_scope
from careplan.indicators.load import load_snapshot
from careplan.reports.load_contributors import load_given
from careplan.school.models import StaffMember
from careplan.workload.load import load_facts
from tests.casework.test_views import a_child, told_at, words
from tests.world import ClientFor

WHY = "记到了别的孩子名下"
PROMISED = {"promise": "带孩子看牙", "promise_by": (today() + timedelta(days=9)).isoformat()}


def recorded(app: Flask, teacher: FlaskClient, **more: Any) -> int:
    """Id of a visit of today by the class teacher."""
    assert teacher.post(f"/care/children/{a_child(app)}/new", data=words(**more)).status_code == 302
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(Contact.id).order_by(Contact.id.desc())).first() or 0


def take_back(browser: FlaskClient, contact_id: int, reason: str = WHY, version: str = "1") -> Any:
    return browser.post(f"/care/contacts/{contact_id}/take-back", data={"reason": reason, "version": version})


def acts(app: Flask, entity: str = "contact") -> int:
    """Entries of the audit trail that say that something was taken back."""
    with app.app_context(), school_scope(1):
        query = select(AuditEvent.id).where(AuditEvent.action == "take-back", AuditEvent.entity == entity)
        return len(db.session.scalars(query).all())


def counted(child_id: int) -> dict[str, int]:
    """In how many places of each reader a contact of today is."""
    day, facts = today(), load_snapshot(today())
    return {
        "standing": int(standings_of([child_id], day)[child_id].last_on is not None),
        "seen": int(looked_at([child_id]).get(child_id) == day),
        "indicators": len(facts.visits),
        "workload": sum(one.kind == "visit" for found in load_facts(day, day).values() for one in found),
        "report": sum(one.link == ("child", child_id) for one in load_given(facts)[0]),
        "evenness": len(helps_of([child_id], day)[child_id]),
        "trough": int(trough_days([child_id], day).get(child_id) is None),
    }


def test_a_contact_that_was_taken_back_counts_nowhere(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    with app.app_context(), school_scope(1):
        before = counted(child_id)
    contact_id = recorded(app, teacher)
    with app.app_context(), school_scope(1):
        standing = counted(child_id)
    assert all(standing[name] > before[name] for name in before if name != "trough"), (before, standing)

    assert take_back(teacher, contact_id).status_code == 302

    with app.app_context(), school_scope(1):
        assert counted(child_id) == before
        assert audit_facts(today().year).kept["contact"] == 1
    assert teacher.get(f"/workload/contacts/{contact_id}").status_code == 302


def test_no_shape_of_query_meets_what_was_taken_back_unless_it_asks(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    take_back(teacher, recorded(app, teacher))
    with app.app_context(), school_scope(1):
        for query in (
            select(Contact),
            select(Contact.id),
            select(func.max(Contact.day)).having(func.max(Contact.id) > 0),
        ):
            assert db.session.execute(query).all() == []
            assert len(db.session.execute(query, execution_options=SHOW_WITHDRAWN).all()) == 1


def test_it_stays_readable_with_who_and_why(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    contact_id = recorded(app, teacher)
    assert f"/care/contacts/{contact_id}/take-back" in teacher.get(f"/care/children/{child_id}").text
    asked = teacher.get(f"/care/contacts/{contact_id}/take-back").text
    assert "孩子睡得好" in asked and "不再计入任何地方" in asked and f'data-whose="{child_id}"' in asked

    take_back(teacher, contact_id)

    page = teacher.get(f"/care/children/{child_id}").text
    assert "孩子睡得好" in page and WHY in page and "is-withdrawn" in page and "/take-back" not in page
    line = teacher.get(f"/care/children/{child_id}/timeline").text
    assert '<li class="is-withdrawn">' in line and "家访" in line and WHY in line and "孩子睡得好" not in line
    with app.app_context(), every_school():
        stored = db.session.connection().exec_driver_sql("SELECT withdrawn_why FROM contact").scalar_one()
    assert WHY.encode() not in stored


def test_an_open_promise_goes_with_it_and_a_closed_one_stays(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    contact_id = recorded(app, teacher, **PROMISED)
    with app.app_context(), school_scope(1):
        done = add_promise(
            actor_id=None, child_id=child_id, words="已经办好", staff_id=None, due_on=today(), contact_id=contact_id
        )
        close_promise(actor_id=None, row=done, kept=True, result="好")
        db.session.commit()
    assert "带孩子看牙" in teacher.get(f"/care/contacts/{contact_id}/take-back").text

    take_back(teacher, contact_id)

    with app.app_context(), school_scope(1):
        assert [one.words for one in promises_of(child_id)] == ["已经办好"]
    page = teacher.get(f"/care/children/{child_id}").text
    assert page.count("带孩子看牙") == 1 and acts(app, "promise") == 1


def test_pressed_twice_it_is_taken_back_once(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    contact_id = recorded(app, teacher)
    assert [take_back(teacher, contact_id, reason).status_code for reason in (WHY, "另一个原因")] == [302, 302]
    assert acts(app) == 1
    assert WHY in (page := teacher.get(f"/care/children/{a_child(app)}").text) and "另一个原因" not in page


@pytest.mark.parametrize("reason", ["", "错", "错" * 301, "错了\x00错了", "    "])
def test_it_needs_a_reason_in_words(app: Flask, client_for: ClientFor, reason: str) -> None:
    teacher = client_for("class_teacher")
    answer = take_back(teacher, recorded(app, teacher), reason)
    assert answer.status_code == 422 and told_at(answer.text, "reason") and acts(app) == 0


@pytest.mark.parametrize("version", ["0", "2", "", "x"])
def test_a_stale_page_takes_nothing_back_and_keeps_the_reason(app: Flask, client_for: ClientFor, version: str) -> None:
    teacher = client_for("class_teacher")
    answer = take_back(teacher, recorded(app, teacher), version=version)
    assert answer.status_code == 409 and WHY in answer.text and acts(app) == 0


@pytest.mark.parametrize(
    ("role", "school", "status"),
    [
        ("principal", 1, 302),
        ("counselling_teacher", 1, 403),
        ("community_worker", 1, 403),
        ("office", 1, 403),
        ("administrator", 1, 403),
        ("principal", 2, 404),
        ("class_teacher", 2, 404),
    ],
)
def test_who_may_take_it_back(app: Flask, client_for: ClientFor, role: str, school: int, status: int) -> None:
    contact_id = recorded(app, client_for("class_teacher"))
    browser = client_for(role, school=school)
    assert browser.get(f"/care/contacts/{contact_id}/take-back").status_code == (200 if status == 302 else status)
    assert take_back(browser, contact_id).status_code == status
    assert acts(app) == int(status == 302)


def test_the_responsible_person_may_though_another_recorded_it(app: Flask, client_for: ClientFor) -> None:
    child_id, counsellor = a_child(app), client_for("counselling_teacher")
    contact_id = recorded(app, counsellor)
    teacher = client_for("class_teacher")
    assert take_back(teacher, contact_id).status_code == 403
    with app.app_context(), school_scope(1):
        staff_id = db.session.scalars(select(StaffMember.id).where(StaffMember.number == "T3")).one()
        assign_child(actor_id=None, child_id=child_id, staff_id=staff_id, since=today())
        db.session.commit()
    assert take_back(teacher, contact_id).status_code == 302


def test_a_phone_that_sends_it_again_does_not_bring_it_back(app: Flask, client_for: ClientFor) -> None:
    teacher, child_id = client_for("class_teacher"), a_child(app)
    fields = {name: str(words()[name]) for name in ("day", "next_on", "summary", "persons_met")}
    sent = json.dumps({"key": str(UUID(int=1)), "child": child_id, "fields": fields, "facts": {}})
    assert "faults" not in teacher.post("/care/phone/send", data=sent).json
    with app.app_context(), school_scope(1):
        contact_id = db.session.scalars(select(Contact.id)).one()
    take_back(teacher, contact_id)

    again = teacher.post("/care/phone/send", data=sent)

    assert again.status_code == 200 and "faults" not in again.json
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(Contact.id)).all() == []
        assert len(db.session.scalars(select(Contact.id).execution_options(**SHOW_WITHDRAWN)).all()) == 1
