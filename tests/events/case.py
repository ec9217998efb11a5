"""An event of the world's child 孩子31丙 (class 三(1)), recorded through the page."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.casework.operations import assign_child
from careplan.clock import local, now, today
from careplan.db import db, school_scope
from careplan.events.models import CareEvent
from careplan.school.models import StaffMember

SECRET = "父亲昨夜被带走，家里没有大人"


def entered(**changes: object) -> dict[str, object]:
    known = local(now()) - timedelta(hours=1)
    return {
        "kind": "parent-detained",
        "happened_on": (today() - timedelta(days=2)).isoformat(),
        "known_at": f"{known:%Y-%m-%dT%H:%M}",
        "source": "phone",
        "words": SECRET,
        **changes,
    }


def happen(app: Flask, browser: FlaskClient, child_id: int, **changes: object) -> int:
    """The id of the event."""
    answer = browser.post(f"/events/children/{child_id}/new", data=entered(**changes))
    assert answer.status_code == 302, answer.text
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(CareEvent.id).order_by(CareEvent.id.desc())).first() or 0


def task_ids(app: Flask, event_id: int, does: str) -> list[int]:
    with app.app_context(), school_scope(1):
        event = db.session.get_one(CareEvent, event_id)
        return [task.id for task in event.tasks if task.does == does]


def task_id(app: Flask, event_id: int, does: str) -> int:
    return task_ids(app, event_id, does)[0]


def make_responsible(app: Flask, child_id: int, number: str) -> None:
    with app.app_context(), school_scope(1):
        person = db.session.scalars(select(StaffMember.id).where(StaffMember.number == number)).one()
        assign_child(actor_id=1, child_id=child_id, staff_id=person, since=today())
        db.session.commit()
