"""A sheet as rows of plain values, whatever program wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MAX_ROWS = 5000
MAX_COLUMNS = 60
MAX_TEXT = 500
MAX_MERGED_CELLS = 300_000

Value = str | float | bool | date | None
"""Text, a number, a truth value, a date, or nothing. Numbers are always float."""

Merged = tuple[int, int, int, int]
"""First row, first column, last row, last column; all from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; `rows[r][c]` from 0, every row of one length."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Merged, ...] = ()


class MergedTooLarge(ValueError):
    """The merged ranges of a sheet cover more cells than are worth filling."""


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def fill_merged(grid: Grid) -> Grid:
    """Every cell of a merged range gets the value of its first cell.

    Raises MergedTooLarge when the ranges cover too many cells of the sheet.
    """
    if not grid.merged or not grid.rows:
        return grid
    rows = [list(row) for row in grid.rows]
    height, width = len(rows), len(rows[0])
    budget = MAX_MERGED_CELLS
    for top, left, bottom, right in grid.merged:
        if top >= height or left >= width:
            continue
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        budget -= (bottom - top + 1) * (right - left + 1)
        if budget < 0:
            raise MergedTooLarge
        _fill(rows, (top, left, bottom, right))
    return Grid(grid.name, tuple(tuple(row) for row in rows), grid.merged)


def _fill(rows: list[list[Value]], area: Merged) -> None:
    top, left, bottom, right = area
    value = rows[top][left]
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            rows[row][column] = value


def is_blank(value: Value) -> bool:
    """Nothing, or text of white space only."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: Value) -> str:
    """How a person reads the cell: 3.0 is 3, a date is 2018-05-06."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.strip()


def pad(rows: Sequence[Sequence[Value]]) -> tuple[tuple[Value, ...], ...]:
    """Rows of one length."""
    width = max((len(row) for row in rows), default=0)
    return tuple(tuple(row) + (None,) * (width - len(row)) for row in rows)
