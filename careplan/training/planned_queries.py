"""Planned trainings: the calendar of the year, the catalogue, who goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from careplan.db import db
from careplan.training.models import PlannedPerson, PlannedTraining, TrainingRecord


def planned_between(first: date, last: date, text: str = "") -> list[PlannedTraining]:
    """Trainings that touch these days, in order of time."""
    query = select(PlannedTraining).where(PlannedTraining.ends_on >= first, PlannedTraining.starts_on <= last)
    if text:
        columns = (PlannedTraining.course, PlannedTraining.organiser)
        query = query.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    query = query.options(selectinload(PlannedTraining.people).selectinload(PlannedPerson.staff))
    return list(db.session.scalars(query.order_by(PlannedTraining.starts_on, PlannedTraining.id)))


def planned_by_id(planned_id: int) -> PlannedTraining | None:
    query = select(PlannedTraining).where(PlannedTraining.id == planned_id)
    return db.session.scalar(query.options(selectinload(PlannedTraining.people).selectinload(PlannedPerson.staff)))


def over_and_open(day: date) -> list[PlannedTraining]:
    """Trainings whose last day has passed and of which nobody has noted who came."""
    query = select(PlannedTraining).where(PlannedTraining.state == "planned", PlannedTraining.ends_on < day)
    return list(db.session.scalars(query.order_by(PlannedTraining.ends_on)))


def drafts_made(planned_id: int) -> dict[int, TrainingRecord]:
    """Staff id → the record that came of it."""
    query = select(TrainingRecord).where(TrainingRecord.planned_id == planned_id)
    return {row.staff_id: row for row in db.session.scalars(query)}


@dataclass(frozen=True, slots=True)
class Course:
    """A line of the catalogue: a course as it was held before. times: how many records; last: its latest day."""

    course: str
    organiser: str
    category: str
    level: str
    content: str
    hours: float
    people: int
    last: date


def catalogue(text: str = "", most: int = 100) -> list[Course]:
    """What colleagues have attended, the latest first: to plan it again with one click."""
    row = TrainingRecord
    kind = (row.course, row.organiser, row.category, row.level, row.content)
    query = select(*kind, func.max(row.hours), func.count(func.distinct(row.staff_id)), func.max(row.ends_on))
    query = query.where(row.state.not_in(("draft", "refused"))).group_by(*kind)
    if text:
        query = query.where(
            or_(row.course.icontains(text, autoescape=True), row.organiser.icontains(text, autoescape=True))
        )
    rows = db.session.execute(query.order_by(func.max(row.ends_on).desc(), row.course).limit(most))
    return [Course(*found) for found in rows]
