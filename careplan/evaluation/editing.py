"""A tree with one thing changed: pure, each answers a new tree. Nodes are found by their code, which never changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from careplan.indicators.scales import Deduct, Proportional, Steps
from careplan.indicators.tree import DEEPEST, Band, Branch, Leaf, Tree, unbalanced

Node = Branch | Leaf
ROOT = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree table: a node, its level from 1, and what its children sum to (None: a leaf)."""

    node: Node
    level: int
    parent: str
    number: str
    total: Decimal | None = None

    @property
    def is_leaf(self) -> bool:
        return isinstance(self.node, Leaf)

    @property
    def balanced(self) -> bool:
        """Whether the children have the points that the node states."""
        return self.total is None or self.total == self.node.full


@dataclass(frozen=True, slots=True)
class TreeFault:
    """What hinders a set from being adopted: a code of words.FAULTS, at which node, with figures."""

    code: str
    at: str
    name: str = ""
    full: Decimal = Decimal()
    total: Decimal = Decimal()


def lines(tree: Tree) -> list[Line]:
    """Every node of the areas in order, as the table shows them."""
    return list(_lines(tree.areas, 1, ROOT, ""))


def _lines(nodes: tuple[Node, ...], level: int, parent: str, before: str) -> Iterator[Line]:
    for place, node in enumerate(nodes, 1):
        number = f"{before}{place}"
        if isinstance(node, Leaf):
            yield Line(node, level, parent, number)
        else:
            yield Line(node, level, parent, number, sum_of(node.children))
            yield from _lines(node.children, level + 1, node.code, f"{number}.")


def sum_of(nodes: tuple[Node, ...]) -> Decimal:
    """Points of these nodes together."""
    return sum((node.full for node in nodes), Decimal())


def find_node(tree: Tree, code: str) -> Node | None:
    """The node of a code, among the areas and what stands apart."""
    found = next((line.node for line in lines(tree) if line.node.code == code), None)
    return found or next((leaf for leaf in tree.apart if leaf.code == code), None)


def new_code(tree: Tree) -> str:
    """A code that no node has: n1, n2 …"""
    taken = {line.node.code for line in lines(tree)} | {leaf.code for leaf in tree.apart}
    return next(code for number in range(1, len(taken) + 2) if (code := f"n{number}") not in taken)


def put_in(tree: Tree, parent: str, node: Node) -> Tree:
    """The node as the last child of a branch, as the last area (ROOT), or apart; ValueError when it goes too deep."""
    if isinstance(node, Leaf) and node.apart:
        return replace(tree, apart=(*tree.apart, node))
    if parent == ROOT:
        if isinstance(node, Leaf):
            raise ValueError("an area is a branch")
        return replace(tree, areas=(*tree.areas, node))
    level = next(line.level for line in lines(tree) if line.node.code == parent)
    if level >= DEEPEST or (isinstance(node, Branch) and level + 1 >= DEEPEST):
        raise ValueError("too deep")

    def grown(one: Node) -> tuple[Node, ...]:
        return (replace(one, children=(*one.children, node)),) if isinstance(one, Branch) else (one,)

    return _changed(tree, parent, grown)


def change_node(tree: Tree, node: Node) -> Tree:
    """The node of the same code in its place; a branch keeps its children."""
    if isinstance(node, Leaf) and node.apart:
        return replace(tree, apart=tuple(node if one.code == node.code else one for one in tree.apart))

    def keep(old: Node) -> tuple[Node, ...]:
        if isinstance(old, Branch) and isinstance(node, Branch):
            return (replace(node, children=old.children),)
        return (node,)

    return _changed(tree, node.code, keep)


def delete_node(tree: Tree, code: str) -> Tree:
    """Without the node and all that lies below it."""
    slim = replace(tree, apart=tuple(leaf for leaf in tree.apart if leaf.code != code))
    return _changed(slim, code, lambda _one: ())


def move_node(tree: Tree, code: str, step: int) -> Tree:
    """The node one place up (-1) or down (1) among its siblings; at the end nothing changes."""

    def moved(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        here = next((place for place, one in enumerate(nodes) if one.code == code), None)
        there = None if here is None else here + step
        if here is None or there is None or not 0 <= there < len(nodes):
            return nodes
        swapped = list(nodes)
        swapped[here], swapped[there] = swapped[there], swapped[here]
        return tuple(swapped)

    def walk(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        below = (replace(one, children=walk(one.children)) if isinstance(one, Branch) else one for one in nodes)
        return moved(tuple(below))

    return replace(tree, areas=walk(tree.areas), apart=moved(tree.apart))  # type: ignore[arg-type]


def move_under(tree: Tree, code: str, parent: str) -> Tree:
    """The node as the last child of another branch; ValueError where it would lie in itself or too deep."""
    node = find_node(tree, code)
    if node is None or parent in {code, *_below(node)}:
        raise ValueError("a node cannot lie in itself")
    target = next((line.level for line in lines(tree) if line.node.code == parent), 0)
    if target + _height(node) > DEEPEST:
        raise ValueError("too deep")
    return put_in(delete_node(tree, code), parent, node)


def _below(node: Node) -> set[str]:
    if isinstance(node, Leaf):
        return set()
    return {child.code for child in node.children}.union(*(_below(child) for child in node.children))


def _height(node: Node) -> int:
    """How many levels a node takes; a branch without children still needs one for its leaves."""
    return 1 if isinstance(node, Leaf) else 1 + max((_height(child) for child in node.children), default=1)


def _changed(tree: Tree, code: str, change: Callable[[Node], tuple[Node, ...]]) -> Tree:
    def walk(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        found: list[Node] = []
        for one in nodes:
            if one.code == code:
                found += change(one)
            else:
                found.append(replace(one, children=walk(one.children)) if isinstance(one, Branch) else one)
        return tuple(found)

    return replace(tree, areas=walk(tree.areas))  # type: ignore[arg-type]


def tree_faults(tree: Tree) -> list[TreeFault]:
    """Everything that must be mended before a set is adopted, in the order of the table."""
    found = [] if tree.areas else [TreeFault("none", ROOT)]
    names = {line.node.code: line.node.name for line in lines(tree)} | {tree.code: tree.name}
    wrong = {code: (full, total) for code, full, total in unbalanced(tree)}
    if tree.areas and tree.code in wrong:
        found.append(TreeFault("sum", ROOT, tree.name, *wrong.pop(tree.code)))
    for line in lines(tree):
        code = line.node.code
        if isinstance(line.node, Branch) and not line.node.children:
            found.append(TreeFault("empty", code, names[code]))
        elif code in wrong and isinstance(line.node, Branch):
            found.append(TreeFault("sum", code, names[code], *wrong[code]))
        elif isinstance(line.node, Leaf) and needs_measure(line.node) and not line.node.measure:
            found.append(TreeFault("measure", code, names[code]))
    return [*found, TreeFault("bands", "bands")] if not bands_stand(tree) else found


def bands_stand(tree: Tree) -> bool:
    """Whether the bands go down from what can be reached: the total with its bonus."""
    return bands_go_down(tree.bands) and all(band.least <= tree.full + tree.bonus_most for band in tree.bands)


def bands_go_down(bands: Sequence[Band]) -> bool:
    """Whether the bands go from the highest down, no two alike in points or name."""
    least = [band.least for band in bands]
    return least == sorted(set(least), reverse=True) and len({band.name for band in bands}) == len(bands)


def needs_measure(leaf: Leaf) -> bool:
    """Whether the scale turns a figure into points, so that there must be one."""
    return isinstance(leaf.scale, Steps | Proportional | Deduct)
