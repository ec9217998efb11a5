"""A certificate is looked at before it is kept, sealed in the file, and seen by its owner and the reviewers only."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from careplan.db import db, school_scope
from careplan.training.certificate import BadCertificate, harmless
from careplan.training.models import TrainingFile
from tests.training.test_views import COURSE, move, only_record, own_staff_id
from tests.world import ClientFor

PLAIN_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def photo() -> bytes:
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CANARY-CAMERA"
    Image.new("RGB", (60, 40), "white").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_a_photograph_is_written_anew_without_what_came_with_it() -> None:
    kind, kept = harmless(photo() + b"CANARY-TAIL")
    assert (kind, b"CANARY" in kept, kept[:2]) == ("jpeg", False, b"\xff\xd8")


def test_a_plain_pdf_is_kept_as_it_is() -> None:
    assert harmless(PLAIN_PDF) == ("pdf", PLAIN_PDF)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "format"),
        (b"MZ\x90\x00", "format"),
        (b"<svg onload='x'/>", "format"),
        (b"%PDF-1.4\nno end", "format"),
        (b"%PDF-1.4 /OpenAction<</S/JavaScript/JS(x)>>\n%%EOF", "active"),
        (b"%PDF-1.4 /S/J#61vaScript\n%%EOF", "active"),
        (b"%PDF-1.4 /Launch\n%%EOF", "active"),
        (b"%PDF-1.4 /EmbeddedFile \n%%EOF", "active"),
        (b"%PDF-1.4 /Encrypt 5 0 R\n%%EOF", "active"),
        (b"%PDF-" + b"x" * (5 * 1024 * 1024), "size"),
    ],
)
def test_anything_else_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadCertificate) as refused:
        harmless(data)
    assert refused.value.reason == reason


@pytest.mark.plan("S49")
def test_the_owner_and_the_office_see_it_and_nobody_else(app: Flask, client_for: ClientFor) -> None:
    teacher, staff_id = client_for("class_teacher"), own_staff_id(app)
    file = (BytesIO(PLAIN_PDF), "证书.pdf")
    teacher.post(f"/training/people/{staff_id}/new", data={**COURSE, "submit": "yes", "certificate": file})
    place = f"/training/{only_record(app).id}/certificate"

    answer = teacher.get(place)
    assert (answer.status_code, answer.data, answer.headers["Content-Disposition"][:10]) == (
        200,
        PLAIN_PDF,
        "attachment",
    )
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client_for("office").get(place).status_code == 200
    assert client_for("counselling_teacher").get(place).status_code == 404
    assert client_for("office", school=2).get(place).status_code == 404
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(TrainingFile)).one()
        assert PLAIN_PDF[:20] not in (row.sealed or b"")


@pytest.mark.plan("S49")
def test_it_cannot_be_taken_out_once_submitted(app: Flask, client_for: ClientFor) -> None:
    teacher, office, staff_id = client_for("class_teacher"), client_for("office"), own_staff_id(app)
    teacher.post(
        f"/training/people/{staff_id}/new", data={**COURSE, "submit": "yes", "certificate": (BytesIO(photo()), "a.jpg")}
    )
    entry = only_record(app)

    def remove() -> bytes | None:
        teacher.post(f"/training/{entry.id}/certificate/remove")
        with app.app_context(), school_scope(1):
            return db.session.scalars(select(TrainingFile)).one().sealed

    assert remove() is not None
    move(office, entry.id, "return", reason="看不清")
    assert remove() is None
    assert teacher.get(f"/training/{entry.id}/certificate").status_code == 404


def test_a_bad_file_keeps_what_was_typed(app: Flask, client_for: ClientFor) -> None:
    bad = (BytesIO(b"MZ"), "x.pdf")
    answer = client_for("class_teacher").post(
        f"/training/people/{own_staff_id(app)}/new", data={**COURSE, "certificate": bad}
    )
    assert (answer.status_code, COURSE["course"] in answer.text) == (422, True)
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(TrainingFile)).all() == []
