"""A teacher records a course, the office recognises it, and the qualification counts from its day."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.db import db, school_scope
from careplan.school.models import StaffMember
from careplan.training.models import TrainingRecord
from careplan.training.queries import holdings_by_staff
from tests.world import ClientFor

COURSE = {
    "course": "中队辅导员岗前培训", "organiser": "县少工委", "level": "county", "category": "face-to-face", "content": "counselor",
    "starts_on": "2026-10-10", "ends_on": "2026-10-12", "hours": "18", "credits": "", "result": "合格",
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


@pytest.mark.plan("S47", "S49", "S48")
def test_a_course_is_recorded_submitted_and_recognised(app: Flask, client_for: ClientFor) -> None:
    teacher, office, staff_id = client_for("class_teacher"), client_for("office"), own_staff_id(app)

    assert teacher.post(f"/training/people/{staff_id}/new", data={**COURSE, "submit": "yes"}).status_code == 302
    entry = only_record(app)
    assert entry.state == "submitted"
    with app.app_context(), school_scope(1):
        assert holdings_by_staff() == {}
    assert office.post(f"/training/{entry.id}/recognise").status_code == 302

    with app.app_context(), school_scope(1):
        (holding,) = holdings_by_staff()[staff_id]
    assert (holding.is_valid_on(date(2026, 10, 11)), holding.is_valid_on(date(2026, 10, 12))) == (False, True)
    assert "18" in teacher.get("/training/").text


@pytest.mark.plan("S49")
def test_a_recognised_record_is_locked_until_it_is_returned_with_a_reason(app: Flask, client_for: ClientFor) -> None:
    teacher, office, staff_id = client_for("class_teacher"), client_for("office"), own_staff_id(app)
    teacher.post(f"/training/people/{staff_id}/new", data={**COURSE, "submit": "yes"})
    entry = only_record(app)
    office.post(f"/training/{entry.id}/recognise")

    locked = teacher.post(
        f"/training/{entry.id}", data={**COURSE, "hours": "99", "version": str(only_record(app).version)}
    )
    assert (locked.status_code, only_record(app).hours) == (422, 18)

    office.post(f"/training/{entry.id}/return", data={"reason": ""})
    assert only_record(app).state == "recognised"
    office.post(f"/training/{entry.id}/return", data={"reason": "证书编号有误"})
    assert "证书编号有误" in teacher.get("/training/").text


def test_a_teacher_does_not_open_a_colleagues_training(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")

    assert teacher.get("/training/people/1").status_code == 404
    assert teacher.get(f"/training/people/{own_staff_id(app)}").status_code == 200


@pytest.mark.parametrize(
    "entries",
    [
        {"hours": "很多"}, {"hours": "NaN"}, {"hours": "-3"}, {"hours": ""}, {"starts_on": "2026-13-40"}, {"ends_on": "2026-10-01"},
        {"starts_on": "0001-01-01"}, {"qualification": "king"}, {"valid_from": "2030-01-01"}, {"course": "x" * 500}, {"course": "\x00"},
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
