"""Sheets of a roster into children and problems, all at once (G21).

Nothing is guessed: a row with a fault gives no child, and the whole file is refused
while a fault remains. Notes only ask the reader to look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from careplan.children.class_names import ClassRef, find_class, parse_class
from careplan.children.columns import Column, default_columns
from careplan.children.faults import NOTE, Fault, only_faults
from careplan.children.grid import Grid, MergedTooLarge, fill_merged, is_blank
from careplan.children.record import ChildRecord
from careplan.children.roster_headers import Header, find_header
from careplan.children.roster_rows import Place, SheetReader
from careplan.school.school_year import YEARS_OF_PRIMARY

QUIET_SHEETS = frozenset({"填写说明", "说明", "选项", "代码", "代码表", "字典"})


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A child and where it stands in the file."""

    record: ChildRecord
    place: Place


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says: the children of sound rows, every problem in file order, the names of its sheets."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Fault, ...]
    sheets: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(only_faults(list(self.problems)))

    @property
    def notes(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.problems if fault.severity == NOTE)


def read_roster(
    grids: Iterable[Grid],
    school_year: int,
    *,
    years: int = YEARS_OF_PRIMARY,
    columns: tuple[Column, ...] | None = None,
) -> Roster:
    """Read every sheet that has a header; `school_year` is the year of its autumn."""
    rows: list[RosterRow] = []
    problems: list[Fault] = []
    skipped: list[Fault] = []
    grids = list(grids)
    sheets = tuple(grid.name for grid in grids)
    numbers: list[tuple[str, str, Place]] = []
    read = 0
    for grid in grids:
        if not any(not is_blank(value) for row in grid.rows for value in row):
            continue
        sheet = _read_sheet(grid, school_year, years, columns or default_columns())
        if sheet is None:
            if grid.name.strip() not in QUIET_SHEETS:
                skipped.append(Fault("sheet-skipped", grid.name, severity=NOTE))
            continue
        read += 1
        rows.extend(sheet[0])
        problems.extend(sheet[1])
        numbers.extend(sheet[2])
    if not read:
        return Roster((), (Fault("file-no-sheet"),), sheets)
    problems = [*skipped, *problems, *_twice(numbers), *_same_names(rows, school_year)]
    if not rows and not only_faults(problems):
        problems.append(Fault("file-no-children"))
    return Roster(tuple(rows), tuple(problems), sheets)


def _read_sheet(
    grid: Grid, school_year: int, years: int, columns: tuple[Column, ...]
) -> tuple[list[RosterRow], list[Fault], list[tuple[str, str, Place]]] | None:
    try:
        grid = fill_merged(grid)
    except MergedTooLarge:
        return [], [Fault("sheet-merged", grid.name)], []
    header = find_header(grid, columns)
    if header is None:
        return None
    sheet_class = _class_of_sheet(grid, header, school_year, years)
    missing = _missing_columns(grid.name, header, sheet_class)
    if missing:
        return [], [*missing, *header.faults], []
    reader = SheetReader(grid, header, school_year, years, sheet_class)
    found = [RosterRow(record, place) for record, place in reader.children()]
    return found, [*header.faults, *reader.problems], reader.numbers


def _class_of_sheet(grid: Grid, header: Header, school_year: int, years: int) -> ClassRef | None:
    """三(1)班 as the sheet's name, or 三年级1班学生名册 in its title."""
    if header.has("school_class"):
        return None
    return parse_class(grid.name, school_year, years=years) or find_class(
        f"{grid.name} {header.title}", school_year, years
    )


def _missing_columns(sheet: str, header: Header, sheet_class: ClassRef | None) -> list[Fault]:
    faults = []
    if not header.has("name"):
        faults.append(Fault("column-missing", sheet, params={"text": "姓名"}))
    if not header.has("school_class") and sheet_class is None:
        faults.append(Fault("column-missing-class", sheet))
    if not header.has("id_number") and not header.has("student_number"):
        faults.append(Fault("column-missing-identity", sheet))
    return faults


def _twice(numbers: list[tuple[str, str, Place]]) -> list[Fault]:
    """A number that stands twice, also in rows that have other faults."""
    first: dict[tuple[str, str], Place] = {}
    faults = []
    for field, number, place in numbers:
        other = first.setdefault((field, number), place)
        if other is not place:
            code = "id-twice" if field == "id_number" else "student-number-twice"
            faults.append(place.fault(code, field, text=other.words(field)))
    return faults


def _same_names(rows: list[RosterRow], school_year: int) -> list[Fault]:
    """Two children of one name in a class are no fault; they are told apart by number."""
    counts = Counter((row.record.school_class, row.record.name) for row in rows)
    notes, said = [], set()
    for row in rows:
        key = (row.record.school_class, row.record.name)
        if counts[key] > 1 and key not in said:
            said.add(key)
            notes.append(row.place.fault("name-twice", "name", NOTE, text=key[1], count=str(counts[key])))
    return notes
