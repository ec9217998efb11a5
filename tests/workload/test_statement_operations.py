"""A statement is objected to, answered and corrected by somebody else; nothing is overwritten."""

from __future__ import annotations

import pytest

from careplan.clock import fixed
from careplan.errors import NotAllowed, Refused
from careplan.workload.period_operations import compute_period
from careplan.workload.statement_operations import answer, confirm, correct, countersign, object_to
from tests.sessions.schedule import session_of
from tests.workload.done import (
    AFTER,
    account,
    call,
    computed,
    led_together,
    statement,
)

pytestmark = pytest.mark.usefixtures("in_school_1")


def test_who_has_a_changed_statement_is_asked_again_and_nobody_else() -> None:
    period = computed()
    with fixed(AFTER):
        confirm(actor=account("class_teacher1"), row=statement())
        call(session_of("2025-1"))
        assert compute_period(actor=account("office1"), period=period) == 1
        assert statement().state == "confirmed"
        led_together()
        compute_period(actor=account("office1"), period=period)
    assert statement().state == "waiting"


def test_an_objection_is_answered_by_another_and_the_person_looks_again() -> None:
    computed()
    teacher, row = account("class_teacher1"), statement()
    with pytest.raises(Refused):
        object_to(actor=teacher, row=row, words="  ")
    objection = object_to(actor=teacher, row=row, words="少了一次")
    with pytest.raises(Refused):
        confirm(actor=teacher, row=row)
    answer(actor=account("office1"), objection=objection, words="已补上")
    assert row.state == "waiting"
    with pytest.raises(Refused):
        answer(actor=account("office1"), objection=objection, words="再来")
    confirm(actor=teacher, row=row)
    assert row.state == "confirmed"


@pytest.mark.plan("S52")
def test_a_correction_is_a_line_of_its_own() -> None:
    computed()
    row, before = statement(), statement().milli
    lines = list(row.lines)
    correct(actor=account("office1"), row=row, milli=600, reason="替同事带了一次")
    correct(actor=account("office1"), row=row, milli=-100, reason="多计")
    assert (row.milli, row.lines) == (before + 500, lines)
    assert [(one.milli, one.fen) for one in row.corrections] == [(600, 1500), (-100, -250)]
    with pytest.raises(Refused):
        correct(actor=account("office1"), row=row, milli=-row.milli - 1, reason="全部")
    with pytest.raises(Refused):
        correct(actor=account("office1"), row=row, milli=0, reason="没有")
    with pytest.raises(Refused):
        correct(actor=account("office1"), row=row, milli=1, reason=" ")


def test_nobody_decides_on_their_own() -> None:
    computed()
    office, row = account("office1"), statement()
    office.staff_id = row.staff_id
    for act in (
        lambda: correct(actor=office, row=row, milli=100, reason="给自己"),
        lambda: countersign(actor=office, row=row),
        lambda: answer(actor=office, objection=object_to(actor=office, row=row, words="少"), words="好"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nobody_confirms_or_objects_for_another() -> None:
    computed()
    for name in ("office1", "principal1", "head_counselor1"):
        with pytest.raises(NotAllowed):
            confirm(actor=account(name), row=statement())
        with pytest.raises(NotAllowed):
            object_to(actor=account(name), row=statement(), words="x")
