"""Finds the header of a school's sheet and what each of its columns means (DOMAIN 7.2).

Real sheets begin with title rows and a line 填报单位, and have headers of one or two
rows: 父亲 above 姓名 and 电话, or 就读方式 above 走读 and 住校, ticked with √.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from careplan.children.columns import Column, header_index, plain_header
from careplan.children.faults import NOTE, Fault
from careplan.children.grid import Grid, Value, as_text, column_letter, is_blank

SEARCH_ROWS = 15
MIN_KNOWN = 3

_PERSON = re.compile("[父母爸妈祖]|监护|家长")
"""身份证号 under 父亲 is the father's: a lower word alone never means the child there."""
_DATA = re.compile(r"\d{6}|[√✓✔☑]")

GridRow = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Mapped:
    """One column of the sheet; `choice` is the answer that a tick in it gives."""

    index: int
    column: Column
    header: str
    choice: str | None = None

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header ends (`first_row` of data, from 0) and the known columns."""

    title: str
    first_row: int
    columns: tuple[Mapped, ...]
    faults: tuple[Fault, ...] = ()

    def has(self, field: str) -> bool:
        return any(mapped.column.field == field for mapped in self.columns)


def find_header(grid: Grid, columns: tuple[Column, ...]) -> Header | None:
    """The header of a sheet whose merged cells are filled; None when there is none."""
    index = header_index(columns)
    for row in range(min(SEARCH_ROWS, len(grid.rows))):
        top = grid.rows[row]
        if count_known(top, index) < MIN_KNOWN and not _pair_known(grid, row, index):
            continue
        two = row + 1 < len(grid.rows) and _is_second_row(top, grid.rows[row + 1], index)
        below: GridRow = grid.rows[row + 1] if two else ()
        return _header(grid, row, top, below, index)
    return None


def count_known(row: GridRow, index: dict[str, Column]) -> int:
    """How many different fields the cells of a row name."""
    names = (plain_header(value) for value in row if isinstance(value, str))
    return len({index[name].field for name in names if name in index})


def _pair_known(grid: Grid, row: int, index: dict[str, Column]) -> bool:
    """A first row with group words only (父亲情况), above the columns' names.

    One pair at least must be known as a pair, so a title above a header is not taken.
    """
    if row + 1 >= len(grid.rows):
        return False
    top, below = grid.rows[row], grid.rows[row + 1]
    pairs = {
        plain_header(as_text(a)) + plain_header(as_text(b))
        for a, b in zip(top, below, strict=True)
        if not is_blank(a) and not is_blank(b) and a != b
    }
    if not pairs & index.keys() or not _is_second_row(top, below, index):
        return False
    return len({item.column.field for item in _map(top, below, index)}) >= MIN_KNOWN


def _is_second_row(top: GridRow, below: GridRow, index: dict[str, Column]) -> bool:
    """A row of words in which a cell differs from the one above and makes a known column with it.

    男 under 性别 is data; 走读 and 住校 beside each other under one 就读方式 are headers.
    """
    if not all(_may_be_header(value) for value in below):
        return False
    uppers = [as_text(value) for value in top]
    for upper, lower in zip(uppers, below, strict=True):
        if not isinstance(lower, str) or not plain_header(lower) or lower == upper:
            continue
        grouped = bool(upper) and uppers.count(upper) > 1
        if _resolve(upper, lower, index) and (grouped or _names_column(upper, lower, index)):
            return True
    return False


def _may_be_header(value: Value) -> bool:
    """Headers are words: no numbers, dates, ticks or long figures."""
    return value is None or (isinstance(value, str) and not _DATA.search(value))


def _names_column(upper: str, lower: str, index: dict[str, Column]) -> bool:
    sub = plain_header(lower)
    return sub in index or plain_header(upper) + sub in index


def _header(grid: Grid, row: int, top: GridRow, below: GridRow, index: dict[str, Column]) -> Header:
    two = bool(below)
    mapped = _map(top, below, index)
    first = row + (2 if two else 1)
    title = " ".join(dict.fromkeys(as_text(v) for line in grid.rows[:row] for v in line if not is_blank(v)))
    faults = [*_unknown(grid, top, below, mapped, first), *_twice(grid.name, mapped)]
    return Header(title, first, tuple(mapped), tuple(faults))


def _map(top: GridRow, below: GridRow, index: dict[str, Column]) -> list[Mapped]:
    found = []
    for number, value in enumerate(top):
        upper = as_text(value)
        lower = as_text(below[number]) if below else ""
        lower = "" if lower == upper else lower
        hit = _resolve(upper, lower, index)
        if hit:
            column, choice = hit
            header = f"{upper} {lower}".strip().replace("\n", "")
            found.append(Mapped(number, column, header, choice))
    return found


def _resolve(upper: str, lower: str, index: dict[str, Column]) -> tuple[Column, str | None] | None:
    """父亲 + 姓名, then 就读方式 + 住校 (a choice), then the lower, then the upper word."""
    top, sub = plain_header(upper), plain_header(lower)
    if not sub:
        return (index[top], None) if top in index else None
    if top + sub in index:
        return index[top + sub], None
    if top in index and index[top].choice_of(sub):
        return index[top], index[top].choice_of(sub)
    if sub in index and not _PERSON.search(top):
        return index[sub], None
    return None


def _twice(sheet: str, mapped: list[Mapped]) -> list[Fault]:
    faults: list[Fault] = []
    seen: dict[tuple[str, str | None], Mapped] = {}
    for item in mapped:
        key = (item.column.field, item.choice)
        first = seen.setdefault(key, item)
        clash = first is not item and item.column.kind != "ignored"
        if clash:
            text = f"{first.letter} {first.header}, {item.letter} {item.header}"
            faults.append(Fault("column-twice", sheet, None, item.letter, item.header, {"text": text}))
    return faults


def _unknown(grid: Grid, top: GridRow, below: GridRow, mapped: list[Mapped], first: int) -> list[Fault]:
    """Columns with something in them that nobody reads: said once, as a note."""
    known = {item.index for item in mapped}
    faults = []
    for number, value in enumerate(top):
        text = as_text(value) + (f" {as_text(below[number])}" if below else "")
        filled = any(not is_blank(row[number]) for row in grid.rows[first:])
        if number not in known and text.strip() and filled:
            letter = column_letter(number)
            faults.append(Fault("column-unknown", grid.name, None, letter, "", {"text": text.strip()}, NOTE))
    return faults
