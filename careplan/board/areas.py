"""Points by area: now, as planned, in full, and last year by the figures of the report that was issued. Pure.

Of a grade or class: what the figures that may be told for it earn by the same scale, out of the points that can be
judged so. They are no share of the school's points, and nobody is ranked by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from careplan.board.narrow import Part
from careplan.foresight.outlook import Foresight
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.points import ScoredBranch, ScoredTree, score_tree, scored_leaves
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import Branch, Tree


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area. full: the points to be had; then: points to reckon with at the year's end; last: last year's, of
    `last_of`; None: no data."""

    branch: Branch
    now: Decimal
    judged: Decimal
    full: Decimal
    then: Decimal | None = None
    last: Decimal | None = None
    last_of: Decimal = Decimal(0)


def area_rows(scored: ScoredTree, found: Foresight | None, last: ScoredTree | None) -> tuple[AreaRow, ...]:
    """The areas in the set's order."""
    before = {area.branch.code: area for area in last.areas} if last else {}
    return tuple(_row(area, found, before.get(area.branch.code)) for area in scored.areas)


def score_of_parts(tree: Tree, parts: Mapping[str, Part | None]) -> ScoredTree:
    """What the parts of a filter earn in a set. parts: measure → its part, None where there is none to tell."""
    results = {
        code: MeasureResult(code, "rate", part.rate, part.counted, part.total)
        for code, part in parts.items()
        if part is not None and part.rate is not None
    }
    return score_tree(tree, results)


def part_rows(scored: ScoredTree) -> tuple[AreaRow, ...]:
    """The areas of a filter in which anything can be judged; in full: what can."""
    judged = (area for area in scored.areas if area.sum.judged)
    return tuple(AreaRow(area.branch, area.sum.points, area.sum.judged, area.sum.judged) for area in judged)


def _row(area: ScoredBranch, found: Foresight | None, last: ScoredBranch | None) -> AreaRow:
    known = last is not None and last.sum.judged > 0
    return AreaRow(
        area.branch,
        area.sum.points,
        area.sum.judged,
        area.branch.full,
        _then(area, found) if found else None,
        last.sum.points if last and known else None,
        last.sum.judged if last and known else Decimal(0),
    )


def _then(area: ScoredBranch, found: Foresight) -> Decimal:
    """The expected points; of leaves that the look ahead does not hold (people's marks), today's."""
    expected = {one.scored.leaf.code: one.points for one in found.leaves}
    return sum(
        (expected.get(leaf.leaf.code, leaf.points or Decimal(0)) for leaf in scored_leaves(area)),
        Decimal(0),
    )


def score_of_report(tree: Tree, figures: Mapping[str, Mapping[str, Any]]) -> ScoredTree:
    """What the figures of an issued report earn in a set. figures: measure → value, numerator, denominator, no_data."""
    results = {
        code: MeasureResult(
            code,
            MEASURES[code].unit,
            one.get("value"),
            float(one.get("numerator") or 0),
            float(one.get("denominator") or 0),
            no_data=str(one.get("no_data") or ""),
        )
        for code, one in figures.items()
        if code in MEASURES and isinstance(one, Mapping)
    }
    return score_tree(tree, results)
