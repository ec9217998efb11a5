"""A frozen report beside what the records say today, up to the same day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from careplan.children.models import Child
from careplan.db import db
from careplan.indicators.catalogue import measure_all
from careplan.indicators.load import load_snapshot
from careplan.reports.frozen import Frozen
from careplan.reports.models import Report
from careplan.reports.since import Changed, Differs, as_then, changed_rows, differing_figures
from careplan.school.models import SchoolYear

CHUNK = 500


@dataclass(frozen=True)
class Since:
    """`rows` of the records that are not as they were frozen, `figures` that would differ."""

    rows: tuple[Changed, ...]
    figures: tuple[Differs, ...]


def load_since(report: Report, frozen: Frozen) -> Since:
    """What has changed since a report was frozen."""
    year = db.session.scalars(select(SchoolYear).where(SchoolYear.id == report.year_id)).one()
    now = as_then(load_snapshot(frozen.snapshot.as_of, year), frozen.snapshot)
    figures = differing_figures(frozen.results, measure_all(frozen.snapshot), measure_all(now))
    return Since(changed_rows(frozen.snapshot, now), figures)


def child_names(ids: Collection[str]) -> dict[str, str]:
    """Names by id; for readers who may open every child."""
    numbers = [int(one) for one in ids if one.isdigit()]
    found: dict[str, str] = {}
    for start in range(0, len(numbers), CHUNK):
        part = select(Child.id, Child.name).where(Child.id.in_(numbers[start : start + CHUNK]))
        found |= {str(child_id): name for child_id, name in db.session.execute(part)}
    return found
