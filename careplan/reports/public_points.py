"""Points in the public version: every sum is one of what stands there, so that no hidden indicator's points can be
taken out of it (G10). Pure.

The words are those of the frozen document (`chapter_result`); where no hidden indicator earned points they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from careplan.indicators.tree import Branch, Leaf, Tree, leaves
from careplan.reports.charts import Bars
from careplan.reports.document import Block, Chart, Paragraph, Row, Table
from careplan.reports.figures import plain
from careplan.reports.frozen import Frozen

TOLD = re.compile(r"有数据可评的[\d.,]+分中，自评[\d.,]+分。")
WITH_BONUS = re.compile(r"，合计[\d.,]+分(?=。)")
BAND = re.compile(r"按现有数据，达到“[^”]*”的分数线（[\d.,]+分）。")
AREAS_CHART, POINTS_TABLE = "各方面满分与自评得分", "自评得分明细"
NOTE = "公开版的小计、合计只含列出得分的指标。"
SELF = 2
"""The column of the points."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points earned, out of the full points of the leaves they are of."""

    earned: Decimal
    full: Decimal

    @property
    def words(self) -> str:
        """（列出得分的6分中，自评4分）"""
        return f"列出得分的{plain(float(self.full))}分中，自评{plain(float(self.earned))}分"


class PublicPoints:
    """The sums of a frozen report without its hidden leaves. hidden: codes of measures that are not told."""

    def __init__(self, frozen: Frozen, hidden: Iterable[str]) -> None:
        codes = frozenset(hidden)
        judged = {leaf.code for leaf in leaves(frozen.tree) if frozen.points.get(leaf.code) is not None}
        self._points: Mapping[str, Decimal | None] = frozen.points
        self._hidden = [leaf for leaf in leaves(frozen.tree) if leaf.code in judged and leaf.measure in codes]
        self._shown = judged - {leaf.code for leaf in self._hidden}
        self._tree: Tree = frozen.tree

    def told(self, block: Block) -> Block:
        """The block with the sums that may be told."""
        if not self._hidden:
            return block
        match block:
            case Paragraph():
                return replace(block, parts=tuple(self._text(p) if isinstance(p, str) else p for p in block.parts))
            case Table(caption=caption) if caption == POINTS_TABLE:
                return replace(block, rows=tuple(map(self._row, block.rows)), note=block.note + NOTE)
            case Chart(caption=caption, spec=Bars()) if caption == AREAS_CHART:
                return self._chart(block)
        return block

    def _text(self, text: str) -> str:
        told = BAND.sub("", TOLD.sub(f"公开版{self._sum(self._tree).words}。", text))
        if told.startswith("另计"):
            told = WITH_BONUS.sub("", told)
        for leaf in self._hidden:
            told = re.sub(
                rf"{re.escape(leaf.name)}（人工评[\d.,]+分，系统得分[\d.,]+分）", f"{leaf.name}（不列）", told
            )
        return told

    def _row(self, row: Row) -> Row:
        if row.kind == "total":
            earned = plain(float(self._sum(self._tree).earned))
            return replace(row, cells=(*row.cells[:SELF], earned, *row.cells[SELF + 1 :]))
        area = self._area(row.cells[0]) if row.kind == "group" else None
        return row if area is None else replace(row, cells=(self._head(area),))

    def _area(self, head: str) -> Branch | None:
        """The area whose row begins so, where it holds something hidden."""
        named = (area for area in self._tree.areas if head.startswith(f"{area.name}（"))
        return next((area for area in named if any(leaf in self._hidden for leaf in leaves(area))), None)

    def _head(self, area: Branch) -> str:
        return f"{area.name}（{plain(float(area.full))}分，{self._sum(area).words}）"

    def _chart(self, chart: Chart) -> Chart:
        """Both bars of an area are of what stands in the table."""
        assert isinstance(chart.spec, Bars)
        sums = [self._sum(area) for area in self._tree.areas]
        full, earned = chart.spec.series
        spec = replace(
            chart.spec,
            series=(
                replace(full, values=tuple(float(one.full) for one in sums)),
                replace(earned, values=tuple(float(one.earned) if one.full else None for one in sums)),
            ),
        )
        said = "，".join(f"{area.name}{one.words}" for area, one in zip(self._tree.areas, sums, strict=True))
        return replace(chart, spec=spec, alt=f"{chart.caption}：{said}。", note=chart.note + NOTE)

    def _sum(self, node: Branch | Tree) -> Points:
        shown: list[Leaf] = [leaf for leaf in leaves(node) if leaf.code in self._shown]
        earned = sum((self._points[leaf.code] or Decimal() for leaf in shown), Decimal())
        return Points(earned, sum((leaf.full for leaf in shown), Decimal()))
