"""The world of these tests: a Friday in November at 8, the room open on weekdays at noon, the counselling teacher on the staff list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.casework.help_operations import add_hours
from careplan.clock import SCHOOL_ZONE, fixed
from careplan.db import db, school_scope
from careplan.school.models import StaffMember

MORNING = datetime(2026, 11, 20, 8, tzinfo=SCHOOL_ZONE)
AFTER = datetime(2026, 11, 20, 14, tzinfo=SCHOOL_ZONE)
TODAY = "2026-11-20"
OWN_CHILD, OTHER_CHILD = 7, 10
"""Of the class teacher's squad 三(1), and of another squad."""


@pytest.fixture
def room(app: Flask) -> Iterator[str]:
    """The code of the first free time today; it is 8 o'clock."""
    with fixed(MORNING):
        with app.app_context(), school_scope(1):
            person = StaffMember(number="X1", name="心理老师")
            db.session.add(person)
            db.session.flush()
            account = db.session.scalars(select(User).where(User.username == "counselling_teacher1")).one()
            account.staff_id = person.id
            for weekday in range(1, 6):
                add_hours(actor_id=1, channel="room", weekday=weekday, hours="12:20-13:20", place="203", staff_id=person.id)  # fmt: skip
            record(actor_id=None, action="make", entity="world")
            code = f"{TODAY}.740.{person.id}"
            db.session.commit()
        yield code
