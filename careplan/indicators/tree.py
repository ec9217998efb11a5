"""The points tree (S39): areas and leaves with points, and how a figure becomes points. Plain data, no tables.

`tree_of` makes one from the indicator set in seed_data. Points are Decimal, so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from careplan.indicators.scales import (
    APART,
    Bonus,
    Deduct,
    Gate,
    Grades,
    Levels,
    Manual,
    Minus,
    Proportional,
    Scale,
    Steps,
    Veto,
)
from careplan.seeds.indicator_leaf import BY_STEPS, DEEPEST, Note, Option
from careplan.seeds.indicators import Band, Group, IndicatorSet, Judged, Method, Watch
from careplan.seeds.indicators import Leaf as SeedLeaf

__all__ = [
    "APART", "DEEPEST", "Band", "Bonus", "Branch", "Deduct", "Gate", "Grades", "Leaf", "Levels", "Manual", "Method",
    "Minus", "Note", "Option", "Proportional", "Scale", "Steps", "Tree", "Veto", "Watch", "leaves", "tree_of",
    "unbalanced",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator with points. `measure`: code of the catalogue, "" for one that people judge.

    `methods`: letters of the tree's methods; `notes`: further texts (达标, 示范, 操作说明).
    """

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
    methods: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def apart(self) -> bool:
        """Whether it stands beside the sum: bonus, minus, veto."""
        return isinstance(self.scale, APART)


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
    """A whole set for one school year. `example`: shown as 示例, `source`: whose shape it has.

    `apart`: bonus, minus and veto; `bonus_most`: what the bonus may come to. `bands`: highest first.
    `watch`: measures beside it, without points.
    """

    code: str
    name: str
    name_en: str
    full: Decimal
    areas: tuple[Branch, ...]
    example: bool = False
    watch: tuple[Watch, ...] = ()
    apart: tuple[Leaf, ...] = ()
    bands: tuple[Band, ...] = ()
    methods: tuple[Method, ...] = ()
    bonus_most: Decimal = Decimal(10)
    source: str = ""
    source_en: str = ""

    @property
    def bonus(self) -> tuple[Leaf, ...]:
        return tuple(leaf for leaf in self.apart if isinstance(leaf.scale, Bonus))

    @property
    def minus(self) -> tuple[Leaf, ...]:
        return tuple(leaf for leaf in self.apart if isinstance(leaf.scale, Minus))

    @property
    def veto(self) -> tuple[Leaf, ...]:
        return tuple(leaf for leaf in self.apart if isinstance(leaf.scale, Veto))


def leaves(node: Branch | Tree) -> Iterator[Leaf]:
    """All leaves under a branch or a tree, in order; what stands apart is not among them."""
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
        chosen.points,
        tuple(_branch(group) for group in chosen.groups),
        chosen.example,
        chosen.watch,
        (
            *(_judged(one, Bonus()) for one in chosen.bonus),
            *(_judged(one, Minus(one.each)) for one in chosen.minus),
            *(_judged(one, Veto()) for one in chosen.veto),
        ),
        chosen.bands,
        chosen.methods,
        chosen.bonus_most,
        chosen.source,
        chosen.source_en,
    )


def _branch(group: Group) -> Branch:
    children = tuple(_branch(one) if isinstance(one, Group) else _leaf(one) for one in group.children)
    return Branch(group.code, group.name, group.name_en, group.points, children)


def _judged(one: Judged, scale: Scale) -> Leaf:
    return Leaf(
        one.code, one.name, one.name_en, one.points, scale, "", one.criteria, one.criteria_en, one.ref, ("document",)
    )


def _leaf(leaf: SeedLeaf) -> Leaf:
    return Leaf(
        leaf.code,
        leaf.name,
        leaf.name_en,
        leaf.points,
        _scale(leaf),
        leaf.measure,
        leaf.criteria,
        leaf.criteria_en,
        leaf.ref,
        leaf.evidence,
        leaf.methods,
        leaf.notes,
    )


def _scale(leaf: SeedLeaf) -> Scale:
    if leaf.scale in BY_STEPS:
        steps = tuple((step.at, Decimal(f"{step.points:g}")) for step in leaf.steps)
        return Steps(steps, falling=leaf.scale == "days")
    others: dict[str, Scale] = {
        "proportional": Proportional(leaf.floor, leaf.best),
        "deduct": Deduct(leaf.each),
        "gate": Gate(leaf.least),
        "grades": Grades(leaf.options),
        "levels": Levels(leaf.options),
        "manual": Manual(),
    }
    return others[leaf.scale]
