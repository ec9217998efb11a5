"""A guardian's word holds for its purpose only, from who is guardian, until its last day or until it is taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.consent import STANDINGS, Word, standing
from careplan.children.consent_operations import (
    NoPaper,
    Signed,
    WrongExpiry,
    add_alias,
    note_guardian_changed,
    record_consent,
)
from careplan.children.consent_queries import ended_guardians, standings
from careplan.children.file_models import FamilyState
from careplan.children.models import Child, Consent
from careplan.children.queries import consented
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from tests.world import ClientFor

DAY = date(2026, 11, 20)
SIGNED = date(2026, 9, 10)
pytestmark = pytest.mark.plan("C37")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (None, "none"),
        (Word("refused", "father", SIGNED), "refused"),
        (Word("given", "father", SIGNED), "given"),
        (Word("given", "father", SIGNED, DAY), "given"),
        (Word("withdrawn", "father", SIGNED), "withdrawn"),
        (Word("given", "father", SIGNED, DAY - timedelta(1)), "expired"),
        (Word("given", "father", SIGNED, changed_on=DAY), "guardian_changed"),
    ],
)
def test_a_word_stands_as_it_was_said(word: Word | None, expected: str) -> None:
    assert standing(word, DAY) == expected
    assert expected in STANDINGS


def test_a_dead_fathers_consent_is_no_longer_one_but_an_absent_fathers_is() -> None:
    assert standing(Word("given", "father", SIGNED), DAY, {"father": DAY}) == "guardian_changed"
    assert standing(Word("given", "mother", SIGNED), DAY, {"father": DAY}) == "given"
    assert standing(Word("given", "father", SIGNED), DAY, {"father": DAY + timedelta(1)}) == "given"


def _child() -> Child:
    return db.session.scalars(select(Child).order_by(Child.id)).first()


def _say(child: Child, agrees: bool = True, **rest: object) -> Consent:
    given = {"guardian_relation": "father", "decided_on": today() - timedelta(5), **rest}
    return record_consent(actor_id=1, child=child, purpose="sharing", agrees=agrees, **given)


@pytest.mark.usefixtures("in_school_1")
def test_taking_it_back_counts_at_once_and_keeps_the_record() -> None:
    child = _child()
    _say(child)
    assert consented([child.id], "sharing") == {child.id}
    assert consented([child.id], "photo") == frozenset()
    _say(child, agrees=False, decided_on=today())
    assert consented([child.id], "sharing") == frozenset()
    assert [row.state for row in db.session.scalars(select(Consent).order_by(Consent.id))] == ["given", "withdrawn"]


@pytest.mark.usefixtures("in_school_1")
def test_a_carer_is_no_guardian() -> None:
    child = _child()
    with pytest.raises(Refused, match="监护人"):
        _say(child, guardian_relation="grandmother")
    with pytest.raises(NoPaper):
        _say(child, guardian_relation="other", signed=Signed(guardian_name="外婆林"))
    assert _say(child, guardian_relation="other", signed=Signed(guardian_name="林伯", paper="判决书")).state == "given"


@pytest.mark.usefixtures("in_school_1")
def test_who_is_guardian_no_longer_cannot_consent_and_the_former_word_ends() -> None:
    child = _child()
    _say(child)
    lost = today() - timedelta(2)
    state = FamilyState(child_id=child.id, member="father", state="revoked", note="", since=lost, recorded_at=now())
    db.session.add(state)
    record(actor_id=1, action="add", entity="family_state")
    db.session.commit()
    assert ended_guardians([child.id])[child.id] == {"father": lost}
    assert standings([child.id], "sharing", today())[child.id].standing == "guardian_changed"
    with pytest.raises(Refused):
        _say(child, decided_on=today())


@pytest.mark.usefixtures("in_school_1")
def test_a_noted_change_of_guardian_and_a_wrong_last_day() -> None:
    child = _child()
    with pytest.raises(WrongExpiry):
        _say(child, signed=Signed(expires_on=today() - timedelta(9)))
    row = _say(child, signed=Signed(expires_on=today()))
    assert consented([child.id], "sharing") == {child.id}
    with pytest.raises(Refused):
        note_guardian_changed(actor_id=1, consent=row, changed_on=today() + timedelta(1))
    note_guardian_changed(actor_id=1, consent=row, changed_on=today())
    assert standings([child.id], "sharing", today())[child.id].standing == "guardian_changed"


@pytest.mark.usefixtures("in_school_1")
def test_a_nickname_is_kept_once() -> None:
    child = _child()
    add_alias(actor_id=1, child=child, name="豆豆")
    for name in ("豆豆", "豆"):
        with pytest.raises(Refused):
            add_alias(actor_id=1, child=child, name=name)


def test_the_page_records_a_word_and_says_faults_at_the_field(client_for: ClientFor) -> None:
    office = client_for("office")
    data = {"purpose": "sharing", "agrees": "yes", "guardian": "other", "guardian_name": "林外婆", "text_version": "1"}
    for day in ("2026-02-31", "0001-01-01", "9999-01-01", ""):
        assert office.post("/children/7/consents/new", data={**data, "decided_on": day}).status_code == 422
    refused = office.post("/children/7/consents/new", data={**data, "decided_on": str(today())})
    assert (refused.status_code, "paper-error" in refused.text) == (422, True)
    data |= {"guardian": "father", "guardian_name": "林父", "decided_on": str(today())}
    assert office.post("/children/7/consents/new", data=data).status_code == 302
    page = office.get("/children/7/consents").text
    assert "林父" in page
    assert "已同意" in page
    assert "花名册上的姓名是父" in page, "the roster's father has another name"
    assert client_for("office", school=2).get("/children/7/consents").status_code == 404
    assert client_for("principal").post("/children/7/consents/new", data=data).status_code == 403


def test_the_notice_asks_for_each_purpose(client_for: ClientFor) -> None:
    page = client_for("class_teacher").get("/paper/consent/7").text
    assert page.count("不同意") >= 6
    assert "不是监护人，不能在此签字" in page
