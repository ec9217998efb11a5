"""A mark in every field of words of every child-linked table: none stands outside its tier or before another's eyes (G4, G9)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pypdf
import pytest
from flask import Flask, render_template
from sqlalchemy import delete, select

from careplan.access.roles import ROLES
from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.casework.file_models import Need
from careplan.children.file_models import CarerPeriod, Registration
from careplan.children.models import Child, FamilyMember
from careplan.clock import now, today
from careplan.db import db, school_scope
from careplan.passing.deciding import RECIPIENTS
from careplan.passing.document import as_json
from careplan.passing.models import Packet, PacketChild
from careplan.passing.packet_load import preview
from careplan.passing.packet_xlsx import make_workbook
from careplan.reports.word.file import TYPE, document_docx
from careplan.school.queries import this_school
from careplan.telling.own_operations import make_feed
from tests.indicators.played_year import play
from tests.passing.child_fields import reviewed, text_fields
from tests.passing.marks import mark_everything, mark_of
from tests.passing.packets import say
from tests.reports.sample import sample
from tests.web.crawl import addresses, played_copy
from tests.world import ClientFor

pytestmark = pytest.mark.plan("C37")


def test_every_text_field_of_a_child_has_its_line_and_every_line_its_field() -> None:
    """Who adds a column says here who may read it."""
    fields = list(text_fields())
    assert sorted(set(fields) - set(reviewed())) == []
    assert sorted(set(reviewed()) - set(fields)) == []
    assert {role for line in reviewed().values() for role in line.roles} <= set(ROLES)


def test_no_charity_and_no_public_gets_words_but_item_and_size() -> None:
    words = {name for name, line in reviewed().items() if line.kind == "words" and line.tiers & {"charity", "public"}}
    assert words == {"packet_child.item", "packet_child.size"}


@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize("kind", RECIPIENTS)
def test_a_packet_holds_no_mark_outside_its_tier(kind: str) -> None:
    child = db.session.scalars(select(Child).order_by(Child.id)).first()
    for purpose in ("sharing", "transfer"):
        say(child, purpose=purpose)
    db.session.add(Need(child_id=child.id, area="living", words="x", since=today(), recorded_at=now()))
    child.family = [*child.family, FamilyMember(relation="grandmother", is_carer=True)]
    row = Packet(number=900, kind=kind, recipient="会", purpose="鞋", expires_on=today(), made_at=now(), state="draft")
    row.children = [] if kind == "public" else [PacketChild(child_id=child.id)]
    db.session.add(row)
    marks = mark_everything()
    if kind == "charity":
        hidden = ("child.name", "child.address", "child_alias.name", "family_member.name", "carer_period.name")
        row.children[0].item = marks["packet_child.item"] + "，".join(marks[name] for name in hidden)
    allowed = {name for name, line in reviewed().items() if kind in line.tiers and line.kind == "words"}
    by_file = _found(row, marks)
    others = [] if kind in ("public", "charity") else [_by_roster(child, row, marks), _by_form(child, row, marks)]
    for output, found in by_file.items():
        states = [found, *(one[output] for one in others)]
        assert set().union(*states) == allowed, output
        for state in others:  # the carer of today alone
            assert not any(name.startswith("carer_period.") for name in state[output])


def _found(row: Packet, marks: dict[str, str]) -> dict[str, set[str]]:
    """Output → the fields whose mark stands in it."""
    shown = preview(row, {"principal"}, today())
    outputs = {
        "json": as_json(shown.packet).decode(),
        "xlsx": _unzipped(make_workbook(shown.packet)),
        "html": render_template(
            "passing/print.html", document=shown.packet, unbroken=frozenset(), school=this_school()
        ),
    }
    return {output: {name for name, mark in marks.items() if mark in text} for output, text in outputs.items()}


def _by_roster(child: Child, row: Packet, marks: dict[str, str]) -> dict[str, set[str]]:
    """What stands in it once the care file names nobody who looks after the child."""
    db.session.execute(delete(CarerPeriod).where(CarerPeriod.child_id == child.id))
    return _found(row, marks)


def _by_form(child: Child, row: Packet, marks: dict[str, str]) -> dict[str, set[str]]:
    """What stands in it once nobody but the form of 2016 says so."""
    child.family = [one for one in child.family if not one.is_carer]
    db.session.scalars(select(Registration).where(Registration.child_id == child.id)).one().custody = "good"
    db.session.flush()
    return _found(row, marks)


@pytest.mark.usefixtures("in_school_1")
def test_a_packet_names_who_cares_for_the_child_now_and_whom_to_call() -> None:
    """Not the roster's carer, who did so until the file named another one; nor that one once its time is over."""
    child = db.session.scalars(select(Child).order_by(Child.id)).first()
    say(child, purpose="transfer")
    grandmother = FamilyMember(relation="grandmother", relation_word="祖母", name="奶奶甲", phone="13900000001")
    grandmother.is_carer = True
    child.family = [*child.family, grandmother]
    since, until = today() - timedelta(days=60), today() - timedelta(days=1)
    uncle = CarerPeriod(child_id=child.id, name="叔叔乙", relation="叔叔", phone="13900000002", since=since)
    uncle.recorded_at = now()
    row = Packet(
        number=901, kind="county", recipient="会", purpose="鞋", expires_on=today(), made_at=now(), state="draft"
    )
    row.children = [PacketChild(child_id=child.id)]
    db.session.add_all([uncle, row])
    db.session.flush()
    said = as_json(preview(row, {"principal"}, today()).packet).decode()
    assert "叔叔乙 叔叔" in said and "叔叔 13900000002" in said
    assert "奶奶甲" not in said and "13900000001" not in said
    uncle.until = until
    db.session.flush()
    said = as_json(preview(row, {"principal"}, today()).packet).decode()
    assert "奶奶甲 祖母" in said and "祖母 13900000001" in said and "叔叔乙" not in said


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OUTPUTS = {
    "text/html": "lists, searches, prints, the log, messages in the outbox",
    "application/pdf": "PDF",
    XLSX: "XLSX",
    TYPE: "DOCX",
    "text/calendar": "ICS",
    "application/json": "JSON",
    "text/csv": "tables behind figures",
    "text/javascript": "workers of the phone, without data",
    "image/jpeg": "photographs and papers: pictures hold no marks",
    "image/svg+xml": "a code to scan",
}
"""Every kind of file that a page may hand out, and what it is. Anything new fails the walk below until `_read` reads it;
a DOCX is a zip of XML like a workbook, so its marks are found as a workbook's are. What goes out as a message
is not handed out by an address: tests/telling/test_no_mark.py makes and sends messages in a marked school."""


def _read(data: bytes) -> str:
    """The words of a page, a workbook or a PDF."""
    if data[:2] == b"PK":
        return _unzipped(data)
    if data[:5] == b"%PDF-" and b"%%EOF" in data:  # what stands for the typesetter in these tests is the page itself
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return data.decode(errors="replace")


@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize("kind", RECIPIENTS)
def test_no_packet_holds_more_of_an_identity_number_than_six_head_and_four_tail_signs(kind: str) -> None:
    """DOMAIN 5.1: masked everywhere, to an authority too."""
    child = db.session.scalars(select(Child).order_by(Child.id)).first()
    for purpose in ("sharing", "transfer"):
        say(child, purpose=purpose)
    number = child.id_number
    assert number
    child.student_number = f"G{number}"  # the usual student number is the identity number behind a letter
    row = Packet(number=901, kind=kind, recipient="会", purpose="鞋", expires_on=today(), made_at=now(), state="draft")
    row.children = [] if kind == "public" else [PacketChild(child_id=child.id)]
    db.session.add(row)
    record(actor_id=None, action="add", entity="packet")
    db.session.flush()
    text = as_json(preview(row, {"principal"}, today()).packet).decode()
    assert not any(number[at : at + 7] in text for at in range(len(number) - 6))
    assert (f"{number[:6]}********{number[-4:]}" in text) is (kind in {"internal", "county", "police"})
    assert (f"G{number[:5]}*********{number[-4:]}" in text) is (kind == "other_school")


def _unzipped(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return unescape("".join(archive.read(name).decode(errors="replace") for name in archive.namelist()))


@pytest.fixture(scope="module")
def marked_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from careplan.app import create_app
    from tests.world import settings_at

    folder = played_copy(world_folder, tmp_path_factory.mktemp("marked") / "data")
    app = create_app(settings_at(folder))
    with app.app_context(), school_scope(1):
        mark_everything()
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_no_page_file_or_feed_shows_a_role_what_is_not_its_own(marked_folder: Path, tmp_path: Path, role: str) -> None:
    """Lists, searches, prints, workbooks, calendars, JSON, audit, messages: every address that the role may call."""
    import shutil

    from careplan.app import create_app
    from tests.world import settings_at

    shutil.copytree(marked_folder, tmp_path / "data")
    app = create_app(settings_at(tmp_path / "data"))
    browser = _signed_in(app, role)
    own = {name for name, line in reviewed().items() if role in line.roles}
    marks = {name: mark_of(name) for name, line in reviewed().items() if line.kind == "words"}
    leaks: list[tuple[str, str]] = []
    for address in addresses(app, frozenset({role}), every=9):
        answer = browser.get(address.path)
        text = f"{answer.headers}{_read(answer.data)}"
        assert answer.status_code < 500, address.path
        assert answer.status_code >= 300 or answer.mimetype in OUTPUTS, (address.path, answer.mimetype)
        leaks += [(address.path, name) for name, mark in marks.items() if mark in text and name not in own]
    assert leaks == []
    with app.app_context(), school_scope(1):
        log = str([(row.entity, row.detail) for row in db.session.scalars(select(AuditEvent))])
    assert [name for name, mark in marks.items() if mark in log] == [], "the log of what was read and done"


def _signed_in(app: Flask, role: str):
    from careplan.accounts.models import User
    from careplan.db import every_school

    browser = app.test_client()
    with app.app_context(), every_school():
        user_id = db.session.scalar(select(User.id).where(User.username == f"{role}1"))
    with browser.session_transaction() as session:
        session["user_id"] = user_id
    return browser


def test_the_marks_are_met_by_those_who_may_see_them(app: Flask, client_for: ClientFor) -> None:
    """The tests above can fail: the counselling teacher meets the name and the address."""
    with app.app_context(), school_scope(1):
        mark_everything()
    page = client_for("counselling_teacher").get("/children/7").text
    assert mark_of("child.name") in page
    assert mark_of("child.address") in page


def test_a_docx_is_read() -> None:
    """The report in Word is among what the walk meets: a name in one would be found."""
    written = document_docx(replace(sample(), organisation=mark_of("child.name")), {})
    assert TYPE in OUTPUTS and mark_of("child.name") in _read(written)


@pytest.mark.slow
def test_the_marks_are_found_in_a_pdf(marked_folder: Path) -> None:
    """The walk above reads what is printed: the counselling teacher's register names the child."""
    from careplan.app import create_app
    from tests.world import settings_at

    app = create_app(settings_at(marked_folder))
    answer = _signed_in(app, "class_teacher").get("/paper/register/pdf")
    assert answer.data.startswith(b"%PDF-"), answer.text[:300]
    assert mark_of("child.name") in _read(answer.data)


def test_a_private_calendar_holds_no_word_about_a_child(app: Flask, client_for: ClientFor) -> None:
    """Whoever has its address opens it: nothing of any child stands in it, for no role."""
    with app.app_context(), school_scope(1):
        play(1)
        marks = mark_everything()
        people = list(db.session.scalars(select(User).where(User.staff_id.is_not(None))))
        tokens = [make_feed(actor=one, alarms=()) for one in people]
        db.session.commit()
    found = [client_for("office").get(f"/telling/calendar/{token}.ics").text for token in tokens]
    assert any("BEGIN:VEVENT" in one for one in found)
    assert [name for name, mark in marks.items() if any(mark in one for one in found)] == []
