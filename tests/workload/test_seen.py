"""Nobody decides on what they did not see, and what is sent twice, or at once, is stored once (S52, G33)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.workload.models import WorkStatement
from careplan.workload.statement_operations import answer, confirm, correct, object_to
from tests.workload.done import AFTER, account, computed, person, statement
from tests.workload.sent import at_once, mark_on
from tests.world import ClientFor

pytestmark = pytest.mark.plan("S52")
CHANGED = "结算单刚才有变动，请重新核对。"


@pytest.fixture(autouse=True)
def after_the_term() -> Iterator[None]:
    with fixed(AFTER):
        yield


@pytest.fixture
def url(app: Flask) -> str:
    """The class teacher's computed statement."""
    with app.app_context(), school_scope(1):
        computed()
        return f"/workload/statements/{statement().id}"


def corrected(app: Flask, number: str = "T3") -> None:
    with app.app_context(), school_scope(1):
        correct(actor=account("office1"), row=statement(number), milli=-600, reason="多计")
        db.session.commit()


def stored(app: Flask) -> tuple[str, list[str], list[int]]:
    """State, objections and corrections of the class teacher's statement."""
    with app.app_context(), school_scope(1):
        row = statement()
        return row.state, [one.words for one in row.objections], [one.milli for one in row.corrections]


def test_what_was_corrected_after_it_was_shown_is_not_confirmed(app: Flask, client_for: ClientFor, url: str) -> None:
    teacher = client_for("class_teacher")
    seen = {"mark": mark_on(teacher, url)}
    corrected(app)
    told = teacher.post(f"{url}/confirm", data=seen)
    assert (told.status_code, CHANGED in told.text, "多计" in told.text) == (409, True, True)
    assert stored(app)[0] == "waiting"
    assert teacher.post(f"{url}/confirm").status_code == 409, "a form that does not say what was seen"
    assert teacher.post(f"{url}/confirm", data={"mark": mark_on(teacher, url)}).status_code == 302
    assert stored(app)[0] == "confirmed"


def test_an_answer_that_was_not_read_is_not_confirmed(app: Flask, client_for: ClientFor, url: str) -> None:
    teacher = client_for("class_teacher")
    seen = {"mark": mark_on(teacher, url)}
    with app.app_context(), school_scope(1):
        objection = object_to(actor=account("class_teacher1"), row=statement(), words="少了一次")
        answer(actor=account("office1"), objection=objection, words="没有少")
        db.session.commit()
    assert teacher.post(f"{url}/confirm", data=seen).status_code == 409
    assert stored(app)[0] == "waiting"


def test_an_objection_to_what_is_corrected_already_is_handed_back(app: Flask, client_for: ClientFor, url: str) -> None:
    teacher = client_for("class_teacher")
    seen = {"mark": mark_on(teacher, url)}
    corrected(app)
    told = teacher.post(f"{url}/object", data={**seen, "words": "多算了我一次"})
    assert (told.status_code, CHANGED in told.text, "多算了我一次" in told.text) == (409, True, True)
    assert stored(app)[:2] == ("waiting", [])


def test_a_statement_that_changed_is_not_counter_signed(app: Flask, client_for: ClientFor, url: str) -> None:
    with app.app_context(), school_scope(1):
        principal: User = account("principal1")
        principal.staff_id = person("T1")
        confirm(actor=principal, row=statement("T1"))
        db.session.commit()
        row_id = statement("T1").id
    theirs, office = f"/workload/statements/{row_id}", client_for("office")
    seen = {"mark": mark_on(office, theirs)}
    corrected(app, "T1")
    told = office.post(f"{theirs}/countersign", data=seen)
    assert (told.status_code, CHANGED in told.text) == (409, True)
    with app.app_context(), school_scope(1):
        assert db.session.get_one(WorkStatement, row_id).countersigned_at is None
    assert office.post(f"{theirs}/countersign", data={"mark": mark_on(office, theirs)}).status_code == 302


def test_one_objection_sent_by_four_hands_is_one(app: Flask, client_for: ClientFor, url: str) -> None:
    teachers = [client_for("class_teacher") for _n in range(4)]
    typed = {"words": "少了一次", "mark": mark_on(teachers[0], url)}
    assert at_once(teachers, f"{url}/object", typed) == [302] * 4
    assert stored(app)[:2] == ("objected", ["少了一次"])


def test_the_same_words_after_an_answer_are_another_objection(app: Flask, url: str) -> None:
    with app.app_context(), school_scope(1):
        teacher, row = account("class_teacher1"), statement()
        first = object_to(actor=teacher, row=row, words="少了一次")
        assert object_to(actor=teacher, row=row, words=" 少了一次 ") is first
        answer(actor=account("office1"), objection=first, words="已补")
        assert object_to(actor=teacher, row=row, words="少了一次") is not first


def test_one_correction_by_two_of_the_office_is_one(app: Flask, client_for: ClientFor, url: str) -> None:
    office = [client_for("office"), client_for("office")]
    typed = {"milli": "1.2", "reason": "代课", "mark": mark_on(office[0], url)}
    assert at_once(office, f"{url}/correct", typed) == [302, 409]
    assert stored(app)[2] == [1200]
    told = office[0].post(f"{url}/correct", data=typed)
    assert CHANGED in told.text and 'value="1.2"' in told.text, "what was typed stays"


def test_a_confirmation_sent_twice_counts_once(app: Flask, client_for: ClientFor, url: str) -> None:
    teacher = client_for("class_teacher")
    seen = {"mark": mark_on(teacher, url)}
    assert [teacher.post(f"{url}/confirm", data=seen).status_code for _n in range(2)] == [302, 302]
    with app.app_context(), school_scope(1):
        assert list(db.session.scalars(select(AuditEvent.action).where(AuditEvent.action == "confirm"))) == ["confirm"]
