"""A teacher records a course, the office recognises it, and the qualification counts from its day."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.db import db, school_scope
from careplan.school.models import StaffMember
from careplan.training.models import TrainingRecord
from careplan.training.queries import holdings_by_staff, trail_of
from tests.world import ClientFor

COURSE = {
    "course": "中队辅导员岗前培训", "organiser": "县少工委", "level": "county", "category": "face-to-face", "content": "counselor",
    "starts_on": "2026-10-10", "ends_on": "2026-10-12", "hours": "18", "result": "passed", "item": "attend",
    "certificate_number": "F-01", "qualification": "counselor-trained", "valid_from": "", "valid_until": "2029-10-11", "version": "1",
}  # fmt: skip


def own_staff_id(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        found = db.session.scalar(select(StaffMember.id).where(StaffMember.number == "T3"))
        assert found is not None
        return found


def only_record(app: Flask) -> TrainingRecord:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(TrainingRecord)).one()


def move(browser: FlaskClient, record_id: int, action: str, **more: str) -> int:
    return browser.post(f"/training/{record_id}/move", data={"step": action, **more}).status_code


@pytest.mark.plan("S47", "S49", "S48")
def test_a_course_goes_its_way_and_the_qualification_counts_from_its_day(app: Flask, client_for: ClientFor) -> None:
    teacher, office, staff_id = client_for("class_teacher"), client_for("office"), own_staff_id(app)

    assert teacher.post(f"/training/people/{staff_id}/new", data={**COURSE, "submit": "yes"}).status_code == 302
    entry = only_record(app)
    assert entry.state == "submitted"
    for action in ("approve", "send"):
        assert move(office, entry.id, action) == 302
        with app.app_context(), school_scope(1):
            assert holdings_by_staff() == {}
    move(office, entry.id, "recognise")

    with app.app_context(), school_scope(1):
        (holding,) = holdings_by_staff()[staff_id]
        assert [step.action for step, _name in trail_of(entry.id)] == ["add", "submit", "approve", "send", "recognise"]
    assert [holding.is_valid_on(date(2026, 10, day)) for day in (11, 12)] == [False, True]
    assert [holding.is_valid_on(date(2029, 10, day)) for day in (11, 12)] == [True, False]
    assert "18" in teacher.get("/training/").text


@pytest.mark.plan("S49")
def test_a_recognised_record_is_locked_until_it_is_reopened_with_a_reason(app: Flask, client_for: ClientFor) -> None:
    teacher, office, staff_id = client_for("class_teacher"), client_for("office"), own_staff_id(app)
    teacher.post(f"/training/people/{staff_id}/new", data={**COURSE, "submit": "yes"})
    entry = only_record(app)
    for action in ("approve", "send", "recognise"):
        move(office, entry.id, action)

    changed = {**COURSE, "hours": "99", "version": str(only_record(app).version)}
    locked = teacher.post(f"/training/{entry.id}/edit", data=changed)
    assert (locked.status_code, only_record(app).hours) == (422, 18)

    move(office, entry.id, "reopen")
    assert only_record(app).state == "recognised"
    move(office, entry.id, "reopen", reason="证书编号有误")
    assert (only_record(app).state, "证书编号有误" in teacher.get("/training/").text) == ("returned", True)
    with app.app_context(), school_scope(1):
        assert holdings_by_staff() == {}


@pytest.mark.plan("S49")
@pytest.mark.parametrize("action", ["approve", "send", "recognise", "refuse", "return", "reopen"])
def test_a_teacher_reviews_nothing(app: Flask, client_for: ClientFor, action: str) -> None:
    teacher, staff_id = client_for("class_teacher"), own_staff_id(app)
    teacher.post(f"/training/people/{staff_id}/new", data={**COURSE, "submit": "yes"})

    assert move(teacher, only_record(app).id, action, reason="x") == 403
    assert only_record(app).state == "submitted"


@pytest.mark.plan("S49")
def test_nobody_reviews_the_own_training(app: Flask, client_for: ClientFor) -> None:
    staff_id = own_staff_id(app)
    with app.app_context(), school_scope(1):
        office = db.session.scalars(select(User).where(User.username == "office1")).one()
        office.staff_id = staff_id
        record(actor_id=None, action="join", entity="user")
        db.session.commit()
    browser = client_for("office")
    browser.post(f"/training/people/{staff_id}/new", data={**COURSE, "submit": "yes"})

    entry = only_record(app)
    assert move(browser, entry.id, "approve") == 403
    batch = browser.post("/training/review", data={"record": str(entry.id), "step": "approve"})
    assert (batch.status_code, only_record(app).state) == (422, "submitted")


@pytest.mark.plan("S49")
def test_many_are_reviewed_at_once_all_or_none(app: Flask, client_for: ClientFor) -> None:
    teacher, office, staff_id = client_for("class_teacher"), client_for("office"), own_staff_id(app)
    for number in range(3):
        teacher.post(
            f"/training/people/{staff_id}/new", data={**COURSE, "course": f"课{number}", "submit": "yes" * (number < 2)}
        )
    with app.app_context(), school_scope(1):
        ids = list(db.session.scalars(select(TrainingRecord.id).order_by(TrainingRecord.id)))
        teacher.post(f"/training/{ids[2]}/move", data={"step": "withdraw"})

    def states() -> list[str]:
        with app.app_context(), school_scope(1):
            return list(db.session.scalars(select(TrainingRecord.state).order_by(TrainingRecord.id)))

    def batch(chosen: list[int], action: str, reason: str = "") -> int:
        data = {"record": [str(one) for one in chosen], "step": action, "reason": reason}
        return office.post("/training/review", data=data).status_code

    assert states() == ["submitted", "submitted", "draft"]
    assert (batch(ids, "approve"), states()) == (422, ["submitted", "submitted", "draft"])
    assert (batch(ids[:2], "return"), states()) == (422, ["submitted", "submitted", "draft"])
    assert (batch([], "approve"), states()) == (422, ["submitted", "submitted", "draft"])
    assert (batch(ids[:2], "approve"), states()) == (302, ["approved", "approved", "draft"])


def test_a_teacher_does_not_open_a_colleagues_training(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")

    for place in ("/training/people/1", "/training/people/1/new", "/paper/training/1", "/paper/training/1/pdf"):
        assert teacher.get(place).status_code == 404
    assert teacher.get(f"/training/people/{own_staff_id(app)}").status_code == 200


@pytest.mark.parametrize(
    "entries",
    [
        {"hours": "很多"}, {"hours": "NaN"}, {"hours": "-3"}, {"hours": ""}, {"starts_on": "2026-13-40"}, {"ends_on": "2026-10-01"}, {"days": "-1"}, {"attended": "120"}, {"item": "king"}, {"result": "合格"},
        {"starts_on": "0001-01-01"}, {"qualification": "king"}, {"qualification": "first-aid"}, {"valid_from": "2026-10-11"}, {"valid_from": "2030-01-01"}, {"course": "x" * 500}, {"course": "\x00"},
        {"course": "  \u3000 "},
    ],
)  # fmt: skip
def test_a_wrong_entry_is_told_and_nothing_is_stored(
    app: Flask, client_for: ClientFor, entries: dict[str, str]
) -> None:
    answer = client_for("class_teacher").post(f"/training/people/{own_staff_id(app)}/new", data={**COURSE, **entries})

    assert answer.status_code == 422
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(TrainingRecord)).all() == []
