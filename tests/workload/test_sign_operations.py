"""The signature: legal steps only, two people, kept to the byte, taken back with a reason, locked."""

from __future__ import annotations

import json
from datetime import time

import pytest
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import NotAllowed, Refused
from careplan.workload.entry_operations import (
    EntryWords,
    enter_work,
    take_out_entry,
)
from careplan.workload.freezing import made_again, sha256
from careplan.workload.models import WorkStatement
from careplan.workload.period_operations import compute_period, lock_period, remove_period
from careplan.workload.queries import signers, to_countersign
from careplan.workload.sign_operations import sign_period, take_back, what_hinders
from careplan.workload.statement_operations import confirm, correct, countersign, object_to
from tests.workload.done import (
    AFTER,
    LATER,
    VISITED,
    account,
    computed,
    locked,
    person,
    signed,
    statement,
)

pytestmark = pytest.mark.usefixtures("in_school_1")


@pytest.mark.plan("S52")
def test_a_period_is_signed_when_everybody_confirmed_or_had_the_time() -> None:
    period = computed()
    with fixed(AFTER):
        assert what_hinders(account("principal1"), period).unconfirmed == 1, "only one person has an account"
        with pytest.raises(Refused):
            sign_period(actor=account("principal1"), period=period)
        confirm(actor=account("class_teacher1"), row=statement())
        sign_period(actor=account("principal1"), period=period)
    assert (period.state, period.signed_name) == ("signed", "principal 1")


def test_an_open_objection_stops_the_signature_however_late_it_is() -> None:
    period = computed()
    object_to(actor=account("class_teacher1"), row=statement(), words="少了一次")
    with fixed(LATER), pytest.raises(Refused):
        sign_period(actor=account("principal1"), period=period)


def test_work_by_hand_that_nobody_decided_on_stops_the_signature() -> None:
    period = computed()
    words = EntryWords(VISITED, time(16), time(17), "送学生")
    with fixed(LATER):
        row = enter_work(actor=account("class_teacher1"), staff_id=person("T3"), words=words)
        assert what_hinders(account("principal1"), period).entries_waiting == 1
        with pytest.raises(Refused):
            sign_period(actor=account("principal1"), period=period)
        take_out_entry(actor=account("class_teacher1"), row=row)
        sign_period(actor=account("principal1"), period=period)


def test_who_computed_or_corrected_never_signs() -> None:
    period = computed()
    both = account("principal1")
    both.roles = ["principal", "office"]
    with fixed(LATER):
        correct(actor=both, row=statement(), milli=100, reason="更正")
        with pytest.raises(Refused):
            sign_period(actor=both, period=period)


def test_the_signers_own_statement_wants_a_counter_signature() -> None:
    period = computed()
    principal = account("principal1")
    principal.staff_id = person("T1")
    with fixed(LATER):
        with pytest.raises(Refused):
            sign_period(actor=principal, period=period)
        confirm(actor=principal, row=statement("T1"))
        assert [one.id for one in to_countersign(signers())] == [statement("T1").id]
        countersign(actor=account("office1"), row=statement("T1"))
        assert to_countersign(signers()) == []
        sign_period(actor=principal, period=period)


@pytest.mark.plan("S52")
def test_a_signed_statement_is_kept_and_comes_out_the_same() -> None:
    signed()
    rows = db.session.scalars(select(WorkStatement)).all()
    assert len(rows) >= 2
    for row in rows:
        assert made_again(row.content) == row.content
        assert sha256(row.content) == row.sha256
    kept = json.loads(statement().content)
    assert (kept["total_milli"], kept["total_fen"]) == (statement().milli, statement().fen)
    assert kept["rules"]["number"] == 1 and kept["signed"]["by"] == "principal 1"
    summary = json.loads(rows[0].period.summary)
    assert summary["total_fen"] == sum(row.fen or 0 for row in rows)


def test_a_signed_period_stands_against_every_change() -> None:
    period = signed()
    office, teacher, row = account("office1"), account("class_teacher1"), statement()
    with fixed(LATER):
        for act in (
            lambda: compute_period(actor=office, period=period),
            lambda: correct(actor=office, row=row, milli=100, reason="x"),
            lambda: countersign(actor=office, row=row),
            lambda: object_to(actor=teacher, row=row, words="x"),
            lambda: confirm(actor=teacher, row=row),
            lambda: remove_period(actor=office, period=period),
            lambda: sign_period(actor=account("principal1"), period=period),
        ):
            with pytest.raises(Refused):
                act()


def test_a_signature_is_taken_back_with_a_reason_until_the_lock() -> None:
    period = signed()
    principal = account("principal1")
    with fixed(LATER):
        with pytest.raises(Refused):
            take_back(actor=principal, period=period, reason=" ")
        take_back(actor=principal, period=period, reason="算错了")
        assert (period.state, period.sha256, statement().content) == ("computed", "", "")
        sign_period(actor=principal, period=period)
        lock_period(actor=account("office1"), period=period)
        with pytest.raises(Refused):
            take_back(actor=principal, period=period, reason="太晚")


@pytest.mark.parametrize(
    ("act", "who"),
    [
        (lambda period, who: compute_period(actor=who, period=period), "principal1"),
        (lambda period, who: sign_period(actor=who, period=period), "office1"),
        (lambda period, who: lock_period(actor=who, period=period), "principal1"),
        (lambda period, who: take_back(actor=who, period=period, reason="x"), "office1"),
        (lambda period, who: remove_period(actor=who, period=period), "head_counselor1"),
    ],
)
def test_each_step_is_somebodys(act: object, who: str) -> None:
    period = computed()
    with pytest.raises(NotAllowed):
        act(period, account(who))  # type: ignore[operator]


def test_every_step_stands_in_the_log() -> None:
    locked()
    actions = set(db.session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "work_period")))
    assert actions == {"open", "compute", "sign", "lock"}
