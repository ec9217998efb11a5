"""From figures to points: a scored tree that says how much was judged and how much has no data (never 0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import Branch, Deduct, Gate, Leaf, Proportional, Scale, Steps, Tree

TENTH = Decimal("0.1")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ScoredLeaf:
    """A leaf with its points. `points` None = no data, then `reason` is a code of words.REASONS.

    `failed_gate`: a must-have that is not met.
    """

    leaf: Leaf
    result: MeasureResult | None
    points: Decimal | None
    reason: str = ""
    failed_gate: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Points reached, out of the full points `judged`; `without_data`: full points of leaves without data."""

    points: Decimal
    judged: Decimal
    without_data: Decimal

    @property
    def full(self) -> Decimal:
        """All points there are."""
        return self.judged + self.without_data


@dataclass(frozen=True, slots=True)
class ScoredBranch:
    """A branch with its children scored and summed."""

    branch: Branch
    children: tuple[ScoredBranch | ScoredLeaf, ...]
    sum: Sum


@dataclass(frozen=True, slots=True)
class ScoredTree:
    """The whole set scored. `watch`: (name, name_en, result) of the measures without points."""

    tree: Tree
    areas: tuple[ScoredBranch, ...]
    sum: Sum
    watch: tuple[tuple[str, str, MeasureResult], ...] = ()

    @property
    def leaves(self) -> tuple[ScoredLeaf, ...]:
        """All leaves in order."""
        return tuple(leaf for area in self.areas for leaf in scored_leaves(area))

    @property
    def failed_gates(self) -> tuple[ScoredLeaf, ...]:
        """Must-haves that are not met."""
        return tuple(leaf for leaf in self.leaves if leaf.failed_gate)


def scored_leaves(branch: ScoredBranch) -> Iterator[ScoredLeaf]:
    """All leaves under a scored branch, in order."""
    for child in branch.children:
        if isinstance(child, ScoredLeaf):
            yield child
        else:
            yield from scored_leaves(child)


def score_tree(
    tree: Tree, results: Mapping[str, MeasureResult], marks: Mapping[str, Decimal] | None = None
) -> ScoredTree:
    """Score every leaf. `marks`: points that people gave, by leaf code; a mark goes before a figure."""
    areas = tuple(_score_branch(area, results, marks or {}) for area in tree.areas)
    watch = tuple((w.name, w.name_en, results[w.measure]) for w in tree.watch if w.measure in results)
    return ScoredTree(tree, areas, _total(areas), watch)


def _score_branch(branch: Branch, results: Mapping[str, MeasureResult], marks: Mapping[str, Decimal]) -> ScoredBranch:
    children = tuple(
        _score_leaf(c, results, marks) if isinstance(c, Leaf) else _score_branch(c, results, marks)
        for c in branch.children
    )
    return ScoredBranch(branch, children, _total(children))


def _total(children: tuple[ScoredBranch | ScoredLeaf, ...]) -> Sum:
    points, judged, without = NOTHING, NOTHING, NOTHING
    for child in children:
        if isinstance(child, ScoredBranch):
            points += child.sum.points
            judged += child.sum.judged
            without += child.sum.without_data
        elif child.points is None:
            without += child.leaf.full
        else:
            points += child.points
            judged += child.leaf.full
    return Sum(points, judged, without)


def _score_leaf(leaf: Leaf, results: Mapping[str, MeasureResult], marks: Mapping[str, Decimal]) -> ScoredLeaf:
    result = results.get(leaf.measure)
    if leaf.code in marks:
        return ScoredLeaf(leaf, result, min(max(marks[leaf.code], NOTHING), leaf.full))
    if result is None:
        return ScoredLeaf(leaf, None, None, "unknown_measure" if leaf.measure else "not_marked")
    if result.value is None:
        return ScoredLeaf(leaf, result, None, result.no_data)
    points = earned(leaf.scale, leaf.full, result.value)
    if points is None:
        return ScoredLeaf(leaf, result, None, "not_marked")
    return ScoredLeaf(leaf, result, points, failed_gate=isinstance(leaf.scale, Gate) and points < leaf.full)


def earned(scale: Scale, full: Decimal, value: float) -> Decimal | None:
    """Points of a figure, 0 to `full`, to one decimal (half up); None when only people can say."""
    match scale:
        case Steps(steps, falling):
            reached = (points for at, points in steps if (value <= at if falling else value >= at))
            return next(reached, NOTHING)
        case Proportional(floor, top):
            part = (value - floor) / (top - floor) if top != floor else float(value >= top)
            return _rounded(full * Decimal(str(min(1.0, max(0.0, part)))))
        case Deduct(each):
            return _rounded(max(NOTHING, full - each * Decimal(str(value))))
        case Gate(least):
            return full if value >= least else NOTHING
        case _:
            return None


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(TENTH, ROUND_HALF_UP)
