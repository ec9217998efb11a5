"""What a scale asks for: the easiest figure that earns all points, and the next one that earns more. Pure.

A scale is only asked what a figure earns, so that every kind of scale is understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from careplan.indicators.points import earned
from careplan.indicators.results import Unit
from careplan.indicators.tree import Scale

GRIDS: dict[str, tuple[float, ...]] = {
    "rate": tuple(n / 1000 for n in range(1001)),
    "points": tuple(n / 10 for n in range(51)),
}
WHOLE = tuple(float(n) for n in range(401))
"""Days, hours and counts are looked at in whole steps up to 400."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A figure and what it earns. falling: it is reached at or below the figure."""

    value: float
    points: Decimal
    falling: bool


@lru_cache(maxsize=500)
def rungs(scale: Scale, full: Decimal, unit: Unit) -> tuple[Rung, ...]:
    """The figures at which the points rise, from nothing to all; () where only people can say."""
    grid = GRIDS.get(unit, WHOLE)
    earns = [(value, earned(scale, full, value)) for value in grid]
    rows = [(value, points) for value, points in earns if points is not None]
    if not rows:
        return ()
    falling = rows[0][1] > rows[-1][1]
    found: list[Rung] = []
    for value, points in reversed(rows) if falling else rows:
        if points > (found[-1].points if found else 0):
            found.append(Rung(value, points, falling))
    return tuple(found)


def target(scale: Scale, full: Decimal, unit: Unit) -> Rung | None:
    """The easiest figure that earns the most there is."""
    found = rungs(scale, full, unit)
    return found[-1] if found else None


def next_rung(scale: Scale, full: Decimal, unit: Unit, points: Decimal) -> Rung | None:
    """The easiest figure that earns more than `points`; None at the top."""
    return next((one for one in rungs(scale, full, unit) if one.points > points), None)
