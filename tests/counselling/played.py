"""The steps of the room as its pages take them, for tests."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.clock import fixed
from careplan.counselling.models import Appointment, CounsellingNote
from careplan.db import db, school_scope
from tests.counselling.conftest import AFTER, OWN_CHILD
from tests.world import ClientFor

CONCERN, APPROACH = "金丝雀主诉夜里哭", "金丝雀做法呼吸"
NOTE = {"concern": CONCERN, "approach": APPROACH, "step": "金丝雀约定", "risk": "low", "informed": "金丝雀班主任"}


def booking(code: str, child: int = OWN_CHILD, **changes: Any) -> dict[str, Any]:
    return {"children": [child], "comes": "pupil", "asked_by": "pupil", "minutes": 20, "slot": code, **changes}


def only(app: Flask, model: Any) -> Any:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(model).order_by(model.id.desc())).first()


def held_with_note(app: Flask, client_for: ClientFor, code: str, child: int = OWN_CHILD) -> CounsellingNote:
    """A talk was booked, held, and its note written."""
    teacher = client_for("counselling_teacher")
    assert teacher.post("/counselling/appointments/new", data=booking(code, child)).status_code == 302
    row: Appointment = only(app, Appointment)
    with fixed(AFTER):
        teacher = client_for("counselling_teacher")  # nobody stays signed in from 8 to 14 o'clock
        hold(teacher, row)
        answer = teacher.post(f"/counselling/appointments/{row.id}/children/{child}/note", data=NOTE)
    assert answer.status_code == 302
    found: CounsellingNote = only(app, CounsellingNote)
    return found


def hold(teacher: FlaskClient, row: Appointment) -> None:
    url = f"/counselling/appointments/{row.id}/held"
    assert teacher.post(url, data={"version": row.version, "subject": "emotions"}).status_code == 302
