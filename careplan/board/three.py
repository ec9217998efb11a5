"""Three things to do now: the gaps with most points at stake and the nearest day, and why these. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from careplan.foresight.todo import Todo, grouped

HALF_AFTER = 30
"""After so many days a point weighs half, after three times as many a quarter."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: what of which measure by when, how many people share it, and what speaks for it."""

    code: str
    by: date
    work: int
    people: tuple[str, ...]
    at_stake: Decimal
    days: int
    tellable: bool = True

    @property
    def weight(self) -> float:
        """Points at stake, less the more days there are."""
        return float(self.at_stake) * HALF_AFTER / (HALF_AFTER + self.days)


def three(items: Iterable[Todo], today: date, most: int = 3) -> tuple[Thing, ...]:
    """The heaviest things, each measure once; items without points at stake are left out."""
    things = [
        Thing(
            group.code,
            group.by,
            group.work,
            tuple(dict.fromkeys(item.person for item in group.entries)),
            group.entries[0].at_stake,
            max(0, (group.by - today).days),
            group.tellable,
        )
        for group in grouped(items)
        if group.entries[0].at_stake > 0
    ]
    found: dict[str, Thing] = {}
    for thing in sorted(things, key=lambda thing: -thing.weight):
        found.setdefault(thing.code, thing)
    return tuple(found.values())[:most]
