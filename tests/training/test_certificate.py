"""A certificate is looked at before it is kept, sealed in the file, and seen by its owner and the reviewers only."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from careplan.db import db, school_scope
from careplan.training.certificate import BadCertificate, harmless
from careplan.training.certificate_pdf import look_through
from careplan.training.models import TrainingFile
from tests.training.test_views import COURSE, move, only_record, own_staff_id
from tests.world import ClientFor


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda made: None, **saving: Any) -> bytes:
    """A PDF of one empty page; what can be hidden in an object stream is hidden there."""
    made, stream = pikepdf.new(), BytesIO()
    made.add_blank_page()
    change(made)
    made.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate, **saving)
    return stream.getvalue()


def root(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda made: made.Root.update({f"/{name}": made.make_indirect(one) for name, one in entries.items()})


def action(kind: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"))


PLAIN_PDF = pdf()


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
        (b"%PDF-junk %%EOF", "format"),
        (b"%PDF-" + b"x" * (5 * 1024 * 1024), "size"),
    ],
)
def test_anything_else_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadCertificate) as refused:
        harmless(data)
    assert refused.value.reason == reason


HIDDEN = {
    "opens": root(OpenAction=action("JavaScript")),
    "launches": root(OpenAction=action("Launch")),
    "leads outside": root(OpenAction=action("URI")),
    "on closing": root(AA=pikepdf.Dictionary()),
    "names": root(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())),
    "files": root(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())),
    "sends a form": root(Outlines=pikepdf.Array([pikepdf.Dictionary(A=action("SubmitForm"))])),
    "a clip": root(Extra=pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment)),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_what_hides_in_an_object_stream_is_found(what: str) -> None:
    data = pdf(HIDDEN[what])
    assert (b"/ObjStm" in data, b"Action" in data, look_through(data)) == (True, False, "active")


def test_a_password_is_refused_and_a_page_to_open_at_is_not() -> None:
    assert look_through(pdf(encryption=pikepdf.Encryption(owner="x", user=""))) == "active"
    assert look_through(pdf(encryption=pikepdf.Encryption(owner="x", user="y"))) == "active"
    assert look_through(pdf(lambda made: root(OpenAction=pikepdf.Array([0, pikepdf.Name.Fit]))(made))) == ""


def test_a_pdf_without_a_page_or_with_broken_tables_is_no_whole_one() -> None:
    assert look_through(pdf(lambda made: made.pages.__delitem__(0))) == "format"
    assert look_through(PLAIN_PDF.replace(b"startxref\n", b"startxref\n9")) == "format"


def test_an_object_that_cannot_be_read_might_hide_anything() -> None:
    data = pdf(root(Extra=pikepdf.Dictionary(Kind=pikepdf.Name.Canary)), compress_streams=False)
    assert (look_through(data), look_through(data.replace(b"/Canary", b"(Canary"))) == ("", "format")


def test_packed_bytes_that_spell_a_script_by_chance_are_no_script() -> None:
    def picture(made: pikepdf.Pdf) -> None:
        made.Root.Extra = made.make_stream(b"\x00/JS\x00")

    data = pdf(picture, compress_streams=False)
    assert (b"/JS" in data, harmless(data)[0]) == (True, "pdf")


def test_a_file_that_takes_too_much_ends_its_own_process_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careplan.training.certificate_pdf.SECONDS", 0.01)
    began = time.monotonic()
    with pytest.raises(BadCertificate) as refused:
        harmless(PLAIN_PDF)
    assert (refused.value.reason, time.monotonic() - began < 1) == ("slow", True)


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
