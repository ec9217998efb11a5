"""Record training: draft → submitted → recognised, or returned with words. Recognised records are locked (S49)."""

from __future__ import annotations

from dataclasses import asdict

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.training.models import TrainingRecord
from careplan.training.words import EDITABLE, CourseWords


def add_record(*, actor_id: int | None, staff_id: int, words: CourseWords) -> TrainingRecord:
    """A draft."""
    _check(words)
    entry = TrainingRecord(staff_id=staff_id, **asdict(words))
    db.session.add(entry)
    _note(actor_id, "add", entry)
    return entry


def edit_record(*, actor_id: int | None, entry: TrainingRecord, words: CourseWords) -> None:
    """Refused once submitted: what was recognised is locked, and re-opened only with a reason."""
    if entry.state not in EDITABLE:
        raise Refused(_("A submitted or recognised record is locked. Ask the office to return it."))
    _check(words)
    for name, value in asdict(words).items():
        setattr(entry, name, value)
    _note(actor_id, "edit", entry)


def submit_record(*, actor_id: int | None, entry: TrainingRecord) -> None:
    if entry.state not in EDITABLE:
        raise Refused(_("Only a draft can be submitted."))
    entry.state, entry.reason = "submitted", ""
    _note(actor_id, "submit", entry)


def recognise_record(*, actor_id: int | None, entry: TrainingRecord) -> None:
    """The office recognises a submitted record; its qualification counts from its first day of validity (S48)."""
    if entry.state != "submitted":
        raise Refused(_("Only a submitted record can be recognised."))
    entry.state, entry.recognised_on = "recognised", today()
    if entry.qualification and entry.valid_from is None:
        entry.valid_from = entry.ends_on
    _note(actor_id, "recognise", entry)


def return_record(*, actor_id: int | None, entry: TrainingRecord, reason: str) -> None:
    """Send a submitted record back, or re-open a recognised one, with a reason."""
    if entry.state not in ("submitted", "recognised"):
        raise Refused(_("Only a submitted or recognised record can be returned."))
    if not reason:
        raise Refused(_("Please give the reason."))
    entry.state, entry.reason, entry.recognised_on = "returned", reason, None
    _note(actor_id, "return", entry)


def _check(words: CourseWords) -> None:
    if words.ends_on < words.starts_on:
        raise Refused(_("The course ends before it begins."))
    if words.valid_from and words.valid_until and words.valid_until < words.valid_from:
        raise Refused(_("The certificate ends before it begins."))


def _note(actor_id: int | None, action: str, entry: TrainingRecord) -> None:
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="training_record", entity_id=entry.id)
