"""Read training: who holds which qualification, who learned what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.db import db
from careplan.school.models import StaffMember
from careplan.seeds.load import shipped_vocabulary
from careplan.training.models import TrainingRecord
from careplan.training.qualification import Holding, held_on


def holdings_by_staff() -> dict[int, tuple[Holding, ...]]:
    """Staff id → qualifications from recognised training."""
    query = select(
        TrainingRecord.staff_id, TrainingRecord.qualification, TrainingRecord.valid_from, TrainingRecord.valid_until
    ).where(TrainingRecord.state == "recognised", TrainingRecord.qualification != "")
    found: defaultdict[int, list[Holding]] = defaultdict(list)
    for staff_id, qualification, valid_from, valid_until in db.session.execute(query.order_by(TrainingRecord.id)):
        if valid_from is not None:
            found[staff_id].append(Holding(qualification, valid_from, valid_until))
    return {staff_id: tuple(holdings) for staff_id, holdings in found.items()}


@dataclass(frozen=True, slots=True)
class StaffSum:
    """A person's recognised hours and credits, entries by state, and what they may lead today."""

    staff: StaffMember
    hours: float
    credits: float
    waiting: int
    qualifications: frozenset[str]


def records_of(staff_id: int) -> list[TrainingRecord]:
    """A person's records, newest first."""
    query = select(TrainingRecord).where(TrainingRecord.staff_id == staff_id)
    return list(db.session.scalars(query.order_by(TrainingRecord.ends_on.desc(), TrainingRecord.id.desc())))


def submitted_records() -> list[TrainingRecord]:
    """What waits for the office, oldest first."""
    query = (
        select(TrainingRecord).where(TrainingRecord.state == "submitted").options(selectinload(TrainingRecord.staff))
    )
    return list(db.session.scalars(query.order_by(TrainingRecord.id)))


def staff_sums(day: date) -> list[StaffSum]:
    """Every active person, with their recognised training."""
    words = shipped_vocabulary()
    included = {code: words.holds(code) for code in words.qualifications}
    holdings = holdings_by_staff()
    done: dict[int, list[TrainingRecord]] = defaultdict(list)
    for entry in db.session.scalars(select(TrainingRecord)):
        done[entry.staff_id].append(entry)
    people = db.session.scalars(select(StaffMember).where(StaffMember.active).order_by(StaffMember.number))
    return [
        StaffSum(
            staff=person,
            hours=sum(entry.hours for entry in done[person.id] if entry.state == "recognised"),
            credits=sum(entry.credits or 0 for entry in done[person.id] if entry.state == "recognised"),
            waiting=sum(entry.state == "submitted" for entry in done[person.id]),
            qualifications=held_on(holdings.get(person.id, ()), day, included),
        )
        for person in people
    ]
