"""Every scorer's points beside each other, leaf by leaf and branch by branch. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careplan.evaluation.editing import Line, lines
from careplan.evaluation.words import SCORERS, SELF
from careplan.indicators.points import Mark, ScoredBranch, ScoredLeaf, ScoredTree, Sum, score_tree
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import Tree


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the marking page. `leaf`, `sums`: by scorer; a branch has sums only, what stands apart has level 0."""

    line: Line
    leaf: Mapping[str, ScoredLeaf]
    sums: Mapping[str, Sum]


@dataclass(frozen=True, slots=True)
class Marking:
    """The whole: a scored tree for each scorer in order, and the lines with what each of them says."""

    scored: Mapping[str, ScoredTree]
    rows: tuple[Row, ...]
    apart: tuple[Row, ...]

    @property
    def open_by_hand(self) -> int:
        """How many leaves only people can judge and the school has not marked yet."""
        own = (row.leaf[SELF] for row in self.rows if row.leaf)
        return sum(one.points is None for one in own if not one.leaf.measure)


def compare(tree: Tree, results: Mapping[str, MeasureResult], marks: Mapping[str, Mapping[str, Mark]]) -> Marking:
    """`marks`: by scorer, then leaf. Figures count for the school itself, for others their marks alone."""
    scored = {one: score_tree(tree, results if one == SELF else {}, marks.get(one, {})) for one in SCORERS}
    leaf = {one: {s.leaf.code: s for s in (*found.leaves, *found.apart)} for one, found in scored.items()}
    sums = {one: _sums(found) for one, found in scored.items()}

    def row(line: Line) -> Row:
        code = line.node.code
        if line.is_leaf:
            return Row(line, {one: leaf[one][code] for one in SCORERS}, {})
        return Row(line, {}, {one: sums[one][code] for one in SCORERS})

    apart = (Line(one, 0, "", "") for one in tree.apart)
    return Marking(scored, tuple(row(line) for line in lines(tree)), tuple(row(line) for line in apart))


def _sums(tree: ScoredTree) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    waiting: list[ScoredBranch | ScoredLeaf] = list(tree.areas)
    while waiting:
        one = waiting.pop()
        if isinstance(one, ScoredBranch):
            found[one.branch.code] = one.sum
            waiting += one.children
    return found
