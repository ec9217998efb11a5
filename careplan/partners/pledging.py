"""Where a pledge stands, and how much of an offer is left. Pure.

An offer is used up by what was pledged and may still come, and of a withdrawn pledge by what had come before. Nothing
falls below zero: `left_of` is checked before each pledge, `rest` before each delivery.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Promised:
    """A pledge: what was promised, by when, what came of it; all amounts in fen, or a count in the offer's unit.

    proved: every delivery that stands has a proof.
    """

    amount: int
    due_on: date
    delivered: int = 0
    proved: bool = False
    withdrawn: bool = False

    @property
    def rest(self) -> int:
        """What may still come."""
        return 0 if self.withdrawn else self.amount - self.delivered

    @property
    def used(self) -> int:
        """What it takes from its offer."""
        return self.delivered if self.withdrawn else self.amount


def state_of(one: Promised, day: date) -> str:
    """A key of `words.STATES`."""
    if one.withdrawn:
        return "withdrawn"
    if one.delivered >= one.amount:
        return "proved" if one.proved else "delivered"
    if one.due_on < day:
        return "late"
    return "part" if one.delivered else "open"


def left_of(amount: int, pledges: Iterable[Promised]) -> int:
    """What of an offer can still be pledged."""
    return amount - sum(one.used for one in pledges)
