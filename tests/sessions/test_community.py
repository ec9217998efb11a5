"""A worker of the community answers for children (C9); she is not asked to lead a session, whatever she has learned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import fixed, today
from careplan.db import db, school_scope
from careplan.plans.load import load_facts
from careplan.programme.models import Item, Series
from careplan.programme.stand_in_queries import who_instead
from careplan.school.models import StaffMember
from careplan.school.queries import require_year
from careplan.sessions.board_queries import rows_of
from careplan.sessions.models import TeamSession
from careplan.sessions.schedule_queries import published_schedule
from tests.programme.arranged import NOW, WEDNESDAY, typed
from tests.sessions.schedule import at_noon, the_plan, trained
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def both(app: Flask) -> Iterator[None]:
    """An expert G1 and a worker W1 of the community, both with the counselor's training."""
    with app.app_context(), school_scope(1):
        for number, kind in (("G1", "expert"), ("W1", "community")):
            person = StaffMember(number=number, name=f"外{number}", kind=kind)
            db.session.add(person)
            db.session.flush()
            db.session.add(trained(person.id, "counselor-trained", date(2026, 1, 10)))
        record(actor_id=None, action="add", entity="staff_member")
        db.session.commit()
    yield


def test_the_solver_and_the_board_know_the_expert_only(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        asked = {one.id for one in load_facts(the_plan()).people}
        version = published_schedule()
        assert version
        version.state = "draft"  # the board offers leaders while a version is a draft; not stored
        shown = {row.title for row in rows_of(version, "leader", require_year())}

    assert "G1" in asked and "W1" not in asked
    assert "外G1" in shown and "外W1" not in shown


def test_she_cannot_be_entered_as_the_leader_of_a_session(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        ids = {one.number: one.id for one in db.session.scalars(select(StaffMember))}
        day = db.session.scalars(select(TeamSession.day)).first()
    assert day
    with fixed(at_noon(day)):
        teacher = client_for("class_teacher")
        page = BeautifulSoup(teacher.get("/sessions/unplanned").text, "html.parser")
        refused = teacher.post("/sessions/unplanned", data={"staff_id": str(ids["W1"]), "day": today().isoformat()})

    offered = {one["value"] for one in page.select("#staff_id option")}
    assert str(ids["G1"]) in offered and str(ids["W1"]) not in offered
    assert refused.status_code == 422 and "staff_id-error" in refused.text


def test_she_is_not_named_to_stand_in(app: Flask, client_for: ClientFor) -> None:
    with fixed(NOW):
        planned = client_for("head_counselor").post("/programme/new", data=typed(staff_id="3"))
        assert planned.status_code == 302, planned.text
        with app.app_context(), school_scope(1):
            item = db.session.scalars(select(Item).join(Series).where(Item.day >= WEDNESDAY)).first()
            assert item
            named = {one.name for one in who_instead([item], knows_absences=False)[item.id]}

    assert "外G1" in named and "外W1" not in named
