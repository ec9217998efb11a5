"""Whatever a teacher records: never above a cap, the order does not matter, computing again changes nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplan.training.credits.engine import credit, rounded
from careplan.training.credits.entry import Credited, Entry
from careplan.training.credits.rules import RuleSet
from careplan.training.credits.shipped import shipped_rule_sets
from careplan.training.credits.spans import cycle_of, term_of, year_of
from careplan.training.words import CATEGORIES, CONTENTS, ITEMS, LEVELS

RULES = tuple(shipped_rule_sets().values())
SETTLED = st.sampled_from([None, None, None, Decimal("2"), Decimal("7.5")])


KINDS = st.tuples(st.sampled_from(sorted(CATEGORIES)), st.sampled_from(sorted(LEVELS)), st.sampled_from(sorted(ITEMS)))


@st.composite
def entries(draw: st.DrawFn, most: int = 12) -> list[Entry]:
    """Of one or two kinds and within two years, so that caps are met and lessons meet each other."""
    kinds, year = draw(st.lists(KINDS, min_size=1, max_size=2)), draw(st.integers(2021, 2029))
    found = []
    for number in range(draw(st.integers(0, most))):
        category, level, item = draw(st.sampled_from(kinds))
        found.append(
            Entry(
                key=str(number),
                ends_on=draw(st.dates(date(year, 1, 1), date(year + 1, 12, 31))),
                category=category,
                level=draw(st.sampled_from([level, level, "county"])),
                item=item,
                contents=frozenset(draw(st.sets(st.sampled_from(sorted(CONTENTS)), max_size=2))),
                hours=Fraction(draw(st.integers(0, 800)), 4),
                attended=Fraction(draw(st.sampled_from([10, 10, 10, 8, 5])), 10),
                passed=draw(st.sampled_from([True, True, False])),
                same_content=draw(st.sampled_from(["", "A", "B"])),
                settled=draw(SETTLED),
            )
        )
    return found


def used(found: dict[str, Credited], rules: RuleSet) -> dict[tuple[Any, ...], Decimal]:
    """What counts under each cap in each of its periods, added up from the answers alone."""
    sums: defaultdict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for one in found.values():
        day = one.entry.ends_on
        spans = {"event": one.entry.key, "term": term_of(day), "year": year_of(day, rules.year_begins)}
        for cap in rules.caps:
            if one.rule and one.rule.code in (cap.rules or (one.rule.code,)):
                sums[cap.code, cap.at_most, spans.get(cap.per, cycle_of(day, rules))] += one.credits or Decimal(0)
    return sums


@pytest.mark.plan("S47")
@pytest.mark.parametrize("rules", RULES, ids=lambda one: one.code)
@settings(max_examples=20, deadline=None)
@given(rows=entries())
def test_nothing_is_above_a_cap(rules: RuleSet, rows: list[Entry]) -> None:
    found = credit([replace(row, settled=None) for row in rows], [rules])
    assert {key: total for key, total in used(found, rules).items() if total > key[1]} == {}


@pytest.mark.plan("S47")
@pytest.mark.parametrize("rules", RULES, ids=lambda one: one.code)
@settings(max_examples=20, deadline=None)
@given(rows=entries(), chance=st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(rules: RuleSet, rows: list[Entry], chance: Any) -> None:
    mixed = chance.sample(rows, len(rows))
    assert credit(mixed, [rules]) == credit(rows, [rules])


@pytest.mark.plan("S47")
@pytest.mark.parametrize("rules", RULES, ids=lambda one: one.code)
@settings(max_examples=20, deadline=None)
@given(rows=entries(), chance=st.randoms(use_true_random=False))
def test_who_entered_first_does_not_change_the_sum(rules: RuleSet, rows: list[Entry], chance: Any) -> None:
    """Other keys, as another order of entering would have given."""
    names = [f"n{number}" for number in range(len(rows))]
    chance.shuffle(names)
    renamed = [replace(row, key=name) for row, name in zip(rows, names, strict=True)]
    totals = [sum(one.credits or 0 for one in credit(some, [rules]).values()) for some in (rows, renamed)]
    assert totals[0] == totals[1]


@pytest.mark.plan("S47")
@pytest.mark.parametrize("rules", RULES, ids=lambda one: one.code)
@settings(max_examples=20, deadline=None)
@given(rows=entries())
def test_computing_again_changes_nothing(rules: RuleSet, rows: list[Entry]) -> None:
    """Again from the same; and again after everything was recognised as computed: what is settled stays."""
    first = credit(rows, [rules])
    settled = [replace(row, settled=first[row.key].credits) for row in rows]
    again = {key: one.credits for key, one in credit(settled, [rules]).items()}
    assert (credit(rows, [rules]), again) == (first, {key: one.credits for key, one in first.items()})


@settings(max_examples=100)
@given(amount=st.fractions(0, 100))
def test_rounding_is_to_the_nearest_step_and_a_half_goes_up(amount: Fraction) -> None:
    found = Fraction(rounded(amount, Decimal("0.1")))
    assert Fraction(-1, 20) < found - amount <= Fraction(1, 20)
