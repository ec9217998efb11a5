"""Two classmates of one name: who writes or books is told which of them it is (C8)."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.db import db, school_scope
from tests.casework.test_views import a_child
from tests.world import ClientFor

MARK = "同班还有同名学生"


@pytest.fixture
def twins(app: Flask) -> list[int]:
    """Two children of a class, now of the same name; the first is in care."""
    first = a_child(app)
    with app.app_context(), school_scope(1):
        child = db.session.get_one(Child, first)
        other = db.session.scalars(select(Child).where(Child.squad_id == child.squad_id, Child.id != first)).first()
        other.name, other.name_keys = child.name, child.name_keys
        record(actor_id=None, action="make", entity="world")
        db.session.commit()
        return [first, other.id]


def test_whose_file_it_is_says_more_where_two_bear_one_name(
    app: Flask, client_for: ClientFor, twins: list[int]
) -> None:
    teacher = client_for("class_teacher")
    with app.app_context(), school_scope(1):
        births = [db.session.get_one(Child, one).birth_date for one in twins]
    for one, birth in zip(twins, births, strict=True):
        page = teacher.get(f"/care/children/{one}/new").text
        assert MARK in page
        assert f"{birth.year}年{birth.month}月{birth.day}日出生" in page


def test_who_has_the_name_alone_is_called_by_it(app: Flask, client_for: ClientFor) -> None:
    assert MARK not in client_for("class_teacher").get(f"/care/children/{a_child(app)}/new").text


def test_the_appointment_is_for_one_of_the_two(app: Flask, client_for: ClientFor, twins: list[int]) -> None:
    page = client_for("counselling_teacher").get("/counselling/appointments/new").text
    with app.app_context(), school_scope(1):
        for one in twins:
            birth = db.session.get_one(Child, one).birth_date
            assert f"· {birth.year}年{birth.month}月{birth.day}日</option>" in page
