"""Events written by hand and joined, as one person does it on the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.db import db, school_scope
from careplan.programme.models import EventJoin


def write(browser: FlaskClient, day: date, **changes: Any) -> int:
    """Write an event by hand; its id."""
    given = {"title": "消防演练", "day": day.isoformat(), "last_day": "", "hours": "", "place": "操场", **changes}
    answer = browser.post("/programme/events/new", data=given)
    assert answer.status_code == 302, answer.text
    return int(answer.location.rsplit("/", 1)[1])


def join(browser: FlaskClient, event: int, ref: str) -> int:
    return browser.post(f"/programme/events/{event}/join", data={"with": ref}).status_code


def joins(app: Flask) -> list[tuple[int | None, int | None]]:
    """(session, item) of each join, in order."""
    with app.app_context(), school_scope(1):
        return [(row.session_id, row.item_id) for row in db.session.scalars(select(EventJoin).order_by(EventJoin.id))]
