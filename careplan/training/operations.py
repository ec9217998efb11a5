"""Record training and bring it on its way: draft → submitted → approved → sent on → recognised or not (S49)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.training.attestation import attestations
from careplan.training.credit_operations import forget, recount, step
from careplan.training.models import TrainingPerson, TrainingRecord
from careplan.training.states import COUNTED, EDITABLE, MOVES, OFFICE_MOVES
from careplan.training.twice_operations import check_once
from careplan.training.words import LEAST_HOURS, CourseWords

DAY_HOURS = 6
"""Hours of a training day until the rules say otherwise."""
LONGEST = timedelta(days=400)
"""From the first to the last day of a course: a year's course with its holidays."""
NOT_BEFORE_ITS_END = ("submit", "approve", "send", "recognise")


def add_record(
    *,
    actor_id: int | None,
    staff_id: int,
    words: CourseWords,
    planned_id: int | None = None,
    another: bool = False,
) -> TrainingRecord:
    """A draft; AlreadyEntered if the person has it, unless it is said to be another one."""
    _check(words)
    entry = TrainingRecord(staff_id=staff_id, planned_id=planned_id, **_values(words))
    db.session.add(entry)
    db.session.flush()
    if not another:
        check_once(entry)
    step(actor_id, entry, "add", "")
    return entry


def edit_record(*, actor_id: int | None, entry: TrainingRecord, words: CourseWords, another: bool = False) -> None:
    """Refused once submitted: what was recognised is locked, and re-opened only with a reason.

    AlreadyEntered if it becomes the same as another record, unless it is said to be another one.
    """
    if entry.state not in EDITABLE:
        raise Refused(_("A submitted or recognised record is locked. Ask the office to return it."))
    _check(words)
    former = _what_when(entry)
    for name, value in _values(words).items():
        setattr(entry, name, value)
    db.session.flush()
    if not another and _what_when(entry) != former:
        check_once(entry)
    step(actor_id, entry, "edit", entry.state)


def move_record(
    *,
    actor_id: int | None,
    entry: TrainingRecord,
    action: str,
    reason: str = "",
    authority_credits: float | None = None,
    from_authority: bool = False,
) -> None:
    """One step of `MOVES`; the person's credits are counted anew. authority_credits: what the authority said instead.

    from_authority: it is the authority's list that says so, so nobody reviews anything here.

    A qualification counts from its first day of validity once the record is recognised (S48).
    """
    move = MOVES[action]
    if entry.state not in move.before:
        raise Refused(_("“%(course)s” is in a state in which this cannot be done.", course=entry.course))
    if move.reason and not reason:
        raise Refused(_("Please give the reason."))
    if action in NOT_BEFORE_ITS_END and entry.ends_on > today():
        raise Refused(_("“%(course)s” is not over yet. Keep it as a draft until its last day.", course=entry.course))
    if action in OFFICE_MOVES and not from_authority and _is_own(actor_id, entry):
        raise Refused(_("Somebody else has to review your own training: “%(course)s”.", course=entry.course))
    before = entry.state
    if action == "recognise":
        _recognise(entry, authority_credits)
    entry.state, entry.reason = move.after, reason if move.reason else ""
    if move.after != "recognised":
        entry.recognised_on = None
    if move.after not in COUNTED:
        forget(entry)
    step(actor_id, entry, action, before, reason)
    recount([entry.staff_id])


def move_records(*, actor_id: int | None, entries: Sequence[TrainingRecord], action: str, reason: str = "") -> None:
    """The same step for many, all or none."""
    if not entries:
        raise Refused(_("Please tick at least one record."))
    for entry in entries:
        move_record(actor_id=actor_id, entry=entry, action=action, reason=reason)


def _recognise(entry: TrainingRecord, authority_credits: float | None) -> None:
    entry.recognised_on, entry.authority_credits = today(), authority_credits
    if not entry.qualification:
        return
    if entry.result == "failed":
        raise Refused(_("“%(course)s” was not passed and gives no qualification.", course=entry.course))
    if entry.valid_from is None:
        entry.valid_from = entry.ends_on
    if entry.valid_until is None:
        entry.valid_until = attestations()[entry.qualification].ends(entry.valid_from)


def _is_own(actor_id: int | None, entry: TrainingRecord) -> bool:
    own = db.session.scalar(select(User.staff_id).where(User.id == actor_id)) if actor_id else None
    return own is not None and own == entry.staff_id


def _what_when(entry: TrainingRecord) -> tuple[object, ...]:
    return entry.course, entry.starts_on, entry.ends_on, entry.hours


def _values(words: CourseWords) -> dict[str, object]:
    values: dict[str, object] = {**asdict(words), "tags": list(words.tags), "proofs": list(words.proofs)}
    values["by_days"] = words.hours is None
    values["hours"] = (words.days or 0) * DAY_HOURS if words.hours is None else words.hours
    return values


def _check(words: CourseWords) -> None:
    if words.ends_on < words.starts_on:
        raise Refused(_("The course ends before it begins."))
    if words.ends_on - words.starts_on > LONGEST:
        raise Refused(_("A course lasts %(n)s days at most. Check the dates.", n=LONGEST.days))
    if words.hours is None and not words.days:
        raise Refused(_("Please enter the hours or the days."))
    if words.hours is not None and words.hours < LEAST_HOURS:
        raise Refused(_("A training has %(n)s hours at least.", n=LEAST_HOURS))
    if words.valid_from and words.valid_until and words.valid_until < words.valid_from:
        raise Refused(_("The certificate ends before it begins."))
    if words.qualification:
        _check_attests(words)


def _check_attests(words: CourseWords) -> None:
    """A qualification never begins before its training has ended, and follows from a training on its subject (S48)."""
    if words.valid_from and words.valid_from < words.ends_on:
        raise Refused(_("A qualification begins on the last day of its training at the earliest."))
    rule = attestations()[words.qualification]
    if not rule.contents & {words.content, *words.tags}:
        raise Refused(_("This qualification does not follow from a training on this subject. Check “Content”."))
    if words.hours is not None and words.hours < rule.hours:
        raise Refused(_("This qualification needs a training of at least %(n)s hours.", n=rule.hours))


def save_person(
    *,
    actor_id: int | None,
    staff_id: int,
    probation_from: date | None,
    probation_until: date | None,
    id_number: str | None = None,
) -> TrainingPerson:
    """A new teacher's probation, and the identity number for the register (None: as it is)."""
    if (probation_from is None) != (probation_until is None):
        raise Refused(_("Please enter both days of the probation, or none."))
    if probation_from and probation_until and probation_until < probation_from:
        raise Refused(_("The probation ends before it begins."))
    row = db.session.scalar(select(TrainingPerson).where(TrainingPerson.staff_id == staff_id))
    if row is None:
        row = TrainingPerson(staff_id=staff_id)
        db.session.add(row)
    row.probation_from, row.probation_until = probation_from, probation_until
    if id_number is not None:
        row.id_number = id_number or None
    db.session.flush()
    record(actor_id=actor_id, action="save", entity="training_person", entity_id=row.id)
    recount([staff_id])
    return row
