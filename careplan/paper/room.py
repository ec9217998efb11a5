"""How small a session's sheet is set so that it is always one page: its height reckoned in mm before it is set. Pure.

The figures are those of paper.css and come out some millimetres high; tests/paper shows with the library's longest
activities that they are right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from careplan.paper.sheets import SessionSheet

MM_A_POINT = 0.3528
PAGE, SAFETY = 275.0, 0.985
NAMES_A_ROW, FACTS_A_ROW = 6, 3
LATIN = 0.55  # how wide a letter of an English text is, in em, on the average


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type: points, height of a line in em, height of a row of names in mm."""

    points: float
    leading: float
    row: float

    @property
    def em(self) -> float:
        return self.points * MM_A_POINT

    @property
    def line(self) -> float:
        return self.em * self.leading

    def height(self, text: str, width: float, share: float = 1) -> float:
        """Of a text in a column of this width, set at a share of the size; half-width letters count as whole ones."""
        return self.lines(len(text), width, share)

    def lines(self, ems: float, width: float, share: float = 1) -> float:
        """The height of so many em in a column of this width."""
        return max(1, ceil(ems * self.em * share / (width - self.em))) * self.line * share


TYPES = tuple(
    Type(*size)
    for size in (
        (10.5, 1.5, 6.1),
        (9.8, 1.48, 6.0),
        (9.3, 1.46, 5.8),
        (8.8, 1.44, 5.6),
        (8.4, 1.42, 5.4),
        (7.9, 1.36, 5.1),
    )
)


def density(sheet: SessionSheet, english: bool) -> int:
    """The number of the largest type in which the sheet is one page; the smallest when none is.

    english: the order of the ceremony and the words around the roll are in English; what a school enters is as it is.
    """
    fits = (number for number, size in enumerate(TYPES) if needed(sheet, size, english) * SAFETY <= PAGE)
    return next(fits, len(TYPES) - 1)


def needed(sheet: SessionSheet, size: Type, english: bool) -> float:
    """Millimetres from the first line to the last."""
    return _top(sheet, size) + max(_steps(sheet, size), _side(sheet, size, english)) + _roll(sheet, size, english)


def _top(sheet: SessionSheet, size: Type) -> float:
    title = 4.5 + 8.8 * ceil(len(sheet.line.title) / 26)
    facts = ceil((5 + len(sheet.people)) / FACTS_A_ROW) + len("、".join(sheet.line.squads)) // 14
    purpose = size.height(sheet.purpose, 184) + 2 if sheet.purpose else 0
    cancelled = size.line if sheet.line.state == "cancelled" else 0
    return 6.5 + title + facts * (size.line + 0.6) + 6.2 + purpose + cancelled


def _steps(sheet: SessionSheet, size: Type) -> float:
    return 2 * size.line + sum(size.line + size.height(step.text, 98) + 1.1 for step in sheet.steps)


def _side(sheet: SessionSheet, size: Type, english: bool) -> float:
    heading = 1.7 * size.line + 2.4
    ready = heading + _items(size, sheet.materials, 60) * 1.1 if sheet.materials else 0
    mind = heading + 2.4 + _items(size, sheet.safety, 55) if sheet.safety else 0
    if not sheet.ceremony:
        return ready + mind
    spoken = sum(size.height(words, 59, 0.9) for _step, words in sheet.ceremony if words)
    steps = (len(step.en) * LATIN if english else len(step.zh) for step, _words in sheet.ceremony)
    return ready + mind + heading + sum(size.lines(ems, 59) for ems in steps) + spoken


def _items(size: Type, items: Iterable[str], width: float) -> float:
    return sum(size.height(item, width) for item in items)


def _roll(sheet: SessionSheet, size: Type, english: bool) -> float:
    """With the counts below it: one line of them in Chinese, two in English."""
    rows, counts = ceil(len(sheet.names or ()) / NAMES_A_ROW), 3.2 if english else 1.5
    return 2 + 1.7 * size.line + 1 + rows * size.row + 2.5 + counts * size.line
