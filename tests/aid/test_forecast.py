"""“The money ends on …”, against tables computed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.aid.forecast import ENDS, LASTS, MONTHLY, NO_COSTS, ONCE, TERM, Cost, Given, advance_of, outlook
from careplan.aid.rates import Benefit, Rate, payments, rate_on, spans

TERMS = ((date(2026, 9, 1), date(2027, 1, 22)), (date(2027, 3, 1), date(2027, 7, 2)))
BOARDING = Cost(60000, MONTHLY, 15, date(2026, 9, 1), school_time=True)
OLD = Rate(date(2026, 9, 1), 24500)
NEW = Rate(date(2027, 1, 1), 65000)
STORY = Given(
    day=date(2026, 11, 20),
    unused=0,
    benefits=(Benefit((OLD,), pay_day=10),),
    costs=(BOARDING,),
    prepaid=((date(2026, 11, 5), 100000),),
    terms=TERMS,
)


@pytest.mark.plan("C27", "C30")
def test_the_story_with_the_old_allowance_ends_in_january() -> None:
    """1,000 ahead − 600 of 15 Nov = 400; 10 Dec +245 = 645; 15 Dec −600 = 45; 10 Jan +245 = 290; 15 Jan −600: 310 short."""
    found = outlook(STORY)
    assert (found.state, found.start, found.ends_on, found.short) == (ENDS, 40000, date(2027, 1, 15), 31000)
    assert [(step.day, step.left) for step in found.steps] == [
        (date(2026, 12, 10), 64500),
        (date(2026, 12, 15), 4500),
        (date(2027, 1, 10), 29000),
    ]


@pytest.mark.plan("C30")
def test_the_new_allowance_of_650_lasts() -> None:
    """650 comes and 600 goes each month of school, and nothing goes in the holidays."""
    found = outlook(replace(STORY, benefits=(Benefit((OLD, NEW), pay_day=10),)))
    assert (found.state, found.ends_on) == (LASTS, None)
    assert found.steps[2:6] == (
        replace(found.steps[2], day=date(2027, 1, 10), fen=65000, left=69500),
        replace(found.steps[3], day=date(2027, 1, 15), fen=-60000, left=9500),
        replace(found.steps[4], day=date(2027, 2, 10), fen=65000, left=74500),
        replace(found.steps[5], day=date(2027, 3, 10), fen=65000, left=139500),
    )


def test_a_fee_of_each_term_falls_due_when_the_term_begins_and_the_calendar_is_carried_on() -> None:
    """2,500 in hand, 1,000 a term: 1 Mar 2027, 1 Sep 2027; 1 Mar 2028 finds 500."""
    fee = Cost(100000, TERM, 1, date(2026, 9, 1))
    found = outlook(replace(STORY, unused=250000, benefits=(), costs=(fee,), prepaid=()))
    assert [step.day for step in found.steps] == [date(2027, 3, 1), date(2027, 9, 1)]
    assert (found.ends_on, found.short) == (date(2028, 3, 1), 50000)


def test_a_cost_that_comes_once_and_one_that_has_ended() -> None:
    glasses = Cost(30000, ONCE, 1, date(2026, 12, 1))
    ended = Cost(99900, MONTHLY, 5, date(2026, 9, 1), until=date(2026, 10, 31))
    found = outlook(replace(STORY, unused=29999, benefits=(), costs=(glasses, ended), prepaid=()))
    assert (found.ends_on, found.short) == (date(2026, 12, 1), 1)


def test_money_of_a_day_comes_before_it_goes() -> None:
    monthly = replace(BOARDING, day=10, fen=24500, school_time=False)
    assert outlook(replace(STORY, unused=0, costs=(monthly,), paid=((date(2026, 11, 10), 24500),))).state == LASTS


def test_without_a_known_cost_there_is_no_date() -> None:
    assert outlook(replace(STORY, costs=(), unused=1)).state == NO_COSTS


def test_a_benefit_that_ends_is_counted_to_its_last_day() -> None:
    """Nothing in hand, 600 in and 600 out; the last 600 come on 10 Feb, rest in February, go on 15 Mar; April finds none."""
    benefit = Benefit((Rate(date(2026, 9, 1), 60000),), 10, ends_on=date(2027, 2, 28))
    found = outlook(replace(STORY, benefits=(benefit,), prepaid=(), paid=((date(2026, 11, 15), 60000),)))
    assert (found.ends_on, found.short) == (date(2027, 4, 15), 60000)


def test_what_fell_due_this_month_and_is_not_paid_goes_out_first() -> None:
    found = outlook(replace(STORY, unused=59999, prepaid=()))
    assert (found.owed, found.ends_on, found.short) == (60000, date(2026, 11, 20), 1)
    paid = outlook(replace(STORY, unused=59999, prepaid=(), paid=((date(2026, 11, 14), 60000),)))
    assert (paid.owed, paid.ends_on) == (0, date(2027, 1, 15))


@pytest.mark.parametrize(
    ("prepaid", "paid", "left", "owed"),
    [
        ([], [], 0, 60000),
        ([(date(2026, 11, 5), 100000)], [], 40000, 0),
        ([(date(2026, 9, 20), 100000)], [], 0, 20000),
        ([(date(2026, 9, 20), 100000)], [(date(2026, 10, 16), 60000)], 40000, 0),
        ([(date(2026, 9, 20), 100000)], [(date(2026, 10, 16), 60000), (date(2026, 11, 14), 60000)], 100000, 0),
        ([(date(2026, 11, 15), 100000)], [], 100000, 60000),
        ([(date(2026, 12, 1), 100000)], [], 0, 60000),
    ],
)
def test_money_paid_ahead_is_used_up_by_the_costs_after_it(
    prepaid: list[tuple[date, int]], paid: list[tuple[date, int]], left: int, owed: int
) -> None:
    assert advance_of(replace(STORY, prepaid=tuple(prepaid), paid=tuple(paid))) == (left, owed)


@given(st.integers(0, 500000), st.integers(0, 200000), st.integers(0, 90000))
def test_more_money_never_ends_sooner(unused: int, more: int, monthly: int) -> None:
    benefits = (Benefit((Rate(date(2026, 9, 1), monthly),), 10),) if monthly else ()
    poorer = outlook(replace(STORY, unused=unused, benefits=benefits))
    richer = outlook(replace(STORY, unused=unused + more, benefits=benefits))
    assert (richer.ends_on or date.max) >= (poorer.ends_on or date.max)
    assert all(step.left >= 0 for step in richer.steps)


@pytest.mark.plan("C30")
def test_an_amount_holds_from_its_day_until_the_next() -> None:
    benefit = Benefit((NEW, OLD), pay_day=31, ends_on=date(2027, 2, 28))
    assert rate_on(benefit.rates, date(2026, 8, 31)) is None
    assert rate_on(benefit.rates, date(2026, 12, 31)) == OLD
    assert payments(benefit, date(2026, 11, 15), date(2027, 12, 31)) == [
        (date(2026, 11, 30), 24500), (date(2026, 12, 31), 24500), (date(2027, 1, 31), 65000), (date(2027, 2, 28), 65000),
    ]  # fmt: skip
    assert spans(benefit) == [
        (date(2026, 9, 1), date(2026, 12, 31), 24500),
        (date(2027, 1, 1), date(2027, 2, 28), 65000),
    ]
