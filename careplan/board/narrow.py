"""One filter all the way down: a grade or a class, and what of a figure may be told for it. Pure.

Figures over children are told for the smallest group of classes that may be shown (indicators/cells), so that two
filters never tell a group under five. Only for one's own squad, whose children one may open, the exact figure stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.cells import Squads, cells_of
from careplan.indicators.facts import Snapshot
from careplan.indicators.results import MeasureResult, RecordRef


@dataclass(frozen=True, slots=True)
class Narrow:
    """A filter. squads None: the whole school."""

    squads: frozenset[str] | None = None
    own: bool = False

    def holds(self, record: RecordRef) -> bool:
        """Whether a record is in it; one of several classes together is in the whole school only."""
        return self.squads is None or record.squad_id in self.squads


@dataclass(frozen=True, slots=True)
class Part:
    """What counts, out of how much, of which classes together (() = of the whole school)."""

    counted: float
    total: float
    squad_ids: Squads = ()

    @property
    def missing(self) -> float:
        return self.total - self.counted

    @property
    def rate(self) -> float | None:
        return self.counted / self.total if self.total else None


def chosen(facts: Snapshot, grade: int | None, squad: str | None) -> Narrow | None:
    """The filter of a grade or class; None when there is no such class or grade, or the class is of another grade."""
    squads = {q.id for q in facts.squads if grade is None or q.grade == grade}
    if squad is not None:
        squads &= {squad}
    if not squads and (grade is not None or squad is not None):
        return None
    return Narrow(None if grade is None and squad is None else frozenset(squads))


def part_of(result: MeasureResult, narrow: Narrow, facts: Snapshot) -> Part | None:
    """The part of a rate for a filter; None where the measure cannot be told for it."""
    if result.value is None or result.unit != "rate":
        return None
    if narrow.squads is None:
        return Part(result.numerator, result.denominator)
    if MEASURES[result.code].personal and not narrow.own:
        cell = cells_of(result, facts).around(narrow.squads)
        return Part(cell.counted, cell.total, cell.squad_ids) if cell else None
    if not isclose(sum(r.out_of for r in result.records), result.denominator):
        return None
    inside = [r for r in result.records if narrow.holds(r)]
    counted, total = sum(r.weight for r in inside if r.counted), sum(r.out_of for r in inside)
    return Part(counted, total, tuple(sorted(narrow.squads))) if total else None
