"""A certificate need not be chosen again when the form is refused for something else: in its own session, not for long."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.clock import fixed, now
from careplan.db import db, school_scope
from careplan.jobs.operations import clean_up
from careplan.training.kept_operations import KEPT_FOR
from careplan.training.models import TrainingFile, TrainingKeptFile
from tests.training.test_certificate import PLAIN_PDF
from tests.training.test_views import COURSE, only_record, own_staff_id
from tests.world import ClientFor


def send(
    browser: FlaskClient, staff_id: int, *, file: bytes = b"", name: str = "证书.pdf", **typed: str
) -> tuple[int, str]:
    data: dict[str, object] = {**COURSE, **typed}
    if file:
        data["certificate"] = (BytesIO(file), name)
    answer = browser.post(f"/training/people/{staff_id}/new", data=data)
    return answer.status_code, answer.text


def kept_on(page: str) -> str:
    """The id of the kept file that a page names; "" where it names none."""
    found = re.search(r'name="kept" value="(\d+)"', page)
    return found[1] if found else ""


def kept_rows(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return len(db.session.scalars(select(TrainingKeptFile)).all())


def stored(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return len(db.session.scalars(select(TrainingFile)).all())


@pytest.mark.plan("S49")
def test_it_is_kept_with_its_name_and_used_when_the_rest_is_mended(app: Flask, client_for: ClientFor) -> None:
    teacher, staff_id = client_for("class_teacher"), own_staff_id(app)
    status, page = send(teacher, staff_id, file=PLAIN_PDF, course="")
    assert (status, "已为您暂存：证书.pdf" in page, kept_rows(app)) == (422, True, 1)
    status, page = send(teacher, staff_id, course="", kept=kept_on(page))
    assert (status, "已为您暂存：证书.pdf" in page, kept_rows(app)) == (422, True, 1), "and again"
    assert send(teacher, staff_id, kept=kept_on(page))[0] == 302
    assert (kept_rows(app), stored(app)) == (0, 1)
    assert teacher.get(f"/training/{only_record(app).id}/certificate").data == PLAIN_PDF


def test_nobody_else_and_no_other_session_uses_it(app: Flask, client_for: ClientFor) -> None:
    staff_id = own_staff_id(app)
    kept = kept_on(send(client_for("class_teacher"), staff_id, file=PLAIN_PDF, course="")[1])
    for browser in (client_for("class_teacher"), client_for("office")):
        status, page = send(browser, staff_id, kept=kept)
        assert (status, "暂存的文件已过期" in page, "证书.pdf" in page) == (422, True, False)
    assert stored(app) == 0


def test_not_for_another_person(app: Flask, client_for: ClientFor) -> None:
    office, staff_id = client_for("office"), own_staff_id(app)
    kept = kept_on(send(office, staff_id, file=PLAIN_PDF, course="")[1])
    assert send(office, staff_id + 1, kept=kept)[0] == 422
    assert send(office, staff_id, kept=kept)[0] == 302


def test_after_a_while_it_is_gone_and_the_form_says_so_once(app: Flask, client_for: ClientFor) -> None:
    teacher, staff_id = client_for("class_teacher"), own_staff_id(app)
    kept = kept_on(send(teacher, staff_id, file=PLAIN_PDF, course="")[1])
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(TrainingKeptFile)).one()
        assert PLAIN_PDF not in row.sealed
        db.session.execute(TrainingKeptFile.__table__.update().values(kept_at=now() - KEPT_FOR - timedelta(seconds=1)))
        db.session.commit()
    status, page = send(teacher, staff_id, kept=kept)
    assert (status, "暂存的文件已过期" in page, kept_on(page)) == (422, True, "")
    with app.app_context():
        clean_up()
    assert kept_rows(app) == 0
    assert send(teacher, staff_id)[0] == 302


def test_the_cleaner_leaves_what_is_fresh(app: Flask, client_for: ClientFor) -> None:
    send(client_for("class_teacher"), own_staff_id(app), file=PLAIN_PDF, course="")
    with app.app_context():
        clean_up()
        assert kept_rows(app) == 1
        with fixed(datetime.now().astimezone() + KEPT_FOR * 2):
            clean_up()
    assert kept_rows(app) == 0


def test_it_can_be_left_out_and_another_file_takes_its_place(app: Flask, client_for: ClientFor) -> None:
    teacher, staff_id = client_for("class_teacher"), own_staff_id(app)
    kept = kept_on(send(teacher, staff_id, file=PLAIN_PDF, course="")[1])
    status, page = send(teacher, staff_id, file=PLAIN_PDF, name="temp/另一份.pdf", course="", kept=kept)
    assert (status, "已为您暂存：另一份.pdf" in page) == (422, True)
    assert send(teacher, staff_id, kept=kept_on(page), drop_kept="yes")[0] == 302
    assert stored(app) == 0


@pytest.mark.parametrize("kept", ["0", "-1", "x", "9" * 40, "\x00"])
def test_a_made_up_number_keeps_nothing(app: Flask, client_for: ClientFor, kept: str) -> None:
    status, page = send(client_for("class_teacher"), own_staff_id(app), kept=kept)
    assert (status, "暂存的文件已过期" in page) == (422, True)


def test_a_file_that_is_none_is_not_kept(app: Flask, client_for: ClientFor) -> None:
    status, page = send(client_for("class_teacher"), own_staff_id(app), file=b"MZ\x90", course="")
    assert (status, kept_on(page), kept_rows(app), "field-error" in page) == (422, "", 0, True)
