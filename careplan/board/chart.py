"""The chart of the board: points by area beside one another. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from careplan.board.areas import AreaRow
from careplan.reports.charts import Bars, Series

Names = tuple[str, str, str, str]
"""Full points, now, as planned, last year: in the reader's language."""


def areas_chart(rows: Sequence[AreaRow], areas: Sequence[str], names: Names, unit: str) -> Bars:
    """Bars for each area; a series without any data is left out."""
    columns = (
        (names[0], tuple(_plain(row.full) for row in rows)),
        (names[1], tuple(_plain(row.now) if row.judged else None for row in rows)),
        (names[2], tuple(_plain(row.then) for row in rows)),
        (names[3], tuple(_plain(row.last) for row in rows)),
    )
    series = tuple(Series(name, values) for name, values in columns if any(value is not None for value in values))
    return Bars(tuple(areas), series, unit)


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
