"""One line for an activity of a month, with its days, squads, leaders and places. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from careplan.paper.sheets import Line
from careplan.reports.document import Column, Row, Table
from careplan.reports.facts import Names, grade_name

COLUMNS = (
    Column("活动", 3.6),
    Column("形式", 2.3),
    Column("日期", 2.3),
    Column("中队", 3.1),
    Column("负责人", 2.8),
    Column("地点", 2.7),
)


def activity_table(caption: str, lines: Iterable[Line], names: Names, grades: Mapping[str, int]) -> Table:
    """grades: squad id → grade, of all squads of the year."""
    rows: list[Row] = []
    by_month = groupby(sorted(lines, key=lambda one: (one.day, one.id)), key=lambda one: (one.day.year, one.day.month))
    for (year, month), some in by_month:
        of_month = list(some)
        rows.append(Row((f"{year}年{month}月（{len(of_month)}次）",), kind="group"))
        rows += [_row(same, names, grades) for same in _same(of_month)]
    return Table(caption, COLUMNS, tuple(rows), note="几个中队同一个月做同一个活动的并为一行。")


def _same(lines: list[Line]) -> list[list[Line]]:
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.title, line.method), []).append(line)
    return list(found.values())


def _row(lines: list[Line], names: Names, grades: Mapping[str, int]) -> Row:
    squads = [str(squad) for line in lines for squad in line.squad_ids]
    leaders = "、".join(dict.fromkeys(leader for line in lines for leader in line.leaders))
    places = "、".join(dict.fromkeys(line.venue for line in lines))
    first = lines[0]
    return Row((first.title, first.method, days(lines), squads_text(squads, names, grades), leaders or "待定", places))


def days(lines: Sequence[Line]) -> str:
    """9月4日; 9月4日、11日; more than three days: 9月4日至25日."""
    those = sorted({line.day for line in lines})
    if len(those) > 3:
        return f"{those[0].month}月{those[0].day}日至{those[-1].day}日"
    return "、".join(f"{d.month}月{d.day}日" if n == 0 else f"{d.day}日" for n, d in enumerate(those))


def squads_text(squads: Iterable[str], names: Names, grades: Mapping[str, int]) -> str:
    """一年级各中队、二年级(1)中队: a grade whose squads are all there is said at once."""
    there = set(squads)
    said: list[str] = []
    for grade in sorted({grades[one] for one in there if one in grades}):
        every = [one for one, of in grades.items() if of == grade]
        own = [one for one in every if one in there]
        whole = len(own) == len(every) > 1
        said += [f"{grade_name(grade)}各中队"] if whole else [names.squads.get(one, "") for one in own]
    return "、".join(said)
