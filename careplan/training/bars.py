"""Stacked bars as rectangles: a year's training by category. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 240, 44, 22, 26
WIDEST = 70
COLOURS = ("#1f6f5c", "#4c9f8a", "#e0a63c", "#8a5fa8", "#c8674b", "#4a7fb5", "#8f9b3d", "#8b8f94")
"""One for each category, always the same; they differ in lightness too, for print."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle: what it shows in words, and where it stands."""

    code: str
    title: str
    colour: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    total: str
    x: float
    top: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture: columns, lines of the scale (height, figure), what the colours mean."""

    columns: tuple[Column, ...]
    lines: tuple[tuple[float, str], ...]
    legend: tuple[tuple[str, str], ...]
    unit: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def any(self) -> bool:
        return any(column.pieces for column in self.columns)


def stacked(columns: Sequence[tuple[str, Mapping[str, Decimal]]], names: Mapping[str, str], unit: str) -> Bars:
    """Columns of parts by code, in the order of `names`."""
    top = _round_up(max((float(sum(parts.values())) for _, parts in columns), default=0.0))
    floor, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    colours = dict(zip(names, COLOURS, strict=False))
    slot = (WIDTH - LEFT) / max(len(columns), 1)
    wide = min(slot * 0.6, WIDEST)
    found = []
    for number, (label, parts) in enumerate(columns):
        x, y, pieces = LEFT + slot * number + (slot - wide) / 2, float(floor), []
        for code in names:
            value = float(parts.get(code, 0))
            if value > 0:
                height = value / top * room
                y -= height
                title = f"{label} {names[code]}: {value:g}"
                pieces.append(
                    Piece(code, title, colours[code], round(x, 1), round(y, 1), round(wide, 1), round(height, 1))
                )
        total = f"{float(sum(parts.values())):g}"
        found.append(Column(label, total, round(x + wide / 2, 1), round(y, 1), tuple(pieces)))
    lines = tuple((round(floor - room * share, 1), f"{top * share:g}") for share in (0, 0.5, 1))
    used = {piece.code for column in found for piece in column.pieces}
    return Bars(tuple(found), lines, tuple((names[c], colours[c]) for c in names if c in used), unit)


def _round_up(value: float) -> float:
    """The scale's top: 10, 20, 50, 100, 150 …"""
    return float(next((top for top in (10, 20, 50, 100) if value <= top), ceil(value / 50) * 50))
