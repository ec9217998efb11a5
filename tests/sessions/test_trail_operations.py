"""The trail of a roll can be added to and in no other way changed."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update

from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.models import AttendanceChange
from careplan.sessions.record_queries import trail_of
from careplan.sessions.roll import Entry
from tests.sessions.schedule import session_of
from tests.sessions.test_record_operations import call

pytestmark = pytest.mark.usefixtures("in_school_1")


def test_the_trail_tells_each_entry_and_each_correction() -> None:
    row = session_of("2024-1")
    call(row, "present", "absent", "late")
    call(row, "present", "present", "late")

    first, *others = trail_of(row.id, row.squads[0].id)

    assert (first.before, first.after) == (Entry("absent"), Entry("present"))
    assert [one.before for one in others] == [None] * 3


def test_an_entry_of_the_trail_is_neither_changed_nor_deleted() -> None:
    call(session_of("2024-1"), "present", "absent", "late")
    row = db.session.scalars(select(AttendanceChange)).first()
    assert row

    row.after = {"state": "absent"}
    with pytest.raises(Refused):
        db.session.flush()
    db.session.rollback()
    db.session.delete(db.session.scalars(select(AttendanceChange)).first())
    with pytest.raises(Refused):
        db.session.flush()
    db.session.rollback()
    for statement in (delete(AttendanceChange), update(AttendanceChange).values(actor_id=None)):
        with pytest.raises(Refused):
            db.session.execute(statement)
