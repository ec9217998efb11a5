"""A statement as it is shown: its lines by groups with sums, late ones, corrections; from the row as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.workload.counting import Line, total_fen, total_milli
from careplan.workload.freezing import read_fact, read_late, read_line
from careplan.workload.late import LateLine
from careplan.workload.models import WorkStatement
from careplan.workload.work import GROUPS, PER_TIME, POST, Fact, base_of, group_of, overlapping

MANY = 4
"""So many lines of one kind that is counted each time are told as one row, which opens to them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line, or many of one kind that are counted each time; their sums."""

    lines: tuple[Line, ...]
    milli: int
    fen: int | None

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def cut(self) -> int:
        """How many of the lines count less than they come to."""
        return sum(bool(line.cut_by) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one group and their sums; fen None: no money."""

    code: str
    lines: tuple[Line, ...]
    milli: int
    fen: int | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines in the order of time; many of one kind that is counted each time in one row."""
        found: list[Row] = []
        for kind in dict.fromkeys((line.kind, line.role) for line in self.lines):
            own = tuple(line for line in self.lines if (line.kind, line.role) == kind)
            if len(own) >= MANY and base_of(*kind) == PER_TIME:
                found.append(_row(own))
            else:
                found += [_row((line,)) for line in own]
        return tuple(found)


def _row(lines: tuple[Line, ...]) -> Row:
    return Row(lines, total_milli(lines), total_fen(lines))


@dataclass(frozen=True, slots=True)
class Shown:
    """groups in the order of GROUPS; doubled: pairs of records that claim the same minutes."""

    groups: tuple[Group, ...]
    late: tuple[LateLine, ...]
    doubled: tuple[tuple[Fact, Fact], ...]


def shown_statement(row: WorkStatement) -> Shown:
    """What the page and the printed sheet show of a statement."""
    lines = [read_line(one) for one in row.lines]
    return Shown(
        grouped(lines),
        tuple(read_late(one) for one in row.late),
        overlapping(tuple(fact for one in row.facts if (fact := read_fact(one)).kind != POST)),
    )


def grouped(lines: list[Line]) -> tuple[Group, ...]:
    """Lines by group; empty groups are left out."""
    found = []
    for code in GROUPS:
        own = tuple(line for line in lines if group_of(line.kind) == code)
        if own:
            found.append(Group(code, own, total_milli(own), total_fen(own)))
    return tuple(found)
