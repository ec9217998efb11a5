"""Opening and computing a period: what cannot be, what stays, who is asked again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.workload.models import WorkPeriod
from careplan.workload.period_operations import compute_period, open_period, remove_period
from careplan.workload.statement_operations import confirm, object_to
from tests.workload.done import (
    AFTER,
    FIRST,
    LAST,
    account,
    computed,
    opened,
    statement,
)

pytestmark = pytest.mark.usefixtures("in_school_1")


@pytest.mark.plan("S51", "S52")
def test_a_statement_by_hand() -> None:
    computed()
    row = statement()
    weeks = 21  # teaching weeks of the term in which the squad's counselor holds the post
    session = 1200 + 500
    assert row.milli == session + 1500 + 600 + weeks * 1000
    assert row.fen == row.milli * 25 // 10
    assert (row.state, row.period.check_until) == ("waiting", AFTER.date() + timedelta(days=7))


def test_computing_again_changes_nothing_and_keeps_confirmations() -> None:
    period = computed()
    with fixed(AFTER):
        confirm(actor=account("class_teacher1"), row=statement())
        before = [(row.staff_id, row.milli, row.lines, row.version) for row in period.statements]
        assert compute_period(actor=account("office1"), period=period) == 0
    assert [(row.staff_id, row.milli, row.lines, row.version) for row in period.statements] == before
    assert statement().state == "confirmed"


@pytest.mark.parametrize(
    ("first", "last"),
    [(LAST, FIRST), (date(2026, 9, 1), date(2027, 7, 1)), (date(2026, 1, 1), date(2026, 1, 31))],
)
def test_a_period_that_cannot_be_is_refused(first: date, last: date) -> None:
    with pytest.raises(Refused):
        open_period(actor=account("office1"), name="x", name_en="x", first=first, last=last)


def test_two_periods_share_no_day() -> None:
    opened()
    with pytest.raises(Refused, match="第一学期"):
        open_period(actor=account("office1"), name="x", name_en="x", first=LAST, last=LAST + timedelta(days=30))


def test_a_period_is_computed_when_it_is_over() -> None:
    row = opened()
    with fixed(AFTER - timedelta(days=4)), pytest.raises(Refused):
        compute_period(actor=account("office1"), period=row)


def test_a_period_opened_by_mistake_is_taken_out_until_somebody_objected() -> None:
    period = computed()
    object_to(actor=account("class_teacher1"), row=statement(), words="少")
    with pytest.raises(Refused):
        remove_period(actor=account("office1"), period=period)
    for row in period.statements:
        row.objections.clear()
    record(actor_id=None, action="x", entity="x")
    remove_period(actor=account("office1"), period=period)
    assert db.session.scalars(select(WorkPeriod)).all() == []
