"""The year's help as a picture: twelve columns and, below, a line of days with the longest gap. Pure: places only.

Units are those of the drawing's viewBox, WIDTH by HEIGHT; the template draws what stands here.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from careplan.aid.evenness import SORTS, Evenness

WIDTH, HEIGHT = 360, 150
LEFT, RIGHT = 4, 356
TOP, FOOT = 16, 96
LINE = 128
ROOM = 0.72
"""How much of a month's place its column takes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a column."""

    sort: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A month: where its name stands, its count on top, its parts from below."""

    month: date
    middle: float
    top: float
    count: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """gap: x and width of the longest gap on the line of days; dots: x of each day with help."""

    columns: tuple[Column, ...]
    gap: tuple[float, float]
    dots: tuple[float, ...]


def picture_of(even: Evenness, days: frozenset[date]) -> Picture:
    """The places of everything. days: those with help."""
    most = max((sum(found.values()) for _month, found in even.by_month), default=0) or 1
    wide = (RIGHT - LEFT) / len(even.by_month)
    columns = [
        _column(month, dict(found), LEFT + number * wide, wide, most)
        for number, (month, found) in enumerate(even.by_month)
    ]
    first = even.by_month[0][0]

    def at(day: date) -> float:
        """On the line of days, below the day's own month."""
        number = (day.year - first.year) * len(even.by_month) + day.month - first.month
        within = (day.day - 1) / monthrange(day.year, day.month)[1]
        return round(max(float(LEFT), LEFT + (number + within) * wide), 1)

    begin, end = at(even.gap[0]), at(even.gap[1])
    dots = sorted(at(day) for day in days if max(even.since, first) <= day <= even.day)
    return Picture(tuple(columns), (begin, round(end - begin, 1)), tuple(dots))


def _column(month: date, counts: dict[str, int], left: float, wide: float, most: int) -> Column:
    width, foot = wide * ROOM, float(FOOT)
    pieces = []
    for sort in SORTS:
        height = counts.get(sort, 0) / most * (FOOT - TOP)
        if height:
            foot -= height
            x = round(left + (wide - width) / 2, 1)
            pieces.append(Piece(sort, x, round(foot, 1), round(width, 1), round(height, 1)))
    return Column(month, round(left + wide / 2, 1), round(foot, 1), sum(counts.values()), tuple(pieces))
