"""A record behind a figure as a line of a list, and how lines are counted by squad."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import isclose

from careplan.indicators.results import MeasureResult


@dataclass(frozen=True, slots=True)
class Line:
    """A record with its words: `title` (a name, an activity, a goal), `detail` (its day …), the squad's label.

    `link`: (kind, id) of the page that shows it: a visit leads to its child. `weight`, `out_of`: as in the record.
    """

    title: str
    detail: date | str
    squad: str
    note: str
    counted: bool
    link: tuple[str, str]
    weight: float = 1
    out_of: float = 1


@dataclass(frozen=True, slots=True)
class SquadCount:
    """One squad's part of a rate: numerator and denominator."""

    squad_id: str
    label: str
    counted: float
    total: float


def count_by_squad(result: MeasureResult, labels: dict[str, str]) -> tuple[SquadCount, ...]:
    """A rate told for each squad, in the order of `labels`; () where its records do not make up the denominator.

    Records of no single squad are left out.
    """
    if result.unit != "rate" or not isclose(sum(r.out_of for r in result.records), result.denominator):
        return ()
    counted, total = defaultdict[str, float](float), defaultdict[str, float](float)
    for r in result.records:
        if r.squad_id is not None:
            total[r.squad_id] += r.out_of
            counted[r.squad_id] += r.weight if r.counted else 0
    return tuple(SquadCount(i, label, counted[i], total[i]) for i, label in labels.items() if total[i])
