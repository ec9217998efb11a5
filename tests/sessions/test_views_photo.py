"""Photographs of a session: only with consent, only for those who may see the children, hidden when it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.children.consent_operations import record_consent
from careplan.children.models import Child
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.sessions.models import SessionPhoto, TeamSession
from tests.sessions.schedule import at_noon, session_of
from tests.sessions.test_picture import photograph, with_place
from tests.world import ClientFor


@pytest.fixture
def row(app: Flask) -> Iterator[TeamSession]:
    """A session of 三(1), the class teacher's own squad, on its day; its first child may be photographed."""
    with app.app_context(), school_scope(1):
        found = session_of("2024-1")
        _ = [squad.id for squad in found.squads]
        db.session.expunge_all()
    with fixed(at_noon(found.day)):
        say(app, first_children(app, found)[0], True)
        yield found


def first_children(app: Flask, row: TeamSession) -> list[int]:
    with app.app_context(), school_scope(1):
        return list(db.session.scalars(select(Child.id).where(Child.squad_id == row.squads[0].id).order_by(Child.id)))


def say(app: Flask, child_id: int, agrees: bool, on: date = date(2026, 9, 2)) -> None:
    with app.app_context(), school_scope(1):
        child = db.session.get_one(Child, child_id)
        record_consent(
            actor_id=1, child=child, purpose="photo", agrees=agrees, guardian_relation="mother", decided_on=on
        )
        db.session.commit()


def add(browser: Any, row: TeamSession, *children: int, data: bytes | None = None, **more: str) -> Any:
    given = {"photo": (BytesIO(data or photograph()), "a.jpg"), "child": [str(one) for one in children], **more}
    return browser.post(f"/sessions/{row.id}/photos", data=given, content_type="multipart/form-data")


def photo_id(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(SessionPhoto.id)).one()


def test_a_photograph_of_a_child_with_consent_is_kept_sealed_and_without_its_place(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    teacher = client_for("class_teacher")

    assert add(teacher, row, first_children(app, row)[0], data=with_place()).status_code == 302

    shown = teacher.get(f"/sessions/photo/{photo_id(app)}")
    assert (shown.status_code, shown.mimetype, b"SECRET" in shown.data) == (200, "image/jpeg", False)
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.headers["Content-Disposition"].startswith("attachment")
    with app.app_context(), school_scope(1):
        sealed = db.session.scalars(select(SessionPhoto)).one().sealed
        assert sealed and b"JFIF" not in sealed
        actions = [one.action for one in db.session.scalars(select(AuditEvent)) if one.entity == "team_session"]
        assert actions[-2:] == ["add-photo", "read"]


def test_a_child_without_consent_cannot_be_in_one(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    teacher, children = client_for("class_teacher"), first_children(app, row)

    answer = add(teacher, row, children[0], children[1])

    assert (answer.status_code, "1 人没有登记监护人的照片同意" in answer.text) == (422, True)
    assert f'value="{children[1]}"' not in answer.text  # not even offered
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(SessionPhoto)).all() == []


def test_it_is_said_who_is_in_it_or_that_nobody_is(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    teacher = client_for("class_teacher")

    assert add(teacher, row).status_code == 422
    assert add(teacher, row, nobody="y").status_code == 302


def test_a_child_of_another_squad_cannot_be_marked(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    with app.app_context(), school_scope(1):
        other = session_of("2026-1").squads[0].id
        stranger = db.session.scalars(select(Child.id).where(Child.squad_id == other)).first()
    assert stranger
    say(app, stranger, True)

    assert add(client_for("class_teacher"), row, stranger).status_code == 422


def test_withdrawing_the_consent_hides_it_at_once(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    teacher, child = client_for("class_teacher"), first_children(app, row)[0]
    add(teacher, row, child)
    address = f"/sessions/photo/{photo_id(app)}"

    say(app, child, False, on=date(2026, 9, 3))

    assert teacher.get(address).status_code == 404
    page = teacher.get(f"/sessions/{row.id}/photos").text
    assert address not in page and "监护人撤回了同意" in page


def test_taken_out_it_is_erased(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    teacher = client_for("class_teacher")
    add(teacher, row, first_children(app, row)[0])
    number = photo_id(app)

    assert teacher.post(f"/sessions/photo/{number}/remove").status_code == 302

    assert teacher.get(f"/sessions/photo/{number}").status_code == 404
    with app.app_context(), school_scope(1):
        assert db.session.get_one(SessionPhoto, number).sealed is None


@pytest.mark.parametrize(("role", "status"), [("head_counselor", 403), ("community_worker", 403), ("office", 200)])
def test_photographs_are_for_those_who_may_see_the_children(
    app: Flask, client_for: ClientFor, row: TeamSession, role: str, status: int
) -> None:
    add(client_for("class_teacher"), row, first_children(app, row)[0])
    number = photo_id(app)

    assert client_for(role).get(f"/sessions/photo/{number}").status_code == status
    assert client_for("principal", school=2).get(f"/sessions/photo/{number}").status_code == 404


def test_another_squads_photographs_do_not_exist_for_a_class_teacher(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        other = session_of("2026-1")
        url, day = f"/sessions/{other.id}/photos", other.day
    with fixed(at_noon(day)):
        assert client_for("class_teacher").get(url).status_code == 404
