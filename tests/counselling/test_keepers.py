"""Nobody leaves sealed notes without a keeper (S35)."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.accounts.operations import edit_user
from careplan.audit.operations import record
from careplan.casework.help_operations import remove_hours
from careplan.casework.help_queries import opening_hours
from careplan.clock import fixed
from careplan.counselling.models import CounsellingNote
from careplan.db import db, school_scope
from careplan.school.beside import HeldBack
from careplan.school.models import StaffMember
from careplan.school.operations import save_staff
from tests.counselling.conftest import AFTER, OWN_CHILD
from tests.counselling.played import CONCERN, held_with_note
from tests.world import ClientFor

PAGE = f"/counselling/children/{OWN_CHILD}"


@pytest.fixture
def note(app: Flask, client_for: ClientFor, room: str) -> CounsellingNote:
    return held_with_note(app, client_for, room)


def _heir(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        heir = User(username="heir1", display_name="接任", roles=["counselling_teacher"], password_hash="!")
        db.session.add(heir)
        record(actor_id=None, action="make", entity="world")
        db.session.commit()
        return heir.id


@pytest.mark.plan("S35")
def test_who_keeps_notes_cannot_leave_before_they_are_handed_over(
    app: Flask, client_for: ClientFor, note: CounsellingNote
) -> None:
    """Neither from the staff list, nor by a closed account, nor by losing the role; then all go over at once."""
    heir_id = _heir(app)
    with app.app_context(), school_scope(1):
        keeper = db.session.scalars(select(User).where(User.username == "counselling_teacher1")).one()
        administrator = db.session.scalars(select(User).where(User.username == "administrator1")).one()
        person = db.session.get_one(StaffMember, keeper.staff_id)
        plain = {"display_name": "心", "staff_id": keeper.staff_id, "roles": list(keeper.roles), "active": True}
        edit_user(actor=administrator, person=keeper, **(plain | {"roles": ["counselling_teacher", "office"]}))
        edit_user(actor=administrator, person=keeper, **plain)
        for change in ({"active": False}, {"roles": ["office"]}, {"active": False, "staff_id": None}):
            with pytest.raises(HeldBack, match="1 名学生的加密辅导记录"):
                edit_user(actor=administrator, person=keeper, **(plain | change))
        with pytest.raises(HeldBack):
            save_staff(actor_id=None, person=person, number="X1", name="心理老师", active=False)
        keeper_id, staff_id = keeper.id, person.id
        db.session.commit()
    with fixed(AFTER):
        assert client_for("office").get("/counselling/hand-over").status_code == 403
        data = {"from_id": str(keeper_id), "user_id": str(heir_id), "reason": "调离"}
        assert client_for("heir").post("/counselling/hand-over", data=data).status_code == 422, "not the keeper's"
        for wrong in ({"user_id": "0"}, {"reason": ""}, {"reason": "长" * 201}, {"from_id": "x"}, {"user_id": "999"}):
            assert client_for("principal").post("/counselling/hand-over", data=data | wrong).status_code == 422
        assert client_for("principal").post("/counselling/hand-over", data=data).status_code == 302
        assert CONCERN in client_for("heir").get(PAGE).text
    with app.app_context(), school_scope(1):
        person = db.session.get_one(StaffMember, staff_id)
        for hours in opening_hours():
            remove_hours(actor_id=1, row=hours)
        save_staff(actor_id=None, person=person, number="X1", name="心理老师", active=False)
        assert not person.active


def test_an_account_without_a_person_on_the_staff_list_leaves_no_notes_behind_either(
    app: Flask, client_for: ClientFor, note: CounsellingNote
) -> None:
    with app.app_context(), school_scope(1):
        keeper = db.session.scalars(select(User).where(User.username == "counselling_teacher1")).one()
        administrator = db.session.scalars(select(User).where(User.username == "administrator1")).one()
        keeper.staff_id, roles = None, list(keeper.roles)
        with pytest.raises(HeldBack):
            edit_user(actor=administrator, person=keeper, display_name="心", staff_id=None, roles=roles, active=False)
