"""A leaf of a set of indicators: its points, and the scale by which they are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from careplan.seeds.table import Table
from careplan.seeds.words import Sentence

BY_STEPS = ("rate", "yes", "days", "points")
BY_FIGURE = ("proportional", "deduct", "gate")
BY_HAND = ("grades", "levels", "manual")
SCALES = (*BY_STEPS, *BY_FIGURE, *BY_HAND)
EVIDENCE = ("record", "document", "list", "photo", "statement")
NOTES = ("meets", "model", "how")
"""Further texts of a leaf: 达标 (meets the standard), 示范 (is a model), 操作说明 (how to look)."""
DEEPEST = 4
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Step:
    """A figure that earns so many points: reached at or above `at`, for days at or below it."""

    at: float
    points: float


@dataclass(frozen=True, slots=True)
class Option:
    """One of the grades (value: its part of the full points) or levels (value: its points)."""

    name: str
    name_en: str
    value: Decimal


USUAL_GRADES = tuple(
    Option(name, name, Decimal(part)) for name, part in (("A", "1.0"), ("B", "0.8"), ("C", "0.6"), ("D", "0.4"))
)
USUAL_LEVELS = tuple(Option(points, points, Decimal(points)) for points in ("5", "3", "1", "0"))


@dataclass(frozen=True, slots=True)
class Note:
    """A further text of a leaf, by its kind of NOTES."""

    kind: str
    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator. measure: a code of the indicators package, "" when people judge.

    steps: best first; none reached earns 0. options: of grades and levels, best first. floor, best: of a proportional
    scale, nothing and everything; least: of a gate; each: what a unit takes off.
    """

    code: str
    name: str
    name_en: str
    points: Decimal
    scale: str
    measure: str
    steps: tuple[Step, ...]
    criteria: str
    criteria_en: str
    evidence: tuple[str, ...]
    ref: tuple[str, ...]
    options: tuple[Option, ...] = ()
    floor: float = 0.0
    best: float = 1.0
    least: float = 1.0
    each: Decimal = Decimal()
    methods: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def earned(self, figure: float) -> float:
        """Points for a figure (rate 0–1, days, 1–5) by steps; a figure that is not known is the caller's matter."""
        for step in self.steps:
            if figure <= step.at if self.scale == "days" else figure >= step.at:
                return step.points
        return 0


def points_of(table: Table, key: str, default: Decimal | None = None, *, nothing: bool = False) -> Decimal:
    """Points: above 0 (`nothing`: or 0), whole or half."""
    if key not in table.data and default is not None:
        return default
    value = table.raw(key)
    if value is None:
        table.fault(key, f"`{key}` is missing")
        return Decimal()
    if isinstance(value, bool) or not isinstance(value, int | float):
        table.fault(key, f"`{key}` must be a number of points, not {value!r}")
        return Decimal()
    points = plain(Decimal(str(value)))
    if points < 0 or (points == 0 and not nothing) or points % HALF:
        table.fault(key, f"`{key}` is {points}; it must be above 0, in whole or half points")
    return points


def plain(value: Decimal) -> Decimal:
    """15 for 15.0, 1.5 as it is."""
    return Decimal(int(value)) if value == int(value) else value.normalize()


def some(table: Table, key: str) -> Iterator[Table]:
    """The tables of an array that may be absent."""
    return table.tables(key) if key in table.data else iter(())


def read_leaf(table: Table, refs: dict[str, Sentence], letters: tuple[str, ...]) -> Leaf:
    """A `[[….leaf]]`. letters: of the methods that the set knows."""
    scale = table.code("scale", SCALES)
    measure = table.text("measure", "" if scale in (*BY_HAND, "gate") else None)
    leaf = Leaf(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        points=points_of(table, "points", nothing=scale == "gate"),
        scale=scale,
        measure=measure,
        steps=tuple(_step(one) for one in table.tables("steps", least=1)) if scale in BY_STEPS else (),
        criteria=table.text("criteria"),
        criteria_en=table.text("criteria_en"),
        evidence=table.codes("evidence", EVIDENCE, least=1),
        ref=table.codes("ref", refs, least=1) if measure or "ref" in table.data else (),
        options=_options(table, scale),
        floor=_figure(table, "floor", 0.0) if scale == "proportional" else 0.0,
        best=_figure(table, "best", 1.0) if scale == "proportional" else 1.0,
        least=_figure(table, "least", 1.0) if scale == "gate" else 1.0,
        each=points_of(table, "each") if scale == "deduct" else Decimal(),
        methods=table.codes("methods", letters) if "methods" in table.data else (),
        notes=tuple(Note(kind, table.text(kind), table.text(f"{kind}_en", "")) for kind in NOTES if kind in table.data),
    )
    table.done()
    _check_steps(table, leaf)
    _check_options(table, leaf)
    return leaf


def _options(table: Table, scale: str) -> tuple[Option, ...]:
    """The grades or levels; without them the usual ones: A 1.0 to D 0.4 of the points, levels 5 · 3 · 1 · 0."""
    if scale not in ("grades", "levels"):
        return ()
    if "options" not in table.data:
        return USUAL_GRADES if scale == "grades" else USUAL_LEVELS
    found = []
    for one in table.tables("options", least=2):
        name = one.text("name")
        found.append(Option(name, one.text("name_en", name), Decimal(str(_figure(one, "value", None)))))
        one.done()
    return tuple(found)


def _figure(table: Table, key: str, default: float | None) -> float:
    value = table.raw(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        table.fault(key, f"`{key}` must be a number")
        return 0.0
    return value


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


def _check_options(table: Table, leaf: Leaf) -> None:
    """The best comes first and earns everything; the names differ."""
    if not leaf.options:
        return
    best = Decimal(1) if leaf.scale == "grades" else leaf.points
    values = [one.value for one in leaf.options]
    if values[0] != best:
        table.fault("options", f"the best of “{leaf.name}” earns {values[0]}, not {best}")
    if values != sorted(set(values), reverse=True) or values[-1] < 0:
        table.fault("options", "the options must go from the best down, each with less")
    if len({one.name for one in leaf.options}) < len(leaf.options):
        table.fault("options", "two options have one name")
