"""Lists of many children ask the database as often as lists of few: no page asks once for each child."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select

from careplan.casework.file_operations import MODELS
from careplan.casework.operations import assign_child
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db, school_scope
from careplan.school.models import StaffMember
from tests.world import ClientFor

PAGES = ("/", "/care/", "/care/register", "/care/missing", "/care/checks", "/care/route", "/events/")


class Count:
    asked = 0


@pytest.fixture
def count() -> Iterator[Count]:
    found = Count()

    def note(*_given: object) -> None:
        found.asked += 1

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def put_in_care(app: Flask, names: str) -> None:
    """Every child whose name ends so gets a category and the class teacher of the world as the person responsible."""
    with app.app_context(), school_scope(1):
        staff_id = db.session.scalars(select(StaffMember.id).where(StaffMember.number == "T3")).one()
        for child in db.session.scalars(select(Child).where(Child.name.endswith(names))).all():
            given = {
                "category": "hardship",
                "basis": "民政",
                "authority": "民政",
                "since": today(),
                "recorded_at": now(),
            }
            db.session.add(MODELS["category"](child_id=child.id, **given))
            assign_child(actor_id=1, child_id=child.id, staff_id=staff_id, since=today())
        db.session.commit()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["principal", "class_teacher"])
def test_more_children_are_no_more_questions(
    app: Flask, client_for: ClientFor, count: Count, role: str, page: str
) -> None:
    put_in_care(app, "丙")
    browser = client_for(role)
    browser.get(page)
    count.asked = 0
    assert browser.get(page).status_code == 200
    few = count.asked
    put_in_care(app, "甲")
    browser.get(page)  # what is kept until a record changes is made anew
    count.asked = 0
    assert browser.get(page).status_code == 200

    assert count.asked <= few + 1
