"""The public version of a frozen report: nothing that leads to a child, nobody's name but the signer's. Pure.

Left out: lists session by session (a class and a day tell who was there) and who gave what; what is told of fewer than
five children is not told, nor what moved by so few since an earlier signed report of the year: two public versions
must not tell by subtraction what each alone hides, nor may a sum of points (`public_points`) (G10). The file for other
schools follows the same rule (`exchange`). Everything else stands as it was frozen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from careplan.indicators.small_cells import LEAST
from careplan.reports.document import (
    Appendix,
    Block,
    Chart,
    Cited,
    Column,
    Document,
    Items,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)
from careplan.reports.evidence_words import COLUMN, EVIDENCE_TABLES, POINTS_NOTE, TITLE
from careplan.reports.frozen import Frozen
from careplan.reports.hidden_figures import hidden_figures, small_figures, told_as
from careplan.reports.public_points import PublicPoints

LEFT_OUT = frozenset({"已开展活动一览", "各方贡献", *EVIDENCE_TABLES})
"""Tables of single sessions, of single givers, and of where the papers lie."""
SEE_TABLE = "，各方贡献见下表"
"""What points at a table that is left out goes with it."""
HIDDEN = f"不足{LEAST}例，不列"
MOVED = f"变动不足{LEAST}例，不列"
BESIDE = frozenset({"分子/分母", "自评"})
"""Columns from which a hidden figure of their row could be counted again."""
POINTS = re.compile(r"得[\d.,]+分（满分")
Hide = Callable[[str, str], str]


def public_document(frozen: Frozen, standing: str, before: Iterable[Frozen] = ()) -> Document:
    """The document for everybody; `standing` says at its head whether and by whom it is signed. before: see
    `hidden_figures`."""
    few, hidden = small_figures(frozen), hidden_figures(frozen, before)
    told = frozenset(word for code in hidden for word in told_as(frozen.results[code]))
    points = PublicPoints(frozen, hidden)

    def hide(code: str, text: str) -> str:
        return HIDDEN if code in few else MOVED if code in hidden else text

    head: tuple[Block, ...] = (Paragraph((standing,), "公开版。"),)
    with_records = (one for one in frozen.document.appendices if one.title != TITLE)
    kept = (Appendix(one.title, _blocks(one.blocks, hide, told)) for one in with_records)
    return replace(
        frozen.document,
        blocks=head + tuple(map(points.told, _blocks(frozen.document.blocks, hide, told))),
        appendices=tuple(one for one in kept if one.blocks),
        signatories=(),
    )


def _blocks(blocks: tuple[Block, ...], hide: Hide, told: frozenset[str]) -> tuple[Block, ...]:
    """`told`: the hidden figures as words; a step of a list or a drawing that says one is left out."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Items):
            items = tuple(item for item in block.items if not _says(item, told))
            kept += [replace(block, items=items)] if items else []
        elif isinstance(block, Chart):
            kept += [] if _says(block.alt, told) else [block]
        elif not (isinstance(block, Table) and block.caption in LEFT_OUT):
            kept.append(_hidden(block, hide))
    return tuple(kept)


def _says(text: str, told: frozenset[str]) -> bool:
    """Whether one of these figures stands in a text, not as a part of a longer number."""
    return any(re.search(rf"(?<![\d.]){re.escape(figure)}", text) for figure in told)


def _hidden(block: Block, hide: Hide) -> Block:
    """A block whose small figures are not told."""
    match block:
        case Paragraph():
            return replace(block, parts=tuple(_parts(block.parts, hide)))
        case KeyFigures():
            return KeyFigures(tuple(_figure(one, hide) for one in block.figures))
        case Table():
            return _without_evidence(replace(block, rows=tuple(_row(row, hide, block.columns) for row in block.rows)))
    return block


def _parts(parts: Iterable[str | Cited], hide: Hide) -> Iterator[str | Cited]:
    """A paragraph's parts, words between two figures as one; a paragraph that hides a figure does not say the points
    for it either (五、存在的问题)."""
    told: list[str | Cited] = []
    for part in parts:
        if isinstance(part, Cited):
            told.append(Cited(hide(part.code, part.text), part.code))
        elif told and isinstance(told[-1], str):
            told[-1] += part
        else:
            told.append(part)
    hides = any(isinstance(part, Cited) and part.text in (HIDDEN, MOVED) for part in told)
    return ((_words(part, hides) if isinstance(part, str) else part) for part in told)


def _words(text: str, hides: bool) -> str:
    """Words of a paragraph without what is left out; hides: a figure of the paragraph is not told."""
    told = text.replace(SEE_TABLE, "")
    return POINTS.sub("得分不列（满分", told) if hides else told


def _without_evidence(table: Table) -> Table:
    """The table without references to the list of evidence, which is left out."""
    keeps = [column.title != COLUMN for column in table.columns]
    rows = tuple(_cut(row, keeps) for row in table.rows)
    columns = tuple(column for column, kept in zip(table.columns, keeps, strict=True) if kept)
    return replace(table, columns=columns, rows=rows, note=table.note.replace(POINTS_NOTE, ""))


def _cut(row: Row, keeps: list[bool]) -> Row:
    if row.kind == "group":
        return replace(row, refs=())
    cells = tuple(cell for cell, kept in zip(row.cells, keeps, strict=True) if kept)
    codes = tuple(code for code, kept in zip(row.codes, keeps, strict=False) if kept)
    return replace(row, cells=cells, codes=codes, refs=())


def _figure(figure: KeyFigure, hide: Hide) -> KeyFigure:
    value = hide(figure.code, figure.value) if figure.code else figure.value
    return replace(figure, value=value, unit=figure.unit if value == figure.value else "")


def _row(row: Row, hide: Hide, columns: tuple[Column, ...]) -> Row:
    """Of a hidden figure the fraction and the points beside it are not told either."""
    codes: Mapping[int, str] = {n: code for n, code in enumerate(row.codes) if code}
    cells = [hide(codes[n], cell) if n in codes else cell for n, cell in enumerate(row.cells)]
    if any(cells[n] in (HIDDEN, MOVED) for n in codes):
        cells = ["—" if columns[n].title in BESIDE else cell for n, cell in enumerate(cells)]
    return replace(row, cells=tuple(cells))
