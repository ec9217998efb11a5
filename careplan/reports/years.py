"""Two frozen reports side by side, measure by measure: what changed, and where a definition changed with it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.tree import Branch, Tree, leaves
from careplan.indicators.words import AREAS
from careplan.reports.frozen import Frozen, KeptMeasure
from careplan.reports.since import Differs, told_apart


@dataclass(frozen=True, slots=True)
class Beside:
    """A measure in two reports. `earlier`, `later`: None where the report has none of it.

    `redefined`: the two are defined in other ways, so their figures are not of the same thing.
    """

    code: str
    area: str
    measure: KeptMeasure
    figures: Differs
    redefined: bool
    earlier: KeptMeasure | None
    later: KeptMeasure | None

    @property
    def same(self) -> bool:
        """Whether the figure is the same in both."""
        then, now = self.figures.then, self.figures.now
        return then is not None and now is not None and (then.value, then.no_data) == (now.value, now.no_data)


def side_by_side(earlier: Frozen, later: Frozen) -> tuple[Beside, ...]:
    """Every measure of either report, area by area."""
    codes = [*later.measures, *(code for code in earlier.measures if code not in later.measures)]
    return tuple(sorted((_beside(code, earlier, later) for code in codes), key=lambda one: place(one.code, one.area)))


@dataclass(frozen=True, slots=True)
class Earned:
    """Points of an area in one report, out of the points that could be judged; `of` 0: nothing could be."""

    points: Decimal
    of: Decimal


@dataclass(frozen=True, slots=True)
class AreaBeside:
    """An area in two reports, by its name there; None where the report's set has no such area. zh and en "": all."""

    zh: str
    en: str
    earlier: Earned | None
    later: Earned | None


def areas_beside(earlier: Frozen, later: Frozen) -> tuple[AreaBeside, ...]:
    """Points by area, in the later set's order, then what only the earlier had, then the whole. Each by its own set."""
    then, now = ({area.name: area for area in one.tree.areas} for one in (earlier, later))
    names = [*now, *(name for name in then if name not in now)]
    rows = [
        AreaBeside(
            name, (now.get(name) or then[name]).name_en, _earned(earlier, then.get(name)), _earned(later, now.get(name))
        )
        for name in names
    ]
    return (*rows, AreaBeside("", "", _earned(earlier, earlier.tree), _earned(later, later.tree)))


def _earned(frozen: Frozen, node: Branch | Tree | None) -> Earned | None:
    if node is None:
        return None
    judged = [leaf for leaf in leaves(node) if frozen.points.get(leaf.code) is not None]
    points = sum((frozen.points[leaf.code] or Decimal() for leaf in judged), Decimal())
    return Earned(points, sum((leaf.full for leaf in judged), Decimal()))


def place(code: str, area: str) -> tuple[int, int]:
    """Where a measure stands among all: what was frozen is kept by code, which is no order for a reader."""
    areas, codes = tuple(AREAS), tuple(MEASURES)
    return areas.index(area) if area in areas else len(areas), codes.index(code) if code in codes else len(codes)


def _beside(code: str, earlier: Frozen, later: Frozen) -> Beside:
    was, is_now = earlier.measures.get(code), later.measures.get(code)
    measure = is_now or was
    assert measure is not None
    redefined = was is not None and is_now is not None and _meaning(was) != _meaning(is_now)
    figures = Differs(code, earlier.results.get(code), later.results.get(code), redefined)
    return Beside(code, measure.area, measure, figures, redefined, was, is_now)


def _meaning(measure: KeptMeasure) -> tuple[str, str]:
    """What makes two figures comparable: how it is counted, and in which unit."""
    return measure.definition, measure.unit


def may_tell(one: Beside, *, opens: bool, same_year: bool) -> bool:
    """Whether both figures may be told: two reports of one year are of the same children, so who may not open a child
    is not told two figures that differ by a small group (G10)."""
    return opens or not one.measure.personal or not same_year or told_apart(one.figures)
