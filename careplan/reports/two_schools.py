"""Two schools' public figures beside each other: only what is counted in the same way, the rest with why not. Pure.

The order is that of the measures. Nothing is sorted by its figure, and nothing says which of two is better.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from careplan.reports.exchange import Defined, PublicFigures
from careplan.reports.years import place

Why = Literal["definition", "not-ours", "not-theirs", "hidden", "no-data"]
WHY: dict[str, tuple[str, str]] = {
    "definition": ("两校算法不同，不是同一个数", "The two schools count it in different ways"),
    "not-ours": ("本校没有这项测量", "Our report has no such measure"),
    "not-theirs": ("对方没有这项测量", "Their report has no such measure"),
    "hidden": ("有一方的人数或变动不足5，不列出", "Fewer than five at one of the schools, or moved by fewer: not told"),
    "no-data": ("有一方没有数据", "One of the schools has no data"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure of two schools. why: "" where the figures can stand beside each other."""

    code: str
    ours: Defined | None
    theirs: Defined | None
    why: Why | Literal[""]

    @property
    def measure(self) -> Defined:
        found = self.ours or self.theirs
        assert found is not None
        return found


def beside(ours: PublicFigures, theirs: PublicFigures) -> tuple[Pair, ...]:
    """Every measure of either school, area by area."""
    mine, other = _by_code(ours), _by_code(theirs)
    codes = (*mine, *(code for code in other if code not in mine))
    pairs = (Pair(code, mine.get(code), other.get(code), _why(mine.get(code), other.get(code))) for code in codes)
    return tuple(sorted(pairs, key=lambda one: place(one.code, one.measure.area)))


def _by_code(figures: PublicFigures) -> Mapping[str, Defined]:
    return {one.code: one for one in figures.measures}


def _why(ours: Defined | None, theirs: Defined | None) -> Why | Literal[""]:
    if ours is None:
        return "not-ours"
    if theirs is None:
        return "not-theirs"
    if (ours.definition, ours.unit) != (theirs.definition, theirs.unit):
        return "definition"
    said = {ours.told.says, theirs.told.says}
    if "hidden" in said:
        return "hidden"
    return "no-data" if "no-data" in said else ""
