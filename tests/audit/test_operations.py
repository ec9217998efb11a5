"""Nothing changes without an entry in the log, and an entry that cannot be written takes the change with it (G28)."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.children.operations import mark_left
from careplan.db import db, school_scope
from careplan.errors import UnauditedChange

pytestmark = pytest.mark.usefixtures("in_school_1")


def child() -> Child:
    return db.session.scalars(select(Child).where(Child.name == "孩子31甲")).one()


def entries() -> int:
    return db.session.scalar(select(func.count(AuditEvent.id))) or 0


def test_a_change_without_an_entry_is_refused_and_undone() -> None:
    child().health = "x"
    with pytest.raises(UnauditedChange):
        db.session.commit()
    db.session.rollback()
    assert child().health == ""


def test_a_flush_before_the_commit_hides_no_change() -> None:
    child().health = "x"
    db.session.flush()
    with pytest.raises(UnauditedChange):
        db.session.commit()


def test_deleting_and_adding_need_an_entry_too() -> None:
    db.session.delete(child().family[0])
    with pytest.raises(UnauditedChange):
        db.session.commit()
    db.session.rollback()
    db.session.add(Child(squad_id=child().squad_id, name="新", sex="male", birth_date=date(2018, 1, 1), joined_on=date(2026, 9, 1)))  # fmt: skip
    with pytest.raises(UnauditedChange):
        db.session.commit()


def test_an_entry_of_one_transaction_does_not_cover_the_next() -> None:
    child().health = "x"
    record(actor_id=None, action="edit", entity="child")
    db.session.commit()
    child().health = "y"
    with pytest.raises(UnauditedChange):
        db.session.commit()


def test_an_entry_undone_does_not_cover_what_follows() -> None:
    record(actor_id=None, action="edit", entity="child")
    db.session.flush()
    db.session.rollback()
    child().health = "y"
    with pytest.raises(UnauditedChange):
        db.session.commit()


def test_reading_needs_no_entry() -> None:
    assert child().name == "孩子31甲"
    db.session.commit()


def test_an_operation_writes_its_entry_with_it() -> None:
    before = entries()
    mark_left(actor_id=None, child=child(), left_on=date(2026, 9, 30))
    db.session.commit()
    entry = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert entries() == before + 1
    assert entry and (entry.action, entry.entity, entry.entity_id, entry.school_id) == ("leave", "child", child().id, 1)


def test_a_failing_entry_takes_the_change_with_it(app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'full'); END")
        )
    with pytest.raises(DatabaseError):
        mark_left(actor_id=None, child=child(), left_on=date(2026, 9, 30))
    db.session.rollback()
    with app.app_context(), school_scope(1):
        assert child().state == "enrolled"


def test_an_entry_names_the_school_it_happened_in() -> None:
    assert record(actor_id=None, action="x", entity="y").school_id == 1
    assert record(actor_id=None, action="x", entity="y", school_id=2).school_id == 2
    db.session.rollback()
