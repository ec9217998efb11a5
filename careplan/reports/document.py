"""What a report says, free of how it is shown.

A `Document` holds words and numbers only (strings, numbers, dates and the small nouns below), so the same object gives
the PDF and the web preview and cannot reach the database, the clock or the network. A figure that stands for an
indicator carries the indicator's `code`: the preview turns it into a link to the records behind it (S45).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .charts import ChartSpec

Align = Literal["left", "center", "right"]
RowKind = Literal["plain", "group", "total"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A number inside running text that comes from the indicator `code`."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, without its mark: the mark (一、 (一) 1. (1)) is counted when shown."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"heading level must be 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `lead` opens it with a phrase in the Kai typeface (e.g. 全体性与主体性相统一。)."""

    parts: tuple[str | Cited, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered with Arabic figures when `numbered`."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number worth a box of its own. `value` is ready to print; `unit` stands behind it; `note` under it."""

    label: str
    value: str
    unit: str = ""
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Two to four numbers side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `width` is its share of the table (any positive unit, the shares are summed)."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. A `group` row has one cell and spans the table; a `total` row is set off by a rule.

    `codes` names the indicator behind each cell, "" where there is none; shorter than `cells` means none.
    `anchor`: by which a cell of another row points here; `refs`: the anchor that each cell points to, like `codes`.
    """

    cells: tuple[str, ...]
    kind: RowKind = "plain"
    codes: tuple[str, ...] = ()
    anchor: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page and whose rows are never split."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            wanted = 1 if row.kind == "group" else len(self.columns)
            if len(row.cells) != wanted:
                raise ValueError(f"table {self.caption!r}: {len(row.cells)} cells where {wanted} are needed")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn figure. `alt` says in one sentence what it shows; `note` stands under the caption."""

    caption: str
    spec: ChartSpec
    alt: str
    note: str = ""


Block = Heading | Paragraph | Items | KeyFigures | Table | Chart


@dataclass(frozen=True, slots=True)
class Appendix:
    """An attachment: starts on a new page under 附件N."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    A line break in `title` is kept. `number` is the 发文字号 ("明德校发〔2027〕5号") or "" while there is none; `date`
    is the date of issue and the only date that enters the file, so the same document always gives the same bytes.
    `demo` marks every page 演示; `signatories` each get a line to sign on.
    """

    title: str
    subtitle: str
    organisation: str
    number: str
    date: date
    blocks: tuple[Block, ...]
    appendices: tuple[Appendix, ...] = ()
    demo: bool = False
    draft: bool = False
    keywords: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title as it is broken on the page (GB/T 9704-2012 7.3.1: words stay whole, lines centred)."""
        return tuple(self.title.split("\n"))

    @property
    def name(self) -> str:
        """The title in one line."""
        return "".join(self.title_lines)


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading with its mark and anchor, for contents and bookmarks."""

    level: int
    mark: str
    text: str
    anchor: str


_CHINESE_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 -> 一, 12 -> 十二, 20 -> 二十; for 1 to 99."""
    if not 1 <= number <= 99:
        raise ValueError(f"only 1 to 99 can be written, not {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else _CHINESE_DIGITS[tens]) + "十"
    return head + (_CHINESE_DIGITS[ones] if ones else "")


def heading_mark(level: int, number: int) -> str:
    """The mark of the `number`-th heading of a level by GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）."""
    marks = {1: f"{chinese_number(number)}、", 2: f"（{chinese_number(number)}）", 3: f"{number}.", 4: f"（{number}）"}
    return marks[level]


def chinese_date(day: date) -> str:
    """2026年9月1日: Arabic figures, not padded (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def numbered(blocks: tuple[Block, ...], prefix: str = "s") -> Iterator[tuple[Block, Entry | None]]:
    """Each block with its `Entry` when it is a heading; a higher heading starts the lower counts anew."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block, None
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (4 - block.level)
        anchor = prefix + "-".join(str(count) for count in counts[: block.level])
        yield block, Entry(block.level, heading_mark(block.level, counts[block.level - 1]), block.text, anchor)


def contents(document: Document) -> tuple[Entry, ...]:
    """The entries of the contents page: headings of level 1 and 2, then the appendices."""
    entries = [entry for _, entry in numbered(document.blocks) if entry is not None and entry.level <= 2]
    many = len(document.appendices) > 1
    for number, appendix in enumerate(document.appendices, start=1):
        entries.append(Entry(1, f"附件{number if many else ''}　", appendix.title, f"a{number}"))
    return tuple(entries)


def charts(document: Document) -> tuple[Chart, ...]:
    """Every chart in reading order."""
    everything = [*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks)]
    return tuple(block for block in everything if isinstance(block, Chart))


def cited_codes(document: Document) -> frozenset[str]:
    """The codes of all indicators that the document points at."""
    found: set[str] = set()
    everything = [*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks)]
    for block in everything:
        if isinstance(block, Paragraph):
            found.update(part.code for part in block.parts if isinstance(part, Cited))
        elif isinstance(block, KeyFigures):
            found.update(figure.code for figure in block.figures)
        elif isinstance(block, Table):
            found.update(code for row in block.rows for code in row.codes)
    return frozenset(found - {""})
