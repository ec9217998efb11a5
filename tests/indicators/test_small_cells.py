"""Groups under five are merged and cannot be taken apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplan.indicators.small_cells import LEAST, Group, Shown, merge_small, showable


def groups(*counts: int) -> list[Group]:
    return [Group(str(n), (count,)) for n, count in enumerate(counts, 1)]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((9, 12, 7), [("1", 9), ("2", 12), ("3", 7)]),
        ((9, 3, 7), [("1", 9), ("23", 10)]),
        ((9, 12, 2), [("1", 9), ("23", 14)]),
        ((1, 1, 1, 1, 1), [("12345", 5)]),
        ((2, 0, 9), [("123", 11)]),
        ((0, 9), [("1", 0), ("2", 9)]),
        ((1, 2), [("1", None), ("2", None)]),
        ((5,), [("1", 5)]),
        ((4,), [("1", None)]),
        ((), []),
    ],
)
def test_merge_small_by_hand(counts: tuple[int, ...], shown: list[tuple[str, int | None]]) -> None:
    assert [("".join(s.keys), s.counts[0]) for s in merge_small(groups(*counts))] == shown


def test_merge_small_two_columns_keeps_both_large() -> None:
    rows = [Group("1", (9, 8)), Group("2", (9, 1)), Group("3", (6, 6))]
    assert merge_small(rows) == (Shown(("1",), (9, 8)), Shown(("2", "3"), (15, 7)))


def test_merge_small_hides_a_second_column_so_that_a_total_tells_nothing() -> None:
    assert merge_small([Group("1", (20, 3)), Group("2", (20, 0))]) == (
        Shown(("1",), (None, None)),
        Shown(("2",), (None, None)),
    )
    three = merge_small([Group("1", (20, 3, 8))])
    assert three == (Shown(("1",), (20, None, None)),)


def test_merge_small_of_uneven_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="same number"):
        merge_small([Group("1", (1,)), Group("2", (1, 2))])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), max_size=6))
def test_merge_small_leaves_nothing_to_recover_by_differencing(rows: list[list[int]]) -> None:
    shown = merge_small([Group(str(n), (a, b)) for n, (a, b) in enumerate(rows)])
    assert [k for s in shown for k in s.keys] == [str(n) for n in range(len(rows))]
    for column in range(2):
        cells = [s.counts[column] for s in shown]
        known = [c for c in cells if c is not None]
        total = sum(row[column] for row in rows)
        if len(known) < len(cells):
            continue
        assert sum(known) == total
        for size in range(len(known) + 1):
            for some in combinations(known, size):
                assert showable(total - sum(some))


def test_showable_zero_and_five_but_not_four() -> None:
    assert showable(0) and showable(LEAST)
    assert not any(showable(n) for n in range(1, LEAST))
