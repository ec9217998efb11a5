"""How a figure, or what people say, becomes points (DOMAIN 6.4). Plain data; `points.py` does the sums."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from careplan.seeds.indicator_leaf import Option

MET, FAILED = "met", "failed"
"""What people say of a gate; of a veto only FAILED: the case has happened."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Points by steps, best first: (figure to reach, points). `falling`: reached at or below it (days)."""

    steps: tuple[tuple[float, Decimal], ...]
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Proportional:
    """Nothing at `floor`, all points at `full`, in between in proportion; `full` below `floor` means less is better."""

    floor: float
    full: float


@dataclass(frozen=True, slots=True)
class Deduct:
    """All points less `each` for every unit of the figure, never below 0."""

    each: Decimal


@dataclass(frozen=True, slots=True)
class Gate:
    """Must be met (必达): the figure reaches `least`, or people say so; it is named when failed."""

    least: float


@dataclass(frozen=True, slots=True)
class Grades:
    """A grade times the full points (A 1.0, B 0.8 …); `options`: name and factor, best first. People choose."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """A level with points of its own (5 · 3 · 1 · 0, 完善 5 · 基本 3 …), best first. People choose."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    """Judged by people; without their mark there is no data."""


@dataclass(frozen=True, slots=True)
class Bonus:
    """Apart from the sum 加分: people say how much, up to the leaf's points."""


@dataclass(frozen=True, slots=True)
class Minus:
    """Apart from the sum 扣分: taken off the whole, at most the leaf's points; `each`: for one occurrence, 0 = none."""

    each: Decimal = Decimal()


@dataclass(frozen=True, slots=True)
class Veto:
    """一票否决: once it has happened, no band is reached, whatever the points are."""


Scale = Steps | Proportional | Deduct | Gate | Grades | Levels | Manual | Bonus | Minus | Veto
APART = (Bonus, Minus, Veto)
CHOSEN = (Grades, Levels)
