"""Work by hand is decided by another person; leaders share a session."""

from __future__ import annotations

from datetime import time

import pytest

from careplan.clock import fixed
from careplan.db import db
from careplan.errors import NotAllowed, Refused
from careplan.workload.entry_operations import (
    EntryWords,
    decide_entry,
    enter_work,
    may_decide,
    share_session,
    take_out_entry,
)
from careplan.workload.period_operations import lock_period
from tests.workload.done import (
    AFTER,
    LATER,
    VISITED,
    account,
    computed,
    following,
    led_together,
    person,
    signed,
    statement,
)

pytestmark = pytest.mark.usefixtures("in_school_1")


@pytest.mark.plan("S52")
def test_leaders_of_one_session_get_its_fen_together() -> None:
    row = led_together()
    share_session(actor=account("head_counselor1"), team_session=row, weights={person("T3"): 2, person("T6"): 1})
    computed()
    lines = [
        one
        for who in ("T3", "T6")
        for one in statement(who).lines
        if one["source_id"] == row.id and one["source"] == "session"
    ]
    assert sorted((one["kind"], one["counted"], one["fen"]) for one in lines) == [
        ("preparation", 167, 417), ("preparation", 333, 833), ("session", 400, 1000), ("session", 800, 2000),
    ]  # fmt: skip


def test_work_by_hand_is_decided_by_another_than_did_or_entered_it() -> None:
    teacher, office, head = account("class_teacher1"), account("office1"), account("head_counselor1")
    words = EntryWords(VISITED, time(16), time(17), "送学生")
    with fixed(AFTER):
        own = enter_work(actor=teacher, staff_id=person("T3"), words=words)
        by_office = enter_work(actor=office, staff_id=person("T3"), words=words)
        assert not may_decide(teacher, own) and not may_decide(office, by_office) and may_decide(head, by_office)
        with pytest.raises(NotAllowed):
            decide_entry(actor=office, row=by_office, accept=True)
        with pytest.raises(NotAllowed):
            enter_work(actor=teacher, staff_id=person("T1"), words=words)
        with pytest.raises(Refused):
            decide_entry(actor=head, row=own, accept=False, reason="")
        decide_entry(actor=head, row=own, accept=True)
        with pytest.raises(Refused):
            decide_entry(actor=office, row=own, accept=False, reason="不")
        with pytest.raises(Refused):
            take_out_entry(actor=teacher, row=own)
        head.staff_id = person("T3")
        assert not may_decide(head, by_office)


@pytest.mark.parametrize(
    "weights", [{"T3": 1}, {"T3": 1, "T1": 1}, {"T3": 0, "T6": 0}, {"T3": -1, "T6": 1}, {"T3": 101, "T6": 1}]
)
def test_shares_that_cannot_be_are_refused(weights: dict[str, int]) -> None:
    row = led_together()
    with pytest.raises(Refused):
        share_session(
            actor=account("head_counselor1"),
            team_session=row,
            weights={person(who): one for who, one in weights.items()},
        )


def test_shares_wait_while_the_period_is_signed_and_count_late_when_it_is_locked() -> None:
    row = led_together()
    period = signed()
    weights = {person("T3"): 3, person("T6"): 1}
    with pytest.raises(Refused):
        share_session(actor=account("head_counselor1"), team_session=row, weights=weights)
    with fixed(LATER):
        lock_period(actor=account("office1"), period=period)
    share_session(actor=account("head_counselor1"), team_session=row, weights=weights)
    db.session.commit()
    following()
    assert sum(one["milli"] for who in ("T3", "T6") for one in statement(who).late) == 0
    assert sum(one["milli"] for one in statement("T3").late) == 300 + 125
