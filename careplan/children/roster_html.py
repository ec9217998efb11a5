"""Tables of a web page saved under the name .xls, as school systems export them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from careplan.children.grid import MAX_COLUMNS, MAX_ROWS, Grid, Merged, Value, column_letter, pad


class PageTooLarge(ValueError):
    """The page's tables have more rows together, or one of them more columns, than are read; `cell` is the first."""

    def __init__(self, row: int, column: int) -> None:
        super().__init__(row, column)
        self.cell = f"{column_letter(column)}{row + 1}"


def read_html(data: bytes) -> list[Grid]:
    """Every table of the page as a grid; spans become merged ranges. Stops at the limits: PageTooLarge."""
    reader = _Tables()
    reader.feed(_decode(data))
    reader.close()
    return [
        Grid(f"表{number}", pad(table.rows), tuple(table.merged))
        for number, table in enumerate(reader.tables, 1)
        if table.rows
    ]


def _decode(data: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    names = [declared.group(1).decode("ascii")] if declared else []
    for name in (*names, "utf-8", "gb18030"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", errors="replace")


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[Value]] = []
        self.merged: list[Merged] = []
        self.taken: set[tuple[int, int]] = set()

    def add(self, text: str, across: int, down: int) -> None:
        row = len(self.rows) - 1
        column = 0
        while (row, column) in self.taken:
            column += 1
        if column >= MAX_COLUMNS:
            raise PageTooLarge(row, column)
        across, down = min(across, MAX_COLUMNS - column), min(down, MAX_ROWS)
        for r in range(row, row + down):
            self.taken.update((r, c) for c in range(column, column + across))
        if across > 1 or down > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
        cells = self.rows[row]
        cells.extend([None] * (column + across - len(cells)))
        cells[column] = text or None


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.text: list[str] | None = None
        self.span = (1, 1)
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append(_Table())
            self._bound(len(self.tables))
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].rows.append([])
            self.rows += 1
            self._bound(self.rows)
        elif tag in ("td", "th") and self.tables and self.tables[-1].rows:
            self._end_cell()
            given = dict(attrs)
            self.span = (_span(given.get("colspan")), _span(given.get("rowspan")))
            self.text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def _bound(self, number: int) -> None:
        """So many rows of all tables, or so many tables; the rest of a page beyond the limit is not even parsed."""
        if number > MAX_ROWS:
            raise PageTooLarge(MAX_ROWS, 0)

    def _end_cell(self) -> None:
        if self.text is not None:
            text = re.sub(r"\s+", " ", "".join(self.text)).strip()
            self.tables[-1].add(text, *self.span)
            self.text = None


def _span(text: str | None) -> int:
    digits = (text or "")[:6]
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return max(1, min(int(digits), MAX_ROWS))
