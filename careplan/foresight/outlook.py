"""Each indicator of the set: now, expected, target, gap, what would close it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from careplan.foresight.ahead import Ahead, at_the_end
from careplan.foresight.closing import Closing, close
from careplan.foresight.doing import doing
from careplan.foresight.expecting import Expectation, expect
from careplan.foresight.rungs import Rung, target
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import Snapshot
from careplan.indicators.points import NOTHING, ScoredLeaf, ScoredTree, earned
from careplan.indicators.results import MeasureResult


@dataclass(frozen=True, slots=True)
class LeafAhead:
    """An indicator with points. then_points None: not foreseen, or no figure. aim: the easiest figure with all points.

    closing: for the year's end; soon: for the end of the running term, where each term asks for it anew.
    """

    area: str
    scored: ScoredLeaf
    expected: Expectation
    then_points: Decimal | None
    aim: Rung | None
    closing: Closing | None
    soon: Closing | None = None

    @property
    def code(self) -> str:
        """The measure's code."""
        return self.expected.now.code

    @property
    def points(self) -> Decimal:
        """Points to reckon with at the year's end: the expected ones, else today's, else none."""
        found = (
            self.then_points if self.expected.then is not None or self.then_points is not None else self.scored.points
        )
        return found or NOTHING

    @property
    def lost(self) -> Decimal:
        """Points that would be missing."""
        return self.scored.leaf.full - self.points

    @property
    def at_stake(self) -> Decimal:
        """Points that hang on closing the gap: those that would be missing at the end, or are missing today."""
        return max(self.lost, self.scored.leaf.full - (self.scored.points or Decimal(0)))

    @property
    def gap(self) -> float | None:
        """How far the figure to reckon with stays from its aim, in its unit; None where there is no figure or aim."""
        value = self.expected.judged.value
        if value is None or self.aim is None:
            return None
        return max(0.0, value - self.aim.value if self.aim.falling else self.aim.value - value)


@dataclass(frozen=True, slots=True)
class Foresight:
    """The whole look ahead from one day. `then`: the facts of the year's end as planned."""

    facts: Snapshot
    ahead: Ahead
    then: Snapshot
    expected: Mapping[str, Expectation]
    leaves: tuple[LeafAhead, ...]
    soon: date | None = None
    """The last day of the running term, while another one follows."""
    others: Decimal = Decimal(0)
    """Today's points of indicators without a measure: people gave them, and they stay."""

    @property
    def points(self) -> Decimal:
        """All points to reckon with at the year's end."""
        return sum((leaf.points for leaf in self.leaves), self.others)


def foresee(facts: Snapshot, ahead: Ahead, results: Mapping[str, MeasureResult], scored: ScoredTree) -> Foresight:
    """Now and then, side by side. results, scored: as they stand on the day of `facts`."""
    then = at_the_end(facts, ahead)
    expected = expect(results, then)
    soon = term_end(facts, ahead)
    near = replace(at_the_end(facts, replace(ahead, last=soon)), as_of=soon) if soon else None
    leaves = tuple(
        _leaf(leaf, expected[leaf.leaf.measure], facts, then, near)
        for leaf in scored.leaves
        if leaf.result is not None and leaf.leaf.measure in expected
    )
    seen = {leaf.scored.leaf.code for leaf in leaves}
    others = sum((leaf.points or NOTHING for leaf in scored.leaves if leaf.leaf.code not in seen), NOTHING)
    return Foresight(facts, ahead, then, expected, leaves, soon, others)


def _is_marked(scored: ScoredLeaf) -> bool:
    """Whether people gave the points, so that no figure changes them: they are not what the figure earns."""
    value = scored.result.value if scored.result else None
    return scored.points is not None and (
        value is None or scored.points != earned(scored.leaf.scale, scored.leaf.full, value)
    )


def term_end(facts: Snapshot, ahead: Ahead) -> date | None:
    """The last day of the running term; None between terms, and in the last one."""
    ends = [t.last for t in facts.terms if t.first <= facts.as_of <= t.last]
    return ends[0] if ends and ends[0] < ahead.last else None


def _leaf(
    scored: ScoredLeaf, expected: Expectation, facts: Snapshot, then: Snapshot, near: Snapshot | None
) -> LeafAhead:
    leaf, judged = scored.leaf, expected.judged
    aim = target(leaf.scale, leaf.full, judged.unit)
    value = expected.then.value if expected.then else None
    points = earned(leaf.scale, leaf.full, value) if value is not None else None
    if _is_marked(scored):
        points = scored.points
    closing = close(judged, aim, facts, len(then.held_sessions) if expected.then else None) if aim else None
    each_term = near is not None and aim is not None and doing(judged.code).each_term
    soon = close(MEASURES[judged.code](near), aim, facts) if each_term and near and aim else None
    return LeafAhead(leaf.code.partition(".")[0], scored, expected, points, aim, closing, soon)
