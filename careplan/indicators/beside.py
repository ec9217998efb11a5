"""A school's own set of indicators and the marks that people gave, as a package further down the way knows them.

It registers here once, when the application is made; without it, or without a set of the school's own, the example set
that comes with the program is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from careplan.indicators.points import Mark
from careplan.indicators.tree import Tree

Judging = tuple[Tree, Mapping[str, Mark]]
OwnSet = Callable[[int], Judging | None]
"""From the year in which a school year begins to the school's set in force and its self-marks; None: it has none."""
_own_sets: list[OwnSet] = []


def judge_by(own_set: OwnSet) -> None:
    """Register who knows the school's own set."""
    if own_set not in _own_sets:
        _own_sets.append(own_set)


def own_judging(start_year: int) -> Judging | None:
    """The set in force of the school in scope for a year, with the school's own marks; None when there is none."""
    return next((found for own_set in _own_sets if (found := own_set(start_year))), None)
