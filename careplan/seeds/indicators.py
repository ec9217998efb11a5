"""The tree of indicators (S39): groups of leaves, each leaf a measure with its points, as data."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.seeds.source import Source
from careplan.seeds.table import Table, root
from careplan.seeds.words import Sentence

SCALES = ("rate", "yes", "days", "points")
EVIDENCE = ("record", "document", "list", "photo", "statement")


@dataclass(frozen=True, slots=True)
class Step:
    """A figure that earns so many points: reached at or above `at`, for days at or below it."""

    at: float
    points: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator. measure: a code of the indicators package. steps: best first; none reached earns 0."""

    code: str
    name: str
    name_en: str
    points: int
    scale: str
    measure: str
    steps: tuple[Step, ...]
    criteria: str
    criteria_en: str
    evidence: tuple[str, ...]
    ref: tuple[str, ...]

    def earned(self, figure: float) -> float:
        """Points for a figure (rate 0–1, days, 1–5); a figure that is not known is the caller's matter."""
        for step in self.steps:
            if figure <= step.at if self.scale == "days" else figure >= step.at:
                return step.points
        return 0


@dataclass(frozen=True, slots=True)
class Group:
    """A first-level indicator 一级指标; its leaves sum to its points."""

    code: str
    name: str
    name_en: str
    points: int
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """A measure shown without points."""

    measure: str
    name: str
    name_en: str
    ref: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A bonus (with points) or a veto (without): decided by people, with a reason."""

    code: str
    name: str
    name_en: str
    points: int
    criteria: str
    criteria_en: str
    ref: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """A whole set. example: not an official list, and shown as 示例."""

    code: str
    name: str
    name_en: str
    points: int
    example: bool
    groups: tuple[Group, ...]
    watch: tuple[Watch, ...]
    bonus: tuple[Judged, ...]
    veto: tuple[Judged, ...]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves in order."""
        return tuple(leaf for group in self.groups for leaf in group.leaves)


def read_indicators(source: Source, refs: dict[str, Sentence]) -> IndicatorSet:
    """A file of `indicators/`."""
    top = root(source)
    groups = tuple(_group(table, refs) for table in top.tables("group", least=1))
    found = IndicatorSet(
        code=top.text("code"),
        name=top.text("name"),
        name_en=top.text("name_en"),
        points=top.whole("points", 1),
        example=top.flag("example", default=False),
        groups=groups,
        watch=tuple(_watch(table, refs) for table in top.tables("watch")),
        bonus=tuple(_judged(table, refs, True) for table in top.tables("bonus")),
        veto=tuple(_judged(table, refs, False) for table in top.tables("veto")),
    )
    top.codes("ref", refs, least=1)
    top.done()
    total = sum(group.points for group in groups)
    if groups and total != found.points:
        top.fault("points", f"the groups have {total} points together, not {found.points}")
    _check_once(source, found)
    return found


def _group(table: Table, refs: dict[str, Sentence]) -> Group:
    leaves = tuple(_leaf(one, refs) for one in table.tables("leaf", least=1))
    group = Group(table.text("code"), table.text("name"), table.text("name_en"), table.whole("points", 1), leaves)
    total = sum(leaf.points for leaf in leaves)
    if total != group.points:
        message = f"the leaves of “{group.name}” have {total} points together, not {group.points}"
        table.fault("points", message)
    table.done()
    return group


def _leaf(table: Table, refs: dict[str, Sentence]) -> Leaf:
    leaf = Leaf(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        points=table.whole("points", 1),
        scale=table.code("scale", SCALES),
        measure=table.text("measure"),
        steps=tuple(_step(one) for one in table.tables("steps", least=1)),
        criteria=table.text("criteria"),
        criteria_en=table.text("criteria_en"),
        evidence=table.codes("evidence", EVIDENCE, least=1),
        ref=table.codes("ref", refs, least=1),
    )
    table.done()
    _check_steps(table, leaf)
    return leaf


def _step(table: Table) -> Step:
    values = [table.data.get(key) for key in ("at", "points")]
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        table.fault("at", "each step needs the numbers `at` and `points`")
        return Step(0.0, 0.0)
    return Step(float(values[0]), float(values[1]))  # type: ignore[arg-type]


def _check_steps(table: Table, leaf: Leaf) -> None:
    """The first step earns all points, and each next one is easier and earns less."""
    if leaf.steps and leaf.steps[0].points != leaf.points:
        table.fault("steps", f"the first step earns {leaf.steps[0].points:g} points, not all {leaf.points}")
    for better, worse in zip(leaf.steps, leaf.steps[1:], strict=False):
        easier = worse.at > better.at if leaf.scale == "days" else worse.at < better.at
        if not easier or worse.points >= better.points:
            table.fault("steps", "the steps must go from the best to the easiest, each with fewer points")


def _watch(table: Table, refs: dict[str, Sentence]) -> Watch:
    watch = Watch(table.text("measure"), table.text("name"), table.text("name_en"), table.codes("ref", refs, least=1))
    table.done()
    return watch


def _judged(table: Table, refs: dict[str, Sentence], has_points: bool) -> Judged:
    judged = Judged(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        points=table.whole("points", 1) if has_points else 0,
        criteria=table.text("criteria"),
        criteria_en=table.text("criteria_en"),
        ref=table.codes("ref", refs, least=1),
    )
    table.done()
    return judged


def _check_once(source: Source, found: IndicatorSet) -> None:
    seen: set[str] = set()
    for g, group in enumerate(found.groups):
        for n, leaf in enumerate(group.leaves):
            if leaf.code in seen:
                source.fault(("group", g, "leaf", n, "code"), f"the indicator “{leaf.code}” is there twice")
            seen.add(leaf.code)
