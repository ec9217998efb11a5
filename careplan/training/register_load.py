"""The register's rows as they go out: everything that was submitted, identity numbers masked (DOMAIN 3.4)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from careplan.accounts.models import User
from careplan.db import db
from careplan.school.queries import this_school
from careplan.training.models import TrainingImport, TrainingPerson, TrainingRecord, TrainingStep
from careplan.training.register_rows import masked
from careplan.training.states import STATES
from careplan.training.words import CATEGORIES, LEVELS, RESULTS

Cells = list[str | float | None]
OUT = ("submitted", "approved", "sent", "recognised", "refused")


def register_cells(states: tuple[str, ...] = OUT) -> list[Cells]:
    """One list for each record of these states, by person and day."""
    query = select(TrainingRecord).where(TrainingRecord.state.in_(states)).options(joinedload(TrainingRecord.staff))
    rows = db.session.scalars(query).all()
    numbers = {row.staff_id: row.id_number for row in db.session.scalars(select(TrainingPerson))}
    reviewed, school = _reviewed(), this_school().name
    ordered = sorted(rows, key=lambda row: (row.staff.number, row.ends_on, row.id))
    return [_cells(row, school, masked(numbers.get(row.staff_id)), reviewed.get(row.id, "")) for row in ordered]


def _cells(row: TrainingRecord, school: str, id_number: str, reviewed: str) -> Cells:
    first, last = row.starts_on.isoformat(), row.ends_on.isoformat()
    said = row.said_credits
    return [
        row.staff.number,
        row.staff.name,
        id_number,
        school,
        row.course,
        row.organiser,
        LEVELS.get(row.level, ("",))[0],
        CATEGORIES.get(row.category, ("",))[0],
        first if first == last else f"{first} 至 {last}",
        float(row.hours),
        None if said is None else float(said),
        RESULTS.get(row.result, ("",))[0],
        row.certificate_number,
        reviewed,
        STATES[row.state][0],
    ]


def _reviewed() -> dict[int, str]:
    """Record id → who approved it last, and when."""
    latest = select(func.max(TrainingStep.id)).where(TrainingStep.action == "approve").group_by(TrainingStep.record_id)
    query = select(TrainingStep, User.display_name).outerjoin(User, User.id == TrainingStep.actor_id)
    rows = db.session.execute(query.where(TrainingStep.id.in_(latest)))
    return {step.record_id: f"{name or ''} {step.at.date().isoformat()}".strip() for step, name in rows}


def import_by_id(import_id: int) -> TrainingImport | None:
    return db.session.scalar(select(TrainingImport).where(TrainingImport.id == import_id))


def recent_imports(most: int = 10) -> list[TrainingImport]:
    return list(db.session.scalars(select(TrainingImport).order_by(TrainingImport.id.desc()).limit(most)))
