"""Counts of children that may be shown: groups under five are merged, and cannot be taken apart again (G10).

The groups shown are a partition of all groups, every count in it is 0 or at least `least`, and the total is the
sum of what is shown; so a difference of shown figures is again a sum of shown groups: 0 or at least `least`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its counts, one per column (e.g. girls, boys). Neighbours in the order given may be merged."""

    key: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as it may be shown: the keys merged in it, and its counts; None = under `least` even merged."""

    keys: tuple[str, ...]
    counts: tuple[int | None, ...]


def merge_small(groups: Iterable[Group], least: int = LEAST) -> tuple[Shown, ...]:
    """Merge neighbours until every count is 0 or at least `least`; columns too small on the whole are hidden.

    The empty input gives the empty output; all groups need the same number of counts (ValueError).
    """
    rows = tuple(groups)
    if not rows:
        return ()
    width = len(rows[0].counts)
    if any(len(row.counts) != width for row in rows):
        raise ValueError("every group needs the same number of counts")
    hidden = _hidden_columns(rows, least)
    parts: list[tuple[tuple[str, ...], tuple[int, ...]]] = []
    for row in rows:
        counts = tuple(0 if hidden[i] else n for i, n in enumerate(row.counts))
        if parts and not _showable(parts[-1][1], least):
            parts[-1] = _join(parts[-1], ((row.key,), counts))
        else:
            parts.append(((row.key,), counts))
    while len(parts) > 1 and not _showable(parts[-1][1], least):
        last = parts.pop()
        parts[-1] = _join(parts[-1], last)
    return tuple(Shown(keys, tuple(None if hidden[i] else n for i, n in enumerate(counts))) for keys, counts in parts)


def showable(count: int, least: int = LEAST) -> bool:
    """Whether one count alone may be shown."""
    return count == 0 or count >= least


def _hidden_columns(rows: Sequence[Group], least: int) -> tuple[bool, ...]:
    """Columns whose sum is under `least`; with one hidden, a second is, else a total over the row tells it."""
    sums = [sum(row.counts[i] for row in rows) for i in range(len(rows[0].counts))]
    hidden = [not showable(total, least) for total in sums]
    small = sum(total for total, h in zip(sums, hidden, strict=True) if h)
    if any(hidden) and len(sums) > 1 and small < least:
        for i in sorted((i for i, h in enumerate(hidden) if not h and sums[i]), key=lambda i: sums[i])[:1]:
            hidden[i] = True
    return tuple(hidden)


def _showable(counts: tuple[int, ...], least: int) -> bool:
    return all(showable(n, least) for n in counts)


def _join(
    one: tuple[tuple[str, ...], tuple[int, ...]], other: tuple[tuple[str, ...], tuple[int, ...]]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return one[0] + other[0], tuple(a + b for a, b in zip(one[1], other[1], strict=True))
