"""Read training: who holds which qualification."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from careplan.db import db
from careplan.training.models import TrainingRecord
from careplan.training.qualification import Holding


def holdings_by_staff() -> dict[int, tuple[Holding, ...]]:
    """Staff id → qualifications from recognised training."""
    query = select(
        TrainingRecord.staff_id, TrainingRecord.qualification, TrainingRecord.valid_from, TrainingRecord.valid_until
    ).where(
        TrainingRecord.state == "recognised", TrainingRecord.qualification != "", TrainingRecord.valid_from.is_not(None)
    )
    found: defaultdict[int, list[Holding]] = defaultdict(list)
    for staff_id, qualification, valid_from, valid_until in db.session.execute(query.order_by(TrainingRecord.id)):
        found[staff_id].append(Holding(qualification, valid_from, valid_until))
    return {staff_id: tuple(holdings) for staff_id, holdings in found.items()}
