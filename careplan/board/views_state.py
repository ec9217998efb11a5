"""Everything the board says of one day under one filter, and its drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from flask_babel import gettext as _

from careplan.board.areas import AreaRow, area_rows, part_rows, score_of_parts
from careplan.board.chart import areas_chart
from careplan.board.load import last_year
from careplan.board.narrow import Narrow, Part, part_of
from careplan.foresight.outlook import Foresight
from careplan.indicators.points import ScoredBranch, ScoredLeaf, ScoredTree, scored_leaves
from careplan.indicators.queries import Evaluation
from careplan.reports.charts import NARROW, WIDTH, Bars
from careplan.reports.drawing import draw
from careplan.reports.svg import tidy
from careplan.web.filters import in_english, named

SVG_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator: the whole school's, what the filter's own figures earn, and its part, None where none is told."""

    whole: ScoredLeaf
    own: ScoredLeaf
    part: Part | None

    @property
    def told(self) -> bool:
        """Whether there is a figure for the filter."""
        return self.part is not None and self.part.rate is not None


@dataclass(frozen=True)
class State:
    """Everything of one day under one filter."""

    now: Evaluation
    found: Foresight | None
    day: date
    narrow: Narrow
    labels: dict[str, str]

    @cached_property
    def areas(self) -> tuple[AreaRow, ...]:
        """Points by area: the school's, or under a filter what its own figures earn."""
        if self.narrow.squads is not None:
            return part_rows(self.scored)
        start = int(self.now.snapshot.year[:4])
        return area_rows(self.now.scored, self.found, last_year(self.now.scored.tree, start))

    @cached_property
    def scored(self) -> ScoredTree:
        """The set scored by the figures that may be told for the filter."""
        codes = {leaf.leaf.measure for leaf in self.now.scored.leaves if leaf.result}
        return score_of_parts(self.now.scored.tree, {code: self.part(code) for code in codes})

    @property
    def lines(self) -> tuple[tuple[ScoredBranch, tuple[Line, ...]], ...]:
        """The indicators that have a measure, area by area."""
        pairs = zip(self.now.scored.areas, self.scored.areas, strict=True)
        return tuple((own, tuple(self._lines(whole, own))) for whole, own in pairs)

    def _lines(self, whole: ScoredBranch, own: ScoredBranch) -> Iterator[Line]:
        for school, here in zip(scored_leaves(whole), scored_leaves(own), strict=True):
            if school.result:
                yield Line(school, here, self.part(school.leaf.measure))

    def part(self, code: str) -> Part | None:
        """The part of a measure under the filter."""
        return part_of(self.now.results[code], self.narrow, self.now.snapshot)


def chart_of(state: State) -> Bars:
    """Points by area as bars, in the reader's language."""
    rows = state.areas
    names = (_("Full points"), _("Today"), _("As planned"), _("Last year"))
    return areas_chart(rows, [named(row.branch) for row in rows], names, "" if in_english() else "分")


def drawn(chart: Bars, *, on_phone: bool = False) -> str:
    """The chart as SVG; ChildFailed when it cannot be drawn. on_phone: narrow, the bars below one another."""
    spec, width = (replace(chart, lying=True), NARROW) if on_phone else (chart, WIDTH)
    (drawing,) = draw([spec], width=width, timeout=SVG_SECONDS)
    return tidy(drawing, title=_("Points by area"), prefix="board")
