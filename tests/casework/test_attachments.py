"""Attachments of a child's file: judged by content, sealed to their row, opened by who opens the file, never lost silently."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from careplan.aid.models import AidCase
from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.casework.attachment_models import Attachment
from careplan.casework.attachment_operations import MOST_BYTES, PLACE
from careplan.casework.models import CareAssignment
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db, school_scope
from careplan.secrecy import place_in, unseal
from tests.casework.test_views import a_child, told_at
from tests.passing.packets import say
from tests.training.test_certificate import PLAIN_PDF, action, pdf, photo, root
from tests.world import ClientFor

pytestmark = pytest.mark.plan("C12")
WORDS = {
    "kind": "letter",
    "title": "写给爸爸的信",
    "whose": "child",
    "day": today().isoformat(),
    "about": "",
}


def put_in(browser: FlaskClient, child_id: int, data: bytes = b"", name: str = "家庭住址.jpg", **changes: str) -> Any:
    sent = {**WORDS, **changes, "file": (BytesIO(data or photo()), name)}
    return browser.post(f"/care/children/{child_id}/attachments/new", data=sent)


def only_row(app: Flask) -> Attachment:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(Attachment)).one()


def count(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return len(db.session.scalars(select(Attachment.id)).all())


def test_a_letter_is_kept_without_camera_and_name_shown_and_stands_on_the_time_line(
    app: Flask, client_for: ClientFor
) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    form = teacher.get(f"/care/children/{child_id}/attachments/new").text
    assert "孩子31丙" in form and f'data-whose="{child_id}"' in form

    assert put_in(teacher, child_id).status_code == 302
    row = only_row(app)
    answer = teacher.get(f"/care/attachments/{row.id}")

    assert (answer.mimetype, answer.data[:2], b"CANARY-CAMERA" in answer.data) == ("image/jpeg", b"\xff\xd8", False)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "家庭" not in str(answer.headers) and "%E5" not in str(answer.headers)
    for page in (f"/care/children/{child_id}/file", f"/care/children/{child_id}/timeline"):
        text = teacher.get(page).text
        assert "写给爸爸的信" in text and f"/care/attachments/{row.id}" in text
    with app.app_context(), school_scope(1):
        seen = db.session.scalars(select(AuditEvent).where(AuditEvent.entity == "child_attachment")).all()
        assert [one.action for one in seen] == ["add", "read"]
        assert "爸爸" not in "".join(str(one.detail) for one in seen)


def test_a_plain_pdf_is_handed_out_to_be_saved(app: Flask, client_for: ClientFor) -> None:
    child_id, office = a_child(app), client_for("office")
    assert put_in(office, child_id, PLAIN_PDF, "决定书.exe", kind="decision", whose="office").status_code == 302

    answer = office.get(f"/care/attachments/{only_row(app).id}")

    assert (answer.data, answer.headers["Content-Disposition"][:10]) == (PLAIN_PDF, "attachment")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00", "x.jpg"),
        (b"<svg onload='x'/>", "x.png"),
        (pdf(root(OpenAction=action("JavaScript"))), "x.pdf"),
        (pdf(encryption=pikepdf.Encryption(owner="x", user="")), "x.pdf"),
        (b"%PDF-" + b"x" * MOST_BYTES, "x.pdf"),
        (b"%PDF-1.4", "x.pdf"),
    ],
)
def test_what_is_no_picture_and_no_plain_pdf_is_refused_at_the_field(
    app: Flask, client_for: ClientFor, data: bytes, name: str
) -> None:
    answer = put_in(client_for("class_teacher"), a_child(app), data, name)
    assert (answer.status_code, bool(told_at(answer.text, "file")), count(app)) == (422, True, 0)
    assert "写给爸爸的信" in answer.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 81}, "title"),
        ({"title": "a\u202eb"}, "title"),
        ({"day": (today() + timedelta(days=1)).isoformat()}, "day"),
        ({"day": "2026-02-31"}, "day"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "1999-01-01"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"kind": "virus"}, "kind"),
        ({"whose": ""}, "whose"),
        ({"about": "care_event:1"}, "about"),
        ({"shows_child": "y"}, "file"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(
    app: Flask, client_for: ClientFor, changes: dict[str, str], field: str
) -> None:
    answer = put_in(client_for("class_teacher"), a_child(app), **changes)
    assert (answer.status_code, bool(told_at(answer.text, field)), count(app)) == (422, True, 0)


def test_without_a_file_nothing_is_kept(app: Flask, client_for: ClientFor) -> None:
    answer = client_for("class_teacher").post(f"/care/children/{a_child(app)}/attachments/new", data=WORDS)
    assert (answer.status_code, bool(told_at(answer.text, "file")), count(app)) == (422, True, 0)


def test_a_form_sent_twice_counts_once_and_the_same_file_under_another_name_is_told(
    app: Flask, client_for: ClientFor
) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    codes = [put_in(teacher, child_id).status_code for _time in range(2)]
    other = put_in(teacher, child_id, title="另一封信")
    assert (codes, other.status_code, bool(told_at(other.text, "file")), count(app)) == ([302, 302], 422, True, 1)


def test_who_may_not_open_the_file_finds_nothing(app: Flask, client_for: ClientFor) -> None:
    child_id = a_child(app)
    put_in(client_for("principal"), child_id)
    row_id = only_row(app).id
    paths = (f"/care/attachments/{row_id}", f"/care/attachments/{row_id}/take-out")
    with app.app_context(), school_scope(1):  # a child of another class, whom the class teacher does not answer for
        db.session.get_one(Child, child_id).squad_id = 4
        for one in db.session.scalars(select(CareAssignment).where(CareAssignment.child_id == child_id)):
            one.until = today()
        record(actor_id=1, action="move", entity="child")
        db.session.commit()
    for role, school, code in (
        ("class_teacher", 1, 404),
        ("head_counselor", 1, 403),
        ("administrator", 1, 403),
        ("principal", 2, 404),
    ):
        browser = client_for(role, school)
        assert [browser.get(path).status_code for path in paths] == [code, code], role
        assert put_in(browser, child_id).status_code == code
    assert [client_for("office").get(path).status_code for path in paths] == [200, 200]


def test_a_picture_of_the_child_opens_only_while_a_guardian_agrees(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")

    def guardian(agrees: bool) -> None:
        with app.app_context(), school_scope(1):
            say(db.session.get_one(Child, child_id), agrees, "photo")
            db.session.commit()

    guardian(True)
    assert put_in(teacher, child_id, shows_child="y").status_code == 302
    path = f"/care/attachments/{only_row(app).id}"
    assert teacher.get(path).status_code == 200
    guardian(False)
    page = teacher.get(f"/care/children/{child_id}/file").text
    assert (teacher.get(path).status_code, "写给爸爸的信" in page, f'href="{path}"' in page) == (404, True, False)
    assert "没有监护人的拍照同意" in page


def test_it_is_taken_out_with_a_reason_that_stays(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    put_in(teacher, child_id)
    row_id = only_row(app).id
    path = f"/care/attachments/{row_id}/take-out"
    assert f'data-whose="{child_id}"' in teacher.get(path).text
    for reason in ("", "x", "a\x00bcd", "长" * 301):
        answer = teacher.post(path, data={"reason": reason})
        assert (answer.status_code, bool(told_at(answer.text, "reason"))) == (422, True)
    assert only_row(app).removed_at is None

    codes = [teacher.post(path, data={"reason": "放错了孩子"}).status_code for _time in range(2)]

    row = only_row(app)
    assert (codes, row.reason) == ([302, 302], "放错了孩子")
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(Attachment.sealed)).one() is None
        actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "child_attachment")).all()
        assert list(actions) == ["add", "take-out"]
    assert teacher.get(f"/care/attachments/{row_id}").status_code == 404
    for page in (f"/care/children/{child_id}/file", f"/care/children/{child_id}/timeline"):
        text = teacher.get(page).text
        assert "写给爸爸的信" in text and "放错了孩子" in text
    assert put_in(teacher, child_id).status_code == 302 and count(app) == 2


@pytest.mark.plan("C37")
def test_nobody_reads_it_in_the_raw_files_and_two_swapped_rows_do_not_open(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    mark = "鿁附件鿁"
    paper = pdf(lambda made: root(Extra=pikepdf.String(mark))(made), compress_streams=False)
    put_in(teacher, child_id, paper, kind="decision", title=mark)
    put_in(teacher, child_id)
    shown = teacher.get(f"/care/attachments/{1}").data
    assert pikepdf.open(BytesIO(shown)).Root.Extra == mark, "the mark can be found"
    data = b"".join(path.read_bytes() for path in app.config["SETTINGS"].data.rglob("*") if path.is_file())
    for form in (mark.encode(), mark.encode("utf-16-be"), paper[20:60], b"\xff\xd8\xff\xe0\x00\x10JFIF"):
        assert form not in data
    with app.app_context(), school_scope(1):
        one, two = db.session.scalars(select(Attachment).order_by(Attachment.id))
        assert one.sealed and unseal(place_in(PLACE, one.id), one.sealed) == shown
        with pytest.raises(ValueError, match="moved"):
            unseal(place_in(PLACE, two.id), one.sealed)


def test_it_goes_with_an_event_or_a_contact_or_aid_of_the_same_child_that_the_reader_may_open(
    app: Flask, client_for: ClientFor
) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    teacher.post(
        f"/care/children/{child_id}/new",
        data={
            **{"kind": "talk", "day": today().isoformat(), "summary": "谈了", "topic": "mood"},
            "next_on": (today() + timedelta(days=5)).isoformat(),
        },
    )
    with app.app_context(), school_scope(1):
        case = AidCase(child_id=child_id, kind="temporary", giver="street", opened_at=now())
        db.session.add(case)
        record(actor_id=1, action="add", entity="aid_case")
        db.session.commit()
        aid = f"aid_case:{case.id}"
    form = teacher.get(f"/care/children/{child_id}/attachments/new").text
    assert 'value="contact:' in form
    assert aid not in form, "not responsible for the child's aid"
    assert put_in(teacher, child_id, about=aid).status_code == 422
    office = client_for("office")
    form = office.get(f"/care/children/{child_id}/attachments/new?about={aid}").text
    assert f'selected value="{aid}"' in form and 'value="contact:' not in form
    assert put_in(office, child_id, about=aid).status_code == 302
    place = f'href="/aid/cases/{only_row(app).aid_case_id}"'
    path = f"/care/children/{child_id}/file"
    assert (place in office.get(path).text, place in teacher.get(path).text) == (True, False)


def test_a_picture_with_too_many_pixels_is_told_before_it_is_unpacked(app: Flask, client_for: ClientFor) -> None:
    stream = BytesIO()
    Image.new("1", (6400, 6400)).save(stream, "PNG")
    answer = put_in(client_for("class_teacher"), a_child(app), stream.getvalue())
    assert (answer.status_code, "像素" in answer.text) == (422, True)
