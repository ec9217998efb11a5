"""What changes aid: steps in their order, a ledger that refuses, amounts over time; nothing is deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from careplan.aid.case_operations import (
    WrongAmount,
    WrongDay,
    change_rate,
    note_step,
    open_case,
    take_back_rate,
    take_back_step,
)
from careplan.aid.cost_operations import add_cost, end_cost
from careplan.aid.ledger_operations import LedgerFault, WrongEntryDay, add_entry, split_money, take_back_entry
from careplan.aid.load import balance_of_case, benefit_of, happened
from careplan.aid.models import AidEntry
from careplan.aid.rates import rate_on
from careplan.aid.words import CostWords, EntryWords, last_state
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from tests.aid.helped import case_words, child_of, grant

pytestmark = pytest.mark.usefixtures("in_school_1")
DAY = timedelta(days=1)


@pytest.mark.plan("C26")
def test_a_case_goes_from_asked_to_granted_to_ended() -> None:
    case = open_case(actor_id=None, child=child_of(), words=case_words(state="asked"))
    note_step(actor_id=None, case=case, state="granted", day=today() - 2 * DAY, fen=300000, note="")
    assert balance_of_case(case).granted == 300000
    with pytest.raises(Refused):
        note_step(actor_id=None, case=case, state="refused", day=today(), fen=None, note="")
    note_step(actor_id=None, case=case, state="ended", day=today(), fen=None, note="")
    assert [step.state for step in happened(case)] == ["asked", "granted", "ended"]


def test_a_step_is_not_before_the_last_one_and_not_ahead() -> None:
    case = open_case(actor_id=None, child=child_of(), words=case_words(state="asked", day=today() - 3 * DAY))
    for day in (today() - 4 * DAY, today() + DAY):
        with pytest.raises(WrongDay):
            note_step(actor_id=None, case=case, state="granted", day=day, fen=1, note="")


def test_a_refusal_can_be_asked_for_again_and_a_slip_be_taken_back() -> None:
    case = open_case(actor_id=None, child=child_of(), words=case_words(state="asked"))
    step = note_step(actor_id=None, case=case, state="refused", day=today(), fen=None, note="收入超标")
    take_back_step(actor_id=None, step=step, reason="点错了")
    assert last_state(happened(case)) == "asked"
    assert (len(case.steps), step.reason) == (2, "点错了")
    with pytest.raises(Refused):
        take_back_step(actor_id=None, step=case.steps[0], reason="x")


def test_a_grant_on_which_money_arrived_cannot_be_taken_back() -> None:
    case = open_case(actor_id=None, child=child_of(), words=case_words(state="asked"))
    step = note_step(actor_id=None, case=case, state="granted", day=today(), fen=100, note="")
    add_entry(actor_id=None, case=case, words=EntryWords("paid", today(), 100))
    with pytest.raises(LedgerFault):
        take_back_step(actor_id=None, step=step, reason="x")


@pytest.mark.plan("C27")
def test_one_grant_is_split_and_spent_down_to_zero_and_more_is_refused() -> None:
    case = grant(child_of())
    split_money(actor_id=None, case=case, day=today(), parts={"debt": 300000, "prepayment": 100000})
    with pytest.raises(LedgerFault):
        split_money(actor_id=None, case=case, day=today(), parts={"clothes": 1})
    for purpose, fen in (("debt", 300000), ("prepayment", 100000)):
        add_entry(actor_id=None, case=case, words=EntryWords("spent", today(), fen, purpose))
    assert balance_of_case(case).unused == 0
    with pytest.raises(LedgerFault):
        add_entry(actor_id=None, case=case, words=EntryWords("spent", today(), 1, "debt"))


def test_a_split_that_does_not_fit_leaves_no_part_of_it() -> None:
    case = grant(child_of())
    with pytest.raises(LedgerFault):
        split_money(actor_id=None, case=case, day=today(), parts={"debt": 300000, "clothes": 100001})
    assert balance_of_case(case).split == {}


@pytest.mark.parametrize(
    "words",
    [
        EntryWords("gift", today(), 1), EntryWords("spent", today(), 1, "nonsense"), EntryWords("spent", today(), None, "debt"),
        EntryWords("goods", today(), 1, "clothes"), EntryWords("paid", today(), None),
    ],
)  # fmt: skip
def test_a_line_that_says_too_little_is_refused(words: EntryWords) -> None:
    case = grant(child_of(), paid=None)
    with pytest.raises(Refused):
        add_entry(actor_id=None, case=case, words=words)
    assert db.session.scalar(select(func.count(AidEntry.id))) == 0


def test_a_line_lies_neither_ahead_nor_before_birth_nor_before_the_grant() -> None:
    case = grant(child_of(), paid=None)
    for day in (today() + DAY, child_of().birth_date - DAY):
        with pytest.raises(WrongEntryDay):
            add_entry(actor_id=None, case=case, words=EntryWords("paid", day, 1))
    asked = open_case(actor_id=None, child=child_of(), words=case_words(state="asked"))
    with pytest.raises(Refused):
        add_entry(actor_id=None, case=asked, words=EntryWords("paid", today(), 1))


def test_the_same_form_sent_twice_counts_once() -> None:
    case, words = grant(child_of(), paid=None), EntryWords("paid", today(), 500, key="abc")
    first = add_entry(actor_id=None, case=case, words=words)
    assert add_entry(actor_id=None, case=case, words=words) is first
    assert balance_of_case(case).paid == 500


def test_a_line_is_taken_back_once_with_a_reason_and_stays_on_record() -> None:
    case = grant(child_of())
    spent = add_entry(actor_id=None, case=case, words=EntryWords("spent", today(), 100, "debt"))
    with pytest.raises(LedgerFault):
        take_back_entry(actor_id=None, row=case.entries[0], reason="x")
    contra = take_back_entry(actor_id=None, row=spent, reason="记错了")
    assert (contra.undoes_id, contra.fen, contra.reason) == (spent.id, 100, "记错了")
    assert balance_of_case(case).spent == {}
    for row in (spent, contra):
        with pytest.raises(Refused):
            take_back_entry(actor_id=None, row=row, reason="x")
    assert len(case.entries) == 3


@pytest.mark.plan("C30")
def test_the_allowance_rises_from_245_to_650_and_the_old_amount_stays() -> None:
    since, rise = today() - 90 * DAY, today() - 10 * DAY
    case = grant(child_of(), paid=None, kind="subsistence", monthly=True, pay_day=10, fen=24500, day=since)
    change_rate(actor_id=None, case=case, since=rise, fen=65000, note="")
    rates = benefit_of(case).rates
    found = [rate_on(rates, day) for day in (since - DAY, since, rise - DAY, rise)]
    assert [rate and rate.fen for rate in found] == [None, 24500, 24500, 65000]
    with pytest.raises(WrongDay):
        change_rate(actor_id=None, case=case, since=rise, fen=1, note="")


def test_a_monthly_benefit_needs_an_amount_and_keeps_one() -> None:
    with pytest.raises(WrongAmount):
        open_case(actor_id=None, child=child_of(), words=case_words(monthly=True, fen=None))
    case = grant(child_of(), paid=None, monthly=True, fen=24500)
    with pytest.raises(Refused):
        take_back_rate(actor_id=None, rate=case.rates[0], reason="x")
    change_rate(actor_id=None, case=case, since=today(), fen=65000, note="")
    take_back_rate(actor_id=None, rate=case.rates[0], reason="x")
    assert [rate.fen for rate in benefit_of(case).rates] == [65000]
    assert len(case.rates) == 2


def test_nothing_comes_after_a_benefit_has_ended() -> None:
    case = grant(child_of(), paid=None, monthly=True, fen=24500)
    note_step(actor_id=None, case=case, state="ended", day=today(), fen=None, note="")
    assert benefit_of(case).ends_on == today()


COST = CostWords("boarding", 60000, "monthly", 15, today(), None, school_time=True)


@pytest.mark.parametrize(
    "changes",
    [{"rhythm": "daily"}, {"purpose": "x"}, {"fen": 0}, {"until": today() - DAY}, {"since": today() - 4000 * DAY}],
)
def test_a_cost_that_cannot_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Refused):
        add_cost(actor_id=None, child=child_of(), words=replace(COST, **changes))  # type: ignore[arg-type]


def test_a_cost_ends_after_it_began() -> None:
    row = add_cost(actor_id=None, child=child_of(), words=COST)
    with pytest.raises(Refused):
        end_cost(actor_id=None, row=row, until=today() - DAY)
    end_cost(actor_id=None, row=row, until=today())
    assert row.until == today()
