"""A roster's problems and changes for somebody who sees no child: places, kinds and counts (DOMAIN 5.2).

Nothing that was typed into the file or stands in the register passes: no name, number, cell, title or sheet's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from careplan.children.class_names import ClassRef, parse_class
from careplan.children.columns import Column, default_columns, header_index, plain_header
from careplan.children.faults import Fault
from careplan.children.roster_diff import RosterDiff

COVER = "…"
OWN_PARAMS = frozenset({"limit", "rows", "columns", "words", "count", "length"})
"""Parameters that come from our own rules and counting, not from a cell."""

OWN_TEXT = frozenset({"column-missing", "file-bomb"})
"""Problems whose text is ours: a column of the template, a size."""

_CELL = re.compile(r"[A-Z]{0,3}[0-9]{1,7}")
_POINTS_AT_CELL = frozenset({"id-twice", "student-number-twice", "sheet-large"})


@dataclass(frozen=True, slots=True)
class ClassChanges:
    """How many children of a class each kind of change concerns."""

    school_class: ClassRef
    counts: Mapping[str, int]


def covered(faults: Iterable[Fault], sheets: Sequence[str], school_year: int) -> tuple[Fault, ...]:
    """The same problems at the same places without what the cells hold. `sheets`: the file's, in its order."""
    index = header_index(default_columns())
    return tuple(
        replace(
            fault,
            sheet=sheet_label(fault.sheet, sheets, school_year),
            header=_known_header(fault.header, index),
            params={name: _covered_param(fault, name, value) for name, value in fault.params.items()},
        )
        for fault in faults
    )


def sheet_label(name: str, sheets: Sequence[str], school_year: int) -> str:
    """三(2)班 for a sheet named after a class, else its place in the file: #3. A sheet may be named after a child."""
    if not name:
        return ""
    found = parse_class(name, school_year)
    if found:
        return found.label(school_year)
    return f"#{sheets.index(name) + 1}" if name in sheets else ""


def changes_by_class(diff: RosterDiff) -> list[ClassChanges]:
    """Changes counted by the class in which the child will be, lowest grade first."""
    counts: dict[ClassRef, Counter[str]] = {}
    for change in diff.changes:
        counts.setdefault(change.record.school_class, Counter())[change.kind] += 1
    return [ClassChanges(ref, counts[ref]) for ref in sorted(counts, key=lambda ref: (-ref.entry_year, ref.number))]


def _known_header(header: str, index: Mapping[str, Column]) -> str:
    """The template's word for a known column; schools write all sorts of things into their headers."""
    words = header.split(" ")
    for text in (header, words[-1], words[0]):
        column = index.get(plain_header(text))
        if column:
            return column.header
    return ""


def _covered_param(fault: Fault, name: str, value: str) -> str:
    if name in OWN_PARAMS or fault.code in OWN_TEXT:
        return value
    cell = value.rpartition(" ")[2]
    if fault.code in _POINTS_AT_CELL and _CELL.fullmatch(cell):
        return cell
    return COVER
