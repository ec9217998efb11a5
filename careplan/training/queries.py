"""Read training: who holds which qualification, who learned what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from careplan.accounts.models import User
from careplan.db import db
from careplan.school.models import StaffMember
from careplan.seeds.load import shipped_vocabulary
from careplan.training.models import TrainingFile, TrainingPerson, TrainingRecord, TrainingStep
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


def records_of(staff_id: int) -> list[TrainingRecord]:
    """A person's records, newest first."""
    query = select(TrainingRecord).where(TrainingRecord.staff_id == staff_id)
    return list(db.session.scalars(query.order_by(TrainingRecord.ends_on.desc(), TrainingRecord.id.desc())))


def record_by_id(record_id: int) -> TrainingRecord | None:
    """A record with its person."""
    query = select(TrainingRecord).where(TrainingRecord.id == record_id)
    return db.session.scalar(query.options(joinedload(TrainingRecord.staff)))


def records_by_ids(ids: Collection[int]) -> list[TrainingRecord]:
    """Those of the records that there are, oldest first."""
    query = select(TrainingRecord).where(TrainingRecord.id.in_(ids)).options(joinedload(TrainingRecord.staff))
    return list(db.session.scalars(query.order_by(TrainingRecord.id)))


def known_courses(most: int = 60) -> list[str]:
    """Courses that colleagues entered or that are planned, newest first: to choose from while typing."""
    query = select(TrainingRecord.course, func.max(TrainingRecord.ends_on)).group_by(TrainingRecord.course)
    rows = db.session.execute(query.order_by(func.max(TrainingRecord.ends_on).desc()).limit(most))
    return [row[0] for row in rows]


def state_counts() -> dict[str, int]:
    """State → how many records of the school are in it."""
    query = select(TrainingRecord.state, func.count(TrainingRecord.id)).group_by(TrainingRecord.state)
    return {row[0]: row[1] for row in db.session.execute(query)}


def queue(state: str, text: str = "", category: str = "") -> list[TrainingRecord]:
    """Records of a state that hold the text in the course, the organiser or the name; who waits longest first."""
    query = select(TrainingRecord).join(StaffMember).where(TrainingRecord.state == state)
    if text:
        columns = (TrainingRecord.course, TrainingRecord.organiser, StaffMember.name)
        query = query.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    if category:
        query = query.where(TrainingRecord.category == category)
    query = query.options(contains_eager(TrainingRecord.staff)).order_by(TrainingRecord.ends_on, TrainingRecord.id)
    return list(db.session.scalars(query))


def with_certificate(ids: Collection[int]) -> frozenset[int]:
    """Those of the records that have a certificate on file."""
    query = select(TrainingFile.record_id).where(TrainingFile.record_id.in_(ids), TrainingFile.removed_at.is_(None))
    return frozenset(db.session.scalars(query))


def certificate_of(record_id: int) -> TrainingFile | None:
    """The certificate in force."""
    query = select(TrainingFile).where(TrainingFile.record_id == record_id, TrainingFile.removed_at.is_(None))
    return db.session.scalars(query).first()


def trail_of(record_id: int) -> list[tuple[TrainingStep, str]]:
    """The steps of a record's way with the names of who took them, oldest first."""
    query = select(TrainingStep, User.display_name).outerjoin(User, User.id == TrainingStep.actor_id)
    rows = db.session.execute(query.where(TrainingStep.record_id == record_id).order_by(TrainingStep.id))
    return [(step, name or "") for step, name in rows]


def active_staff() -> list[StaffMember]:
    """The teachers in service, in the order of the staff list."""
    query = select(StaffMember).where(StaffMember.active, StaffMember.kind == "teacher")
    return list(db.session.scalars(query.order_by(StaffMember.number)))


def training_person(staff_id: int) -> TrainingPerson | None:
    return db.session.scalar(select(TrainingPerson).where(TrainingPerson.staff_id == staff_id))


def included_qualifications() -> dict[str, frozenset[str]]:
    """Qualification → itself and all that it includes."""
    words = shipped_vocabulary()
    return {code: frozenset(words.holds(code)) for code in words.qualifications}


def held_by_staff(day: date) -> dict[int, frozenset[str]]:
    """Staff id → what may be led on the day."""
    included = included_qualifications()
    return {staff_id: held_on(holdings, day, included) for staff_id, holdings in holdings_by_staff().items()}


@dataclass(frozen=True, slots=True)
class Ending:
    """A qualification that somebody loses, with the record that attests it."""

    record: TrainingRecord
    until: date


def endings(first: date, last: date, staff_id: int | None = None) -> list[Ending]:
    """Qualifications of people in service whose last day lies between the days and is followed by no later one."""
    query = (
        select(TrainingRecord)
        .join(StaffMember)
        .where(TrainingRecord.state == "recognised", TrainingRecord.qualification != "", StaffMember.active)
        .options(contains_eager(TrainingRecord.staff))
    )
    if staff_id is not None:
        query = query.where(TrainingRecord.staff_id == staff_id)
    rows = [row for row in db.session.scalars(query) if row.valid_until and first <= row.valid_until <= last]
    holdings, included = holdings_by_staff(), included_qualifications()
    found = [
        Ending(row, row.valid_until)
        for row in rows
        if row.valid_until
        and row.qualification
        not in held_on(holdings.get(row.staff_id, ()), row.valid_until + timedelta(days=1), included)
    ]
    return sorted(found, key=lambda one: (one.until, one.record.staff.number))
