"""Figures for the public: groups under five merged, also not to be had by subtracting an earlier issue (G10). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from careplan.indicators.small_cells import LEAST, Group, Shown, merge_small

Table = tuple[Shown, ...]


def table_of(counts: Sequence[tuple[str, int, int]]) -> Table:
    """Rows (key, girls, boys) in their order → the figures that may be shown."""
    return merge_small(Group(key, (girls, boys)) for key, girls, boys in counts)


def safe_beside(new: Table, earlier: Table) -> bool:
    """Whether nobody learns of one to four children by subtracting one issue from the other.

    Both cut the same keys in the same order; where cuts fall together the sums can be compared, nowhere else.
    """
    if [key for row in new for key in row.keys] != [key for row in earlier for key in row.keys]:
        return False
    if any(len(one.counts) != len(other.counts) for one, other in zip(new, earlier, strict=False)):
        return False
    cuts = sorted(_cuts(new) & _cuts(earlier))
    return all(_apart(_sums(new, first, last), _sums(earlier, first, last)) for first, last in pairwise(cuts))


def publishable(new: Table, issued: Sequence[Table]) -> Table:
    """The new figures where they are safe beside every earlier issue, else the last issue again."""
    return new if all(safe_beside(new, earlier) for earlier in issued) else issued[-1]


def _cuts(table: Table) -> set[int]:
    found, at = {0}, 0
    for row in table:
        at += len(row.keys)
        found.add(at)
    return found


def _sums(table: Table, first: int, last: int) -> list[int | None]:
    at, rows = 0, []
    for row in table:
        if first <= at < last:
            rows.append(row.counts)
        at += len(row.keys)
    return [None if any(n is None for n in column) else sum(column) for column in zip(*rows, strict=True)]


def _apart(one: Sequence[int | None], other: Sequence[int | None]) -> bool:
    """0 or at least five apart in each column and in all together; a hidden column must be hidden in both."""
    if [n is None for n in one] != [n is None for n in other]:
        return False
    gaps = [a - b for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return all(gap == 0 or abs(gap) >= LEAST for gap in (*gaps, sum(gaps)))
