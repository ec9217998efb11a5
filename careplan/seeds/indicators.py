"""A set of indicators (S39) as data: up to four levels, the last of which are leaves with points and a scale.

The shapes of DOMAIN 6.4: points by steps of a figure, in proportion, less so much each, grade × points, levels, a gate,
by hand; apart from the sum stand bonus, minus and veto. Half points are allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from careplan.seeds.indicator_leaf import (
    BY_STEPS,
    DEEPEST,
    EVIDENCE,
    Leaf,
    Option,
    Step,
    plain,
    points_of,
    read_leaf,
    some,
)
from careplan.seeds.source import Source
from careplan.seeds.table import Table, root
from careplan.seeds.words import Sentence

__all__ = [
    "BY_STEPS",
    "EVIDENCE",
    "Band",
    "Group",
    "IndicatorSet",
    "Judged",
    "Leaf",
    "Method",
    "Option",
    "Step",
    "Watch",
]


@dataclass(frozen=True, slots=True)
class Group:
    """An indicator that is made of others 一级、二级、三级指标; its children sum to its points."""

    code: str
    name: str
    name_en: str
    points: Decimal
    children: tuple[Group | Leaf, ...]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves below, in order."""
        found: list[Leaf] = []
        for child in self.children:
            found += child.leaves if isinstance(child, Group) else [child]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Watch:
    """A measure shown without points."""

    measure: str
    name: str
    name_en: str
    ref: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Beside the sum: a bonus, a minus (both with the most they may come to) or a veto; decided by people.

    each: what one occurrence takes off; 0 where people say how much.
    """

    code: str
    name: str
    name_en: str
    points: Decimal
    criteria: str
    criteria_en: str
    ref: tuple[str, ...]
    each: Decimal = Decimal()


@dataclass(frozen=True, slots=True)
class Band:
    """A grade of the whole: reached with at least so many points; `note`: what comes of it (奖1万)."""

    name: str
    name_en: str
    least: Decimal
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """How an indicator is looked at, by the letter that the leaves name (a 查阅资料 …)."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """A whole set. example: not an official list, and shown as 示例; `source`: whose shape it has."""

    code: str
    name: str
    name_en: str
    points: Decimal
    example: bool
    groups: tuple[Group, ...]
    watch: tuple[Watch, ...]
    bonus: tuple[Judged, ...]
    veto: tuple[Judged, ...]
    minus: tuple[Judged, ...] = ()
    bands: tuple[Band, ...] = ()
    methods: tuple[Method, ...] = ()
    source: str = ""
    source_en: str = ""
    bonus_most: Decimal = Decimal(10)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves in order."""
        return tuple(leaf for group in self.groups for leaf in group.leaves)


def read_indicators(source: Source, refs: dict[str, Sentence]) -> IndicatorSet:
    """A file of `indicators/`."""
    top = root(source)
    methods = tuple(_method(table) for table in some(top, "method"))
    letters = tuple(method.code for method in methods)
    found = IndicatorSet(
        code=top.text("code"),
        name=top.text("name"),
        name_en=top.text("name_en"),
        points=points_of(top, "points"),
        example=top.flag("example", default=False),
        groups=tuple(_group(table, refs, letters, 1) for table in top.tables("group", least=1)),
        watch=tuple(_watch(table, refs) for table in some(top, "watch")),
        bonus=tuple(_judged(table, refs, "bonus") for table in some(top, "bonus")),
        veto=tuple(_judged(table, refs, "veto") for table in some(top, "veto")),
        minus=tuple(_judged(table, refs, "minus") for table in some(top, "minus")),
        bands=tuple(_band(table) for table in some(top, "band")),
        methods=methods,
        source=top.text("source", ""),
        source_en=top.text("source_en", ""),
        bonus_most=points_of(top, "bonus_most", Decimal(10)),
    )
    top.codes("ref", refs, least=1)
    top.done()
    total = plain(sum((group.points for group in found.groups), Decimal()))
    if found.groups and total != found.points:
        top.fault("points", f"the groups have {total} points together, not {found.points}")
    _check_bands(top, found.bands)
    _check_once(top, found)
    return found


def _group(table: Table, refs: dict[str, Sentence], letters: tuple[str, ...], level: int) -> Group:
    leaves = [read_leaf(one, refs, letters) for one in some(table, "leaf")]
    below = [_group(one, refs, letters, level + 1) for one in some(table, "group")]
    code, name, english = table.text("code"), table.text("name"), table.text("name_en")
    group = Group(code, name, english, points_of(table, "points"), (*leaves, *below))
    if not group.children:
        table.fault("leaf", f"“{name}” has neither leaves nor groups")
    if level >= DEEPEST:
        table.fault("code", f"“{name}” lies too deep: the fourth level holds leaves only")
    total = plain(sum((child.points for child in group.children), Decimal()))
    if group.children and total != group.points:
        kind = "children" if below else "leaves"
        table.fault("points", f"the {kind} of “{group.name}” have {total} points together, not {group.points}")
    table.done()
    return group


def _watch(table: Table, refs: dict[str, Sentence]) -> Watch:
    watch = Watch(table.text("measure"), table.text("name"), table.text("name_en"), table.codes("ref", refs, least=1))
    table.done()
    return watch


def _judged(table: Table, refs: dict[str, Sentence], kind: str) -> Judged:
    judged = Judged(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        points=Decimal() if kind == "veto" else points_of(table, "points"),
        criteria=table.text("criteria"),
        criteria_en=table.text("criteria_en"),
        ref=table.codes("ref", refs, least=1),
        each=points_of(table, "each", Decimal()) if kind == "minus" else Decimal(),
    )
    table.done()
    return judged


def _band(table: Table) -> Band:
    band = Band(
        table.text("name"),
        table.text("name_en"),
        points_of(table, "least"),
        table.text("note", ""),
        table.text("note_en", ""),
    )
    table.done()
    return band


def _method(table: Table) -> Method:
    method = Method(table.text("code"), table.text("name"), table.text("name_en"))
    table.done()
    return method


def _check_bands(top: Table, bands: tuple[Band, ...]) -> None:
    """The highest comes first, and no two begin at the same points."""
    for better, worse in pairwise(bands):
        if worse.least >= better.least:
            top.fault("band", f"the bands must go from the highest down: “{worse.name}” follows “{better.name}”")


def _check_once(top: Table, found: IndicatorSet) -> None:
    """Each code names one thing, in the whole file."""
    seen: set[str] = set()
    for table in _all_tables(top, ("group", "bonus", "minus", "veto")):
        code = table.data.get("code")
        if isinstance(code, str) and code in seen:
            table.fault("code", f"the indicator “{code}” is there twice")
        seen.add(str(code))


def _all_tables(table: Table, keys: tuple[str, ...]) -> list[Table]:
    found = []
    for key in keys:
        for number, item in enumerate(table.data.get(key, ())):
            if isinstance(item, dict):
                one = Table(table.source, (*table.place, key, number), item)
                found += [one, *_all_tables(one, ("leaf", "group"))]
    return found
