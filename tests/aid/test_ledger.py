"""The ledger: sums in fen equal the grant, the order does not matter, nothing falls below zero, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.aid.ledger import (
    GOODS,
    NOT_THERE,
    OVERASSIGNED,
    OVERPAID,
    PAID,
    SPENT,
    SPLIT,
    Entry,
    balance_of,
    fault_with,
    standing,
)

DAY = date(2026, 11, 5)
PURPOSES = ("debt", "prepayment", "clothes")


def line(number: int, kind: str, yuan: int | None, purpose: str = "", undoes: int | None = None) -> Entry:
    return Entry(number, kind, DAY, None if yuan is None else yuan * 100, purpose, undoes)


STORY = [
    line(1, PAID, 4000),
    line(2, SPLIT, 3000, "debt"),
    line(3, SPLIT, 1000, "prepayment"),
    line(4, SPENT, 3000, "debt"),
    line(5, SPENT, 1000, "prepayment"),
]


@pytest.mark.plan("C26", "C27")
def test_a_grant_is_split_over_debt_and_prepayment_down_to_zero() -> None:
    begun, ended = balance_of(STORY[:3], 400000), balance_of(STORY, 400000)
    assert (begun.kept, begun.unassigned) == ({"debt": 300000, "prepayment": 100000}, 0)
    assert (ended.spent, ended.kept, ended.unused, ended.in_hand) == ({"debt": 300000, "prepayment": 100000}, {}, 0, 0)


@pytest.mark.parametrize(
    ("before", "added", "fault"),
    [
        (STORY[:1], line(9, PAID, 1), OVERPAID),
        (STORY[:3], line(9, SPLIT, 1, "clothes"), OVERASSIGNED),
        (STORY[:3], line(9, SPENT, 3001, "debt"), OVERASSIGNED),
        (STORY[1:3], line(9, SPENT, 1, "debt"), NOT_THERE),
        (STORY, line(9, SPENT, 1, "debt"), OVERASSIGNED),
        (STORY, line(9, PAID, 4000, undoes=1), NOT_THERE),
        (STORY[:1], line(9, SPENT, 4000, "clothes"), None),
        (STORY, line(9, SPENT, 3000, "debt", undoes=4), None),
    ],
)
def test_what_would_bring_a_part_below_zero_is_refused(before: list[Entry], added: Entry, fault: str | None) -> None:
    assert fault_with(before, [added], 400000) == fault


def test_a_smaller_grant_than_what_arrived_is_refused() -> None:
    assert fault_with(STORY, [], 399999) == OVERPAID


def test_of_a_monthly_benefit_only_what_arrived_can_be_used() -> None:
    arrived = [line(1, PAID, 245), line(2, PAID, 245)]
    assert balance_of(arrived, None).unassigned == 49000
    assert fault_with(arrived, [line(3, SPENT, 490, "boarding")], None) is None
    assert fault_with(arrived, [line(3, SPENT, 491, "boarding")], None) == OVERASSIGNED


@pytest.mark.plan("C34")
def test_goods_stand_beside_the_money_with_a_value_or_without() -> None:
    found = balance_of([*STORY, line(6, GOODS, 180, "clothes"), line(7, GOODS, None, "study")], 400000)
    assert (found.goods, found.goods_without_value, found.unused) == (18000, 1, 0)


def test_what_was_taken_back_no_longer_counts_and_is_still_there() -> None:
    entries = [*STORY, line(6, SPENT, 3000, "debt", undoes=4)]
    assert balance_of(entries, 400000) == balance_of([*STORY[:3], STORY[4]], 400000)
    assert [row.id for row in standing(entries)] == [1, 2, 3, 5]
    assert len(entries) == 6


@st.composite
def attempts(draw: st.DrawFn) -> list[Entry]:
    """Lines that somebody tries to enter one after another, some of them taking an earlier one back."""
    found: list[Entry] = []
    for number in range(draw(st.integers(0, 25))):
        if found and draw(st.integers(0, 3)) == 0:
            target = draw(st.sampled_from(found))
            found.append(Entry(number, target.kind, DAY, target.fen, target.purpose, undoes=target.id))
            continue
        kind = draw(st.sampled_from([PAID, SPLIT, SPENT, GOODS]))
        fen = draw(st.integers(1, 3000))
        purpose = "" if kind == PAID else draw(st.sampled_from(PURPOSES))
        found.append(Entry(number, kind, DAY, fen, purpose))
    return found


def accepted(tried: list[Entry], granted: int | None) -> list[Entry]:
    """What a ledger that refuses keeps of it; a line is taken back once at the most, and no contra-entry is."""
    kept: list[Entry] = []
    for one in tried:
        able = one.undoes is None or one.undoes in {row.id for row in standing(kept)}
        if able and fault_with(kept, [one], granted) is None:
            kept.append(one)
    return kept


grants = st.one_of(st.none(), st.integers(0, 6000))


@given(attempts(), grants)
def test_the_parts_always_sum_to_the_grant_in_fen(tried: list[Entry], granted: int | None) -> None:
    found = balance_of(accepted(tried, granted), granted)
    assert found.spent_total + sum(found.kept.values()) + found.unassigned == found.basis
    assert found.basis == (found.paid if granted is None else granted)
    assert found.to_come + found.in_hand + found.spent_total == found.basis


@given(attempts(), grants)
def test_no_part_is_ever_below_zero(tried: list[Entry], granted: int | None) -> None:
    kept: list[Entry] = []
    for one in accepted(tried, granted):
        kept.append(one)
        found = balance_of(kept, granted)
        parts = [found.to_come, found.unassigned, found.unused, found.in_hand, *found.kept.values()]
        assert min(parts) >= 0


@given(attempts(), grants, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(tried: list[Entry], granted: int | None, chance: object) -> None:
    kept = accepted(tried, granted)
    mixed = list(kept)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert balance_of(mixed, granted) == balance_of(kept, granted)


@given(attempts())
def test_taking_a_line_back_is_as_if_it_had_never_been(tried: list[Entry]) -> None:
    kept = [one for one in accepted(tried, 6000) if one.undoes is None]
    for one in kept:
        contra = Entry(99, one.kind, DAY, one.fen, one.purpose, undoes=one.id)
        assert balance_of([*kept, contra], 6000) == balance_of([row for row in kept if row != one], 6000)
