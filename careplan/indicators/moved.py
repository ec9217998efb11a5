"""Children who came or left in the year: the same measure out of three groups, each stated (DOMAIN 9.13). Pure.

start: who was on the roll on the first school day, also those who have left since; end: who is on the roll on the day
(every figure's own denominator); through: who was here on both days. A child's answers are those known on the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from careplan.indicators.facts import Child, Snapshot
from careplan.indicators.registry import Measure
from careplan.indicators.results import MeasureResult

GROUPS = ("start", "end", "through")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure for each group, and how many children of the register came and left since `first`."""

    first: date
    came: int
    left: int
    results: Mapping[str, MeasureResult]


def group(facts: Snapshot, which: str, first: date) -> tuple[Child, ...]:
    """The children of a group, as if each were on the roll on the day."""
    if which == "start":
        return tuple(replace(child, left=None) for child in facts.children if child.here_on(first))
    if which == "through":
        return tuple(child for child in facts.on_roll if child.here_on(first))
    return facts.on_roll


def moved(measure: Measure, facts: Snapshot, result: MeasureResult) -> Moved | None:
    """The three figures of a measure over children; None where nobody moved, or its records are no children.

    result: the measure's own figure over `facts`.
    """
    begun = [term.first for term in facts.terms if term.first <= facts.as_of]
    if not begun or not any(record.kind == "child" for record in result.records):
        return None
    first = min(begun)
    start, end = ({c.id for c in _register(facts, which, first)} for which in ("start", "end"))
    if start == end:
        return None
    results = {which: measure(replace(facts, children=group(facts, which, first))) for which in GROUPS}
    return Moved(first, len(end - start), len(start - end), results)


def _register(facts: Snapshot, which: str, first: date) -> tuple[Child, ...]:
    """Those of a group whom the school's definition counts."""
    return tuple(child for child in group(facts, which, first) if child.is_left_behind(facts.definition))
