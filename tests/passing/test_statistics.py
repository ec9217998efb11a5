"""Published figures: no group under five, and none to be had by subtracting one issue from another (G10)."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplan.indicators.small_cells import LEAST
from careplan.passing.statistics import Table, publishable, safe_beside, table_of

COUNTS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=6, max_size=6)


def _table(counts: list[tuple[int, int]]) -> Table:
    return table_of([(f"{n}年级", girls, boys) for n, (girls, boys) in enumerate(counts)])


def _issue_all(populations: list[list[tuple[int, int]]]) -> list[Table]:
    issued: list[Table] = []
    for counts in populations:
        new = _table(counts)
        issued.append(publishable(new, issued) if issued else new)
    return issued


@given(st.lists(COUNTS, min_size=2, max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_small_group_is_shown_or_follows_from_two_issues(populations: list[list[tuple[int, int]]]) -> None:
    _check(populations)


@pytest.mark.slow
@given(st.lists(COUNTS, min_size=2, max_size=2))
@settings(max_examples=10_000, deadline=None)
def test_no_small_group_follows_from_ten_thousand_pairs(populations: list[list[tuple[int, int]]]) -> None:
    _check(populations)


def _check(populations: list[list[tuple[int, int]]]) -> None:
    issued = _issue_all(populations)
    shown = [n for table in issued for row in table for n in row.counts if n is not None]
    assert [n for n in (*shown, *_stretch_gaps(issued)) if 0 < n < LEAST] == []


def _stretch_gaps(issued: list[Table]) -> list[int]:
    cuts_apart = []
    for one, other in combinations(issued, 2):
        a, b = (_boundaries(table) for table in (one, other))
        common = sorted(a & b)
        for first, last in pairwise(common):
            for column in (0, 1):
                sums = [_between(table, first, last, column) for table in (one, other)]
                if None not in sums:
                    cuts_apart.append(abs(sums[0] - sums[1]))
    return cuts_apart


def _boundaries(table: Table) -> set[int]:
    ends, at = {0}, 0
    for row in table:
        at += len(row.keys)
        ends.add(at)
    return ends


def _between(table: Table, first: int, last: int, column: int) -> int | None:
    at, total = 0, 0
    for row in table:
        if first <= at < last:
            if row.counts[column] is None:
                return None
            total += row.counts[column]
        at += len(row.keys)
    return total


def test_one_child_more_keeps_the_former_issue() -> None:
    first = [(8, 9), (7, 7), (9, 9), (6, 8), (8, 8), (7, 9)]
    more = [(9, 9), *first[1:]]
    assert not safe_beside(_table(more), _table(first))
    assert publishable(_table(more), [_table(first)]) == _table(first)
    many = [(13, 9), *first[1:]]
    assert publishable(_table(many), [_table(first)]) == _table(many)
