"""The points tree (S39): areas and leaves with points, and how a figure becomes points. Plain data, no tables.

`tree_of` makes one from the indicator set in seed_data. Points are Decimal, so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from careplan.seeds.indicators import Group, IndicatorSet, Judged, Watch
from careplan.seeds.indicators import Leaf as SeedLeaf


@dataclass(frozen=True, slots=True)
class Steps:
    """Points by steps, best first: (figure to reach, points). `falling`: reached at or below it (days)."""

    steps: tuple[tuple[float, Decimal], ...]
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Proportional:
    """Nothing at `floor`, all points at `full`, in between in proportion; `full` below `floor` means less is better."""

    floor: float
    full: float


@dataclass(frozen=True, slots=True)
class Deduct:
    """All points less `each` for every unit of the figure, never below 0."""

    each: Decimal


@dataclass(frozen=True, slots=True)
class Gate:
    """Must be met (必达): the figure reaches `least`; earns its points when met, and is named when failed."""

    least: float


@dataclass(frozen=True, slots=True)
class Manual:
    """Judged by people; without their mark there is no data."""


Scale = Steps | Proportional | Deduct | Gate | Manual


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator with points. `measure`: code of the catalogue, "" for one that people judge."""

    code: str
    name: str
    name_en: str
    full: Decimal
    scale: Scale
    measure: str = ""
    criteria: str = ""
    criteria_en: str = ""
    refs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A group of indicators. `full`: the points it states; its children must sum to them. Up to four levels."""

    code: str
    name: str
    name_en: str
    full: Decimal
    children: tuple[Branch | Leaf, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole set for one school year. `example`: shown as 示例. `watch`: measures beside it, without points."""

    code: str
    name: str
    name_en: str
    full: Decimal
    areas: tuple[Branch, ...]
    example: bool = False
    watch: tuple[Watch, ...] = ()
    bonus: tuple[Judged, ...] = ()
    veto: tuple[Judged, ...] = ()


def leaves(node: Branch | Tree) -> Iterator[Leaf]:
    """All leaves under a branch or a tree, in order."""
    for child in node.areas if isinstance(node, Tree) else node.children:
        if isinstance(child, Leaf):
            yield child
        else:
            yield from leaves(child)


def unbalanced(tree: Tree) -> list[tuple[str, Decimal, Decimal]]:
    """(code, points stated, points of the children) of every node whose children do not sum to it."""
    nodes: list[tuple[str, Decimal, tuple[Branch | Leaf, ...]]] = [(tree.code, tree.full, tree.areas)]
    wrong = []
    while nodes:
        code, full, children = nodes.pop(0)
        total = sum((child.full for child in children), Decimal())
        if total != full:
            wrong.append((code, full, total))
        nodes += [(c.code, c.full, c.children) for c in children if isinstance(c, Branch)]
    return wrong


def tree_of(chosen: IndicatorSet) -> Tree:
    """The tree of an indicator set of seed_data."""
    return Tree(
        chosen.code,
        chosen.name,
        chosen.name_en,
        Decimal(chosen.points),
        tuple(_branch(group) for group in chosen.groups),
        chosen.example,
        chosen.watch,
        chosen.bonus,
        chosen.veto,
    )


def _branch(group: Group) -> Branch:
    children = tuple(_leaf(leaf) for leaf in group.leaves)
    return Branch(group.code, group.name, group.name_en, Decimal(group.points), children)


def _leaf(leaf: SeedLeaf) -> Leaf:
    steps = tuple((step.at, Decimal(str(step.points))) for step in leaf.steps)
    return Leaf(
        leaf.code,
        leaf.name,
        leaf.name_en,
        Decimal(leaf.points),
        Steps(steps, falling=leaf.scale == "days"),
        leaf.measure,
        leaf.criteria,
        leaf.criteria_en,
        leaf.ref,
        leaf.evidence,
    )
