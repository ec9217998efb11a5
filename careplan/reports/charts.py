"""Chart specs as small nouns: what is compared, never how it is drawn (chart_options.py does that).

A value of `None` means there is no data: it leaves a gap (heat map: 无数据) and is never drawn as 0.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 640
NARROW = 340
"""px of a page's text, and of a phone's."""


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of values, as long as the categories."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side for each category; lying when `lying` (long names), stacked when `stacked`."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    lying: bool = False
    stacked: bool = False
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Values over time, one line a series."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Donut:
    """Parts of a whole, each named with its number and share."""

    parts: tuple[tuple[str, float], ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`values[row][column]`; `None` is shown as 无数据."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    unit: str = ""
    no_data: str = "无数据"


ChartSpec = Bars | Lines | Donut | HeatMap


def size(spec: ChartSpec, width: int = WIDTH) -> tuple[int, int]:
    """Width and height in px; printed at the width of the text (156 mm)."""
    if isinstance(spec, HeatMap):
        return width, 48 + 30 * len(spec.rows)
    if isinstance(spec, Bars) and spec.lying:
        rows = len(spec.categories) * (1 if spec.stacked else max(1, len(spec.series)))
        return width, 56 + max(96, 23 * rows)
    return width, 170 if isinstance(spec, Lines) else 200


def table_of(spec: ChartSpec) -> list[list[str]]:
    """What the chart shows as a table, head row first; no data is said in words."""

    def shown(value: float | None) -> str:
        return "无数据" if value is None else f"{value:,g}{spec.unit}"

    if isinstance(spec, Donut):
        return [["", "数量"], *([name, shown(value)] for name, value in spec.parts)]
    if isinstance(spec, HeatMap):
        return [
            ["", *spec.columns],
            *([name, *map(shown, row)] for name, row in zip(spec.rows, spec.values, strict=True)),
        ]
    rows = [[name, *(shown(series.values[i]) for series in spec.series)] for i, name in enumerate(spec.categories)]
    return [["", *(series.name for series in spec.series)], *rows]
