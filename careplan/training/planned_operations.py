"""Plan trainings, say who is to go, note who came: each becomes a draft record (S27)."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember, Term
from careplan.training.models import PlannedPerson, PlannedTraining, TrainingRecord
from careplan.training.operations import add_record
from careplan.training.twice_operations import AlreadyEntered
from careplan.training.words import LEAST_HOURS, CourseWords

LONGEST = timedelta(days=60)
FAR = timedelta(days=2 * 365)
"""A plan lies this near to today, or in a school year that is set up."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """A planned training as entered; begins, ends: on each of its days. places None: as many as want."""

    course: str
    organiser: str
    internal: bool
    place: str
    level: str
    category: str
    item: str
    content: str
    starts_on: date
    ends_on: date
    begins: time
    ends: time
    hours: float
    places: int | None
    qualification: str
    note: str


def save_training(*, actor_id: int | None, row: PlannedTraining | None, plan: TrainingPlan) -> PlannedTraining:
    """A new one, or other words for one that is still planned."""
    _check_plan(plan)
    if row is None:
        row = PlannedTraining(**asdict(plan))
        db.session.add(row)
        _note(actor_id, "plan", row)
        return row
    _check_planned(row)
    if plan.places is not None and len(row.people) > plan.places:
        raise Refused(_("More people are to go than there would be places."))
    for name, value in asdict(plan).items():
        setattr(row, name, value)
    _note(actor_id, "edit", row)
    return row


def _check_plan(plan: TrainingPlan) -> None:
    if plan.ends_on < plan.starts_on:
        raise Refused(_("The course ends before it begins."))
    if plan.ends_on - plan.starts_on > LONGEST:
        raise Refused(_("A course lasts %(n)s days at most. Check the dates.", n=LONGEST.days))
    first, last = _reach()
    if plan.starts_on < first or plan.ends_on > last:
        raise Refused(_("Please choose days between %(first)s and %(last)s.", first=first, last=last))
    if plan.ends <= plan.begins:
        raise Refused(_("It ends before it begins."))
    if plan.hours < LEAST_HOURS:
        raise Refused(_("A training has %(n)s hours at least.", n=LEAST_HOURS))


def _reach() -> tuple[date, date]:
    first, last = db.session.execute(select(func.min(Term.starts_on), func.max(Term.ends_on))).one()
    return min(first or date.max, today() - FAR), max(last or date.min, today() + FAR)


def set_people(*, actor_id: int | None, row: PlannedTraining, staff_ids: Collection[int]) -> None:
    """Who is to go: exactly these."""
    _check_planned(row)
    if row.places is not None and len(staff_ids) > row.places:
        raise Refused(_("There are %(n)s places only.", n=row.places))
    known = set(db.session.scalars(select(StaffMember.id).where(StaffMember.id.in_(staff_ids), StaffMember.active)))
    if known != set(staff_ids):
        raise Refused(_("Somebody chosen here is not on the staff list any more."))
    there = {one.staff_id: one for one in row.people}
    row.people = [there.get(one) or PlannedPerson(staff_id=one) for one in sorted(known)]
    _note(actor_id, "assign", row)


def join_training(*, actor_id: int | None, row: PlannedTraining, staff_id: int, joins: bool) -> None:
    """A person puts themselves down, or takes it back."""
    others = [one.staff_id for one in row.people if one.staff_id != staff_id]
    set_people(actor_id=actor_id, row=row, staff_ids=[*others, staff_id] if joins else others)


def finish_training(*, actor_id: int | None, row: PlannedTraining, came: Collection[int]) -> list[TrainingRecord]:
    """Note who came; each of them gets a draft record, once; who has entered it already keeps that."""
    _check_planned(row)
    if row.ends_on > today():
        raise Refused(_("The training is not over yet."))
    if not set(came) <= {one.staff_id for one in row.people}:
        raise Refused(_("Somebody chosen here is not on the staff list any more."))
    made = []
    for person in row.people:
        person.came = person.staff_id in came
        if person.came:
            with suppress(AlreadyEntered), db.session.begin_nested():
                made.append(
                    add_record(actor_id=actor_id, staff_id=person.staff_id, words=_words(row), planned_id=row.id)
                )
    row.state = "done"
    _note(actor_id, "finish", row)
    return made


def cancel_training(*, actor_id: int | None, row: PlannedTraining, reason: str) -> None:
    _check_planned(row)
    if not reason:
        raise Refused(_("Please give the reason."))
    row.state, row.reason = "cancelled", reason
    _note(actor_id, "cancel", row)


def _words(row: PlannedTraining) -> CourseWords:
    return CourseWords(
        course=row.course,
        organiser=row.organiser,
        level=row.level,
        category=row.category,
        content=row.content,
        item=row.item,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        hours=row.hours,
        qualification=row.qualification,
    )


def _check_planned(row: PlannedTraining) -> None:
    if row.state != "planned":
        raise Refused(_("This training is over or cancelled and stays as it is."))


def _note(actor_id: int | None, action: str, row: PlannedTraining) -> None:
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="planned_training", entity_id=row.id)
