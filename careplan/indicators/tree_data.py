"""A tree as plain data for a JSON column or a frozen report, and back without loss. Pure."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from careplan.indicators import tree as nodes

KINDS = {
    kind.__name__: kind
    for kind in (
        nodes.Tree, nodes.Branch, nodes.Leaf, nodes.Steps, nodes.Proportional, nodes.Deduct, nodes.Gate, nodes.Grades,
        nodes.Levels, nodes.Manual, nodes.Bonus, nodes.Minus, nodes.Veto, nodes.Option, nodes.Note, nodes.Watch,
        nodes.Band, nodes.Method,
    )
}  # fmt: skip
KIND = "kind_of"


def tree_data(value: Any) -> Any:
    """A node (or a value in one) as dicts, lists, texts and numbers; points as text, so that they stay exact."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [tree_data(one) for one in value]
    if is_dataclass(value):
        return {KIND: type(value).__name__} | {f.name: tree_data(getattr(value, f.name)) for f in fields(value)}
    return value


def tree_from(data: dict[str, Any]) -> nodes.Tree:
    """The tree that `tree_data` wrote; ValueError when it is none."""
    found = _node(data)
    if not isinstance(found, nodes.Tree):
        raise ValueError("no tree of indicators")
    return found


def _node(data: dict[str, Any]) -> Any:
    kind = KINDS.get(str(data.get(KIND)))
    if kind is None:
        raise ValueError(f"no node of a tree: {data.get(KIND)!r}")
    return kind(**{f.name: _value(data[f.name], str(f.type)) for f in fields(kind) if f.name in data})


def _value(value: Any, kind: str) -> Any:
    """kind: the annotation; texts of a field with points are Decimals again."""
    if isinstance(value, list):
        return tuple(_value(one, kind) for one in value)
    if isinstance(value, dict):
        return _node(value)
    return Decimal(value) if isinstance(value, str) and "Decimal" in kind else value
