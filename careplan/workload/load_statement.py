"""A statement as it is shown: its lines by groups with sums, late ones, corrections; from the row as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.workload.counting import Line
from careplan.workload.freezing import read_fact, read_late, read_line
from careplan.workload.late import LateLine
from careplan.workload.models import WorkStatement
from careplan.workload.work import GROUPS, POST, Fact, group_of, overlapping


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one group and their sums; fen None: no money."""

    code: str
    lines: tuple[Line, ...]
    milli: int
    fen: int | None


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
            money = [line.fen for line in own if line.fen is not None]
            found.append(Group(code, own, sum(line.counted for line in own), sum(money) if money else None))
    return tuple(found)
