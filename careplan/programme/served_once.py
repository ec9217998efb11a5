"""Work on one event counts once, whatever plans it serves and under whatever names it is planned (S20, S46). Pure.

Whoever counts or prices work gives what each person did, with the session or item that it was; sessions and items that
are joined with the same event of the school's calendar are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Source = Literal["session", "item"]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A session or an item, by its row's id."""

    source: Source
    id: int


Same = Mapping[Ref, frozenset[int]]
"""Which events of the school's calendar a session or an item is; what is joined with none is missing."""
RANK: tuple[Source, ...] = ("session", "item")
"""Which of two counts: the session, whose roll and posts say who did what, before the item."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one person did. begins, ends: on the school's wall clock; key: the caller's own, as given back."""

    person: int
    ref: Ref
    begins: datetime
    ends: datetime
    key: int = 0

    def meets(self, other: Work) -> bool:
        """Whether both take up the same minutes; work before and after each other is done twice."""
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Once:
    """What counts, in the order given; folded: what does not, with the work that it is counted under."""

    counted: tuple[Work, ...]
    folded: Mapping[Work, Work]


def served_once(works: Sequence[Work], same: Same) -> Once:
    """Each piece of work once: of one person's work on one event at one time only the first by rank counts."""
    kept: dict[tuple[int, int], list[Work]] = {}
    folded: dict[Work, Work] = {}
    for work in sorted(works, key=lambda one: (RANK.index(one.ref.source), one.begins, one.ref.id, one.key)):
        groups = [(work.person, event) for event in same.get(work.ref, ())]
        former = next((one for group in groups for one in kept.get(group, ()) if one.meets(work)), None)
        if former is not None:
            folded[work] = former
            continue
        for group in groups:
            kept.setdefault(group, []).append(work)
    return Once(tuple(work for work in works if work not in folded), folded)


def one_event(first: Ref, second: Ref, same: Same) -> bool:
    """Whether two are joined with the same event."""
    return bool(same.get(first, frozenset()) & same.get(second, frozenset()))


def same_of(pairs: Iterable[tuple[int, Ref]]) -> Same:
    """From (event, session or item) to the events of each."""
    found: dict[Ref, frozenset[int]] = {}
    for event, ref in pairs:
        found[ref] = found.get(ref, frozenset()) | {event}
    return found
