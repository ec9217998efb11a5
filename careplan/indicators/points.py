"""From figures and marks to points: a scored tree that says how much was judged and what has no data (never 0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from careplan.indicators.results import MeasureResult
from careplan.indicators.scales import FAILED, MET, Grades, Levels, Minus, Veto
from careplan.indicators.tree import Band, Bonus, Branch, Deduct, Gate, Leaf, Proportional, Scale, Steps, Tree

TENTH = Decimal("0.1")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Mark:
    """What people say of a leaf: points, or `choice`: the name of a grade or level, MET or FAILED of a gate or veto."""

    points: Decimal | None = None
    choice: str = ""


@dataclass(frozen=True, slots=True)
class ScoredLeaf:
    """A leaf with its points. `points` None = no data, then `reason` is a code of words.REASONS.

    `by_figure`: what the figure alone earns, `mark`: what people said; where both are there the mark counts, and
    whoever shows the leaf shows both. `failed_gate`: a must-have that is not met.
    """

    leaf: Leaf
    result: MeasureResult | None
    points: Decimal | None
    reason: str = ""
    failed_gate: bool = False
    by_figure: Decimal | None = None
    mark: Mark | None = None

    @property
    def differs(self) -> bool:
        """Whether people gave other points than the figure earns."""
        return self.mark is not None and self.by_figure is not None and self.points != self.by_figure


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
    """The whole set scored. `watch`: (name, name_en, result) of the measures without points.

    `sum`: of the areas; `apart`: bonus, minus and veto as people marked them, in no sum but `total`.
    """

    tree: Tree
    areas: tuple[ScoredBranch, ...]
    sum: Sum
    watch: tuple[tuple[str, str, MeasureResult], ...] = ()
    apart: tuple[ScoredLeaf, ...] = ()

    @property
    def leaves(self) -> tuple[ScoredLeaf, ...]:
        """All leaves in order, without those apart."""
        return tuple(leaf for area in self.areas for leaf in scored_leaves(area))

    @property
    def failed_gates(self) -> tuple[ScoredLeaf, ...]:
        """Must-haves that are not met."""
        return tuple(leaf for leaf in self.leaves if leaf.failed_gate)

    @property
    def vetoes(self) -> tuple[ScoredLeaf, ...]:
        """What rules out every band, because it has happened."""
        return tuple(one for one in self.apart if one.mark is not None and one.mark.choice == FAILED)

    @property
    def bonus(self) -> Decimal:
        """Points beside the sum, at most what the set allows."""
        return min(self._marked(Bonus), self.tree.bonus_most)

    @property
    def minus(self) -> Decimal:
        """Points taken off the whole."""
        return self._marked(Minus)

    @property
    def total(self) -> Decimal:
        """The sum with bonus and minus, never below 0."""
        return max(NOTHING, self.sum.points + self.bonus - self.minus)

    @property
    def band(self) -> Band | None:
        """The band that the total reaches; None below the lowest, and where a gate failed or a veto holds."""
        if self.vetoes or self.failed_gates:
            return None
        return next((band for band in self.tree.bands if self.total >= band.least), None)

    def _marked(self, scale: type) -> Decimal:
        points = (one.points for one in self.apart if isinstance(one.leaf.scale, scale))
        return sum((one for one in points if one is not None), NOTHING)


def scored_leaves(branch: ScoredBranch) -> Iterator[ScoredLeaf]:
    """All leaves under a scored branch, in order."""
    for child in branch.children:
        if isinstance(child, ScoredLeaf):
            yield child
        else:
            yield from scored_leaves(child)


def score_tree(tree: Tree, results: Mapping[str, MeasureResult], marks: Mapping[str, Mark] | None = None) -> ScoredTree:
    """Score every leaf. `marks`: what people said, by leaf code; a mark counts before a figure, and both are kept.

    A second scorer (考核, 复核) is scored with its own marks and no results: what it has not looked at is not judged.
    """
    given = marks or {}
    areas = tuple(_score_branch(area, results, given) for area in tree.areas)
    watch = tuple((w.name, w.name_en, results[w.measure]) for w in tree.watch if w.measure in results)
    apart = tuple(_score_leaf(leaf, {}, given) for leaf in tree.apart)
    return ScoredTree(tree, areas, _total(areas), watch, apart)


def _score_branch(branch: Branch, results: Mapping[str, MeasureResult], marks: Mapping[str, Mark]) -> ScoredBranch:
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


def _score_leaf(leaf: Leaf, results: Mapping[str, MeasureResult], marks: Mapping[str, Mark]) -> ScoredLeaf:
    result, mark = results.get(leaf.measure), marks.get(leaf.code)
    value = None if result is None else result.value
    by_figure = None if value is None else earned(leaf.scale, leaf.full, value)
    said = None if mark is None else said_points(leaf, mark)
    if said is not None and mark is not None:
        failed = isinstance(leaf.scale, Gate) and mark.choice == FAILED
        return ScoredLeaf(leaf, result, said, "", failed, by_figure, mark)
    if by_figure is not None and value is not None:
        failed = isinstance(leaf.scale, Gate) and value < leaf.scale.least
        return ScoredLeaf(leaf, result, by_figure, "", failed, by_figure)
    if result is not None and result.value is None:
        return ScoredLeaf(leaf, result, None, result.no_data)
    unknown = leaf.measure and results and result is None
    return ScoredLeaf(leaf, result, None, "unknown_measure" if unknown else "not_marked")


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


def said_points(leaf: Leaf, mark: Mark) -> Decimal | None:
    """Points of a mark, 0 to the leaf's; of grades exactly (7 × 0.8 = 5.6). None: the mark does not fit the scale."""
    match leaf.scale:
        case Grades(options):
            part = next((one.value for one in options if one.name == mark.choice), None)
            return None if part is None else leaf.full * part
        case Levels(options):
            return next((one.value for one in options if one.name == mark.choice), None)
        case Gate(_):
            return {MET: leaf.full, FAILED: NOTHING}.get(mark.choice)
        case Veto():
            return NOTHING if mark.choice in (MET, FAILED) else None
        case _:
            return None if mark.points is None else min(max(mark.points, NOTHING), leaf.full)


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(TENTH, ROUND_HALF_UP)
