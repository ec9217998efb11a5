"""What structure offers one squad, counted: starts of each activity by term and week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from careplan.scheduling.columns import Column, Space


@dataclass(frozen=True, slots=True)
class Supply:
    """What structure offers a squad: its different starts by activity, term and week; `every` of all activities."""

    squad: str
    starts: dict[tuple[int, str], Counter[int]]
    every: dict[str, Counter[int]]


def supply_of(space: Space, squad: int, columns: Iterable[Column]) -> Supply:
    """Counted from the squad's possible columns."""
    starts: dict[tuple[int, str], set[int]] = defaultdict(set)
    every: dict[str, set[int]] = defaultdict(set)
    for column in columns:
        term = space.term[column.start]
        starts[column.activity, term].add(column.start)
        every[term].add(column.start)

    def weekly(chosen: set[int]) -> Counter[int]:
        return Counter(space.week[start] for start in chosen)

    return Supply(
        space.problem.squads[squad].id,
        {key: weekly(chosen) for key, chosen in starts.items()},
        {term: weekly(chosen) for term, chosen in every.items()},
    )


def most(weeks: Counter[int], limit: int | None) -> int:
    """How many sessions go into these starts."""
    return sum(number if limit is None else min(number, limit) for number in weeks.values())
