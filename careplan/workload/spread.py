"""Sums and the spread without names: what leaders may see of everybody's work (SECURITY G2, DOMAIN 5.2). Pure.

Fewer than five people are never shown as a group: small groups are merged, and where even all of them together are
fewer, nothing is shown. Highest and lowest would be somebody's own figure, so the spread is three quarters' borders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SMALLEST = 5
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part of a group's work: no name, an id to count people by."""

    person: int
    group: str
    milli: int


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A group of at least five people, what they did together."""

    group: str
    people: int
    milli: int


def sums(shares: Iterable[Share]) -> tuple[GroupSum, ...]:
    """A sum for each group of five people or more, the largest first; smaller ones merged into `other`.

    When the merged ones are still fewer than five people, or when a single hidden group could be told from the total,
    the smallest of the others is merged too.
    """
    people: dict[str, set[int]] = {}
    milli: dict[str, int] = {}
    for one in shares:
        people.setdefault(one.group, set()).add(one.person)
        milli[one.group] = milli.get(one.group, 0) + one.milli
    shown = sorted(
        (group for group in people if len(people[group]) >= SMALLEST), key=lambda one: (len(people[one]), one)
    )
    merged = [group for group in people if len(people[group]) < SMALLEST]
    while merged and shown and len(set().union(*(people[one] for one in merged))) < SMALLEST:
        merged.append(shown.pop(0))
    found = [GroupSum(one, len(people[one]), milli[one]) for one in shown]
    hidden = set().union(*(people[one] for one in merged)) if merged else set()
    if len(hidden) >= SMALLEST:
        found.append(GroupSum(OTHER, len(hidden), sum(milli[one] for one in merged)))
    return tuple(sorted(found, key=lambda one: (-one.milli, one.group)))


@dataclass(frozen=True, slots=True)
class Spread:
    """The borders of the quarters of everybody's work, in thousandths: a quarter has less than `low` …"""

    people: int
    low: int
    middle: int
    high: int


def spread(totals: Mapping[int, int]) -> Spread | None:
    """The spread over people; None for fewer than five. Borders are whole units, so that none is a person's."""
    if len(totals) < SMALLEST:
        return None
    ordered = sorted(totals.values())
    low, middle, high = (_whole(_quantile(ordered, quarter)) for quarter in (1, 2, 3))
    return Spread(len(ordered), low, middle, high)


def _quantile(ordered: list[int], quarter: int) -> float:
    place = (len(ordered) - 1) * quarter / 4
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _whole(milli: float) -> int:
    return int(milli / 1000 + 0.5) * 1000


@dataclass(frozen=True, slots=True)
class Step:
    """How many people did from `first` up to under `last` units; last None: and more."""

    first: int
    last: int | None
    people: int


def steps(totals: Mapping[int, int], width: int) -> tuple[Step, ...]:
    """How many people stand on which step of `width` units; steps with fewer than five are merged with their neighbour.

    () for fewer than five people.
    """
    if len(totals) < SMALLEST:
        return ()
    counts: dict[int, int] = {}
    for milli in totals.values():
        place = max(0, milli) // (1000 * width)
        counts[place] = counts.get(place, 0) + 1
    found: list[Step] = []
    begun, people = 0, 0
    for place in range(max(counts) + 1):
        people += counts.get(place, 0)
        if people >= SMALLEST:
            found.append(Step(begun * width, (place + 1) * width, people))
            begun, people = place + 1, 0
    if people:
        last = found.pop()
        found.append(Step(last.first, None, last.people + people))
    return tuple(found)
