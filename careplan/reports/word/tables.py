"""Tables of a report in Word: the head repeated on each page, no row split over two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from careplan.reports.document import Column, KeyFigure, KeyFigures, Row, Table
from careplan.reports.word.xml import el, words

WIDTH = 8844
"""The text's width in dxa (156 mm)."""
WHOLE = 9
"""A table of so many rows is kept on one page."""
HEAD, GROUP = "E8EFEC", "F4F8F6"
Named = Callable[[str, Any], list[Any]]
"""A run as a place that can be pointed at by a name."""
Pointing = Callable[[str, Any], Any]
"""A run as a link to such a place."""


def table(block: Table, style: str, named: Named | None = None, pointing: Pointing | None = None) -> Any:
    """A table of a report; `style`: the id of the style of its text; `named`, `pointing`: for rows with anchors."""
    widths = _widths(block.columns)
    head = _row(
        [
            _cell([_text(c.title, style, c.align, bold=True)], w, fill=HEAD)
            for c, w in zip(block.columns, widths, strict=True)
        ],
        head=True,
    )
    last = len(block.rows) - 1 if len(block.rows) <= WHOLE else -1
    rows = [_line(row, block.columns, widths, style, keep=place < last) for place, row in enumerate(block.rows)]
    if named is not None and pointing is not None:
        for row, made in zip(block.rows, rows, strict=True):
            _join(row, made, named, pointing)
    return _whole(widths, [head, *rows], {"top": 12, "bottom": 12, "insideH": 4})


def _join(row: Row, made: Any, named: Named, pointing: Pointing) -> None:
    """Make the row's anchor and its references: the first run becomes a place, a cell's run a link."""
    paragraphs = [cell[-1] for cell in made if cell.tag.endswith("}tc")]
    for place, ref in enumerate(row.refs):
        if ref:
            paragraphs[place].append(pointing(ref, paragraphs[place][-1]))
    if row.anchor:
        paragraphs[0].extend(named(row.anchor, paragraphs[0][-1]))


def boxes(block: KeyFigures, label: str, value: str) -> Any:
    """Key figures side by side; `label`, `value`: ids of the styles of the words and of the number."""
    columns = [Column(figure.label, 1) for figure in block.figures]
    widths = _widths(columns)
    boxed = [_box(figure, label, value) for figure in block.figures]
    cells = [_cell(lines, width, fill=GROUP, place="top") for lines, width in zip(boxed, widths, strict=True)]
    return _whole(widths, [_row(cells)], {"top": 16, "bottom": 6})


def _box(figure: KeyFigure, label: str, value: str) -> list[Any]:
    number = el("p", el("pPr", el("pStyle", val=value)), words(figure.value))
    if figure.unit:
        number.append(words(figure.unit, el("sz", val=21)))
    note = [_text(figure.note, label, "center")] if figure.note else []
    return [_text(figure.label, label, "center"), number, *note]


def data(rows: Sequence[Sequence[str]], style: str) -> Any:
    """Plain rows, the head first: what a chart shows."""
    columns = [Column(title, 2 if place else 3, "right" if place else "left") for place, title in enumerate(rows[0])]
    return table(Table("", tuple(columns), tuple(Row(tuple(row)) for row in rows[1:])), style)


def _widths(columns: Iterable[Column]) -> list[int]:
    shares = [column.width for column in columns]
    return [round(WIDTH * share / sum(shares)) for share in shares]


def _whole(widths: list[int], rows: list[Any], borders: dict[str, int]) -> Any:
    lines = el(
        "tblBorders", *(el(side, val="single", sz=size, space=0, color="7F8C88") for side, size in borders.items())
    )
    margins = el("tblCellMar", *(el(side, w=80, type="dxa") for side in ("left", "right")))
    shape = el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        el("jc", val="center"),
        lines,
        el("tblLayout", type="fixed"),
        margins,
    )
    return el("tbl", shape, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *rows)


def _row(cells: list[Any], *, head: bool = False) -> Any:
    return el("tr", el("trPr", el("cantSplit"), *([el("tblHeader")] if head else [])), *cells)


def _line(row: Row, columns: Sequence[Column], widths: list[int], style: str, *, keep: bool) -> Any:
    """A row; `keep`: on one page with the next."""
    if row.kind == "group":
        text = _text(row.cells[0], style, "left", bold=True, keep=True)
        return _row([_cell([text], WIDTH, fill=GROUP, span=len(columns))])
    texts = [
        _text(text, style, column.align, bold=row.kind == "total", keep=keep)
        for text, column in zip(row.cells, columns, strict=True)
    ]
    return _row([_cell([text], width) for text, width in zip(texts, widths, strict=True)])


def _cell(paragraphs: list[Any], width: int, *, fill: str = "", span: int = 1, place: str = "center") -> Any:
    parts = [el("tcW", w=width, type="dxa"), *([el("gridSpan", val=span)] if span > 1 else [])]
    if fill:
        parts.append(el("shd", val="clear", color="auto", fill=fill))
    return el("tc", el("tcPr", *parts, el("vAlign", val=place)), *paragraphs)


def _text(text: str, style: str, align: str, *, bold: bool = False, keep: bool = False) -> Any:
    place = [el("pStyle", val=style), *([el("keepNext")] if keep else []), el("jc", val=align)]
    return el("p", el("pPr", *place), words(text, *([el("b")] if bold else [])))
