"""The public version of a frozen report: nothing that leads to a child, nobody's name but the signer's. Pure.

Left out: lists session by session (a class and a day tell who was there) and who gave what; what is told of fewer than
five children is not told. Everything else stands as it was frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import LEAST
from careplan.reports.document import (
    Appendix,
    Block,
    Cited,
    Document,
    Items,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)
from careplan.reports.evidence_words import COLUMN, EVIDENCE_TABLES, POINTS_NOTE, TITLE
from careplan.reports.figures import result_text
from careplan.reports.frozen import Frozen

LEFT_OUT = frozenset({"已开展活动一览", "各方贡献", *EVIDENCE_TABLES})
"""Tables of single sessions, of single givers, and of where the papers lie."""
HIDDEN = f"不足{LEAST}例，不列"
Hide = Callable[[str, str], str]


def public_document(frozen: Frozen, standing: str) -> Document:
    """The document for everybody; `standing` says at its head whether and by whom it is signed."""
    hidden = small_figures(frozen)
    told = frozenset(result_text(frozen.results[code], personal=True) for code in hidden)

    def hide(code: str, text: str) -> str:
        return HIDDEN if code in hidden else text

    head: tuple[Block, ...] = (Paragraph((standing,), "公开版。"),)
    with_records = (one for one in frozen.document.appendices if one.title != TITLE)
    kept = (Appendix(one.title, _blocks(one.blocks, hide, told)) for one in with_records)
    return replace(
        frozen.document,
        blocks=head + _blocks(frozen.document.blocks, hide, told),
        appendices=tuple(one for one in kept if one.blocks),
        signatories=(),
    )


def small_figures(frozen: Frozen) -> frozenset[str]:
    """Codes of the measures about children that are told of fewer than five of them."""
    return frozenset(
        code for code, result in frozen.results.items() if frozen.measures[code].personal and _is_small(result)
    )


def _is_small(result: MeasureResult) -> bool:
    """A rate says a bound by itself, but not over fewer than five; a count or a mean is of those that are counted."""
    if result.value is None:
        return False
    if result.unit == "rate":
        return result.denominator < LEAST
    return 0 < _people(result) < LEAST


def _people(result: MeasureResult) -> int:
    """How many records stand behind a figure that is no rate."""
    return len(result.counted)


def _blocks(blocks: tuple[Block, ...], hide: Hide, told: frozenset[str]) -> tuple[Block, ...]:
    """`told`: the hidden figures as words; a step of a list that says one is left out."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Items):
            items = tuple(item for item in block.items if not any(figure in item for figure in told))
            kept += [replace(block, items=items)] if items else []
        elif not (isinstance(block, Table) and block.caption in LEFT_OUT):
            kept.append(_hidden(block, hide))
    return tuple(kept)


def _hidden(block: Block, hide: Hide) -> Block:
    """A block whose small figures are not told."""
    match block:
        case Paragraph():
            parts = (Cited(hide(p.code, p.text), p.code) if isinstance(p, Cited) else p for p in block.parts)
            return replace(block, parts=tuple(parts))
        case KeyFigures():
            return KeyFigures(tuple(_figure(one, hide) for one in block.figures))
        case Table():
            return _without_evidence(replace(block, rows=tuple(_row(row, hide) for row in block.rows)))
    return block


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


def _row(row: Row, hide: Hide) -> Row:
    """The fraction beside a figure needs no care: it is never told of fewer than five."""
    codes: Mapping[int, str] = {n: code for n, code in enumerate(row.codes) if code}
    return replace(row, cells=tuple(hide(codes[n], cell) if n in codes else cell for n, cell in enumerate(row.cells)))
