"""The look ahead of the school's current year."""

from __future__ import annotations

from datetime import date

from careplan.foresight.load import load_ahead
from careplan.foresight.outlook import Foresight, foresee
from careplan.indicators.queries import Evaluation, evaluate
from careplan.school.queries import require_year


def look_ahead(day: date) -> tuple[Evaluation, Foresight | None]:
    """The figures of the day and the look ahead from it; None when the year has no terms. Refused without a year."""
    now = evaluate(day)
    ahead = load_ahead(now.snapshot, require_year().id)
    return now, foresee(now.snapshot, ahead, now.results, now.scored) if ahead else None
