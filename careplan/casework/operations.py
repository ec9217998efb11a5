"""Record contacts (C13) and hand over responsibility (C9)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.assign_beside import tell_assigned
from careplan.casework.models import CareAssignment, Contact
from careplan.casework.words import NEXT_WITHIN, ContactWords
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused


class WrongDay(Refused):
    """The day of the contact or talk itself cannot be right: it lies ahead, or too far back."""


def record_contact(*, actor_id: int | None, child_id: int, staff_id: int | None, words: ContactWords) -> Contact:
    """Add a contact; WrongDay when it lies ahead or before the child's birth, Refused when the next one is not after
    it within a year."""
    if words.day > today():
        raise WrongDay(_("A contact is recorded when it has taken place; this date lies ahead."))
    born = db.session.scalar(select(Child.birth_date).where(Child.id == child_id))
    if born and words.day < born:
        raise WrongDay(_("On this day the child was not yet born."))
    if words.next_on <= words.day:
        raise Refused(_("The next contact must come after this one."))
    if words.next_on > words.day + NEXT_WITHIN:
        raise Refused(_("The next contact must come within a year."))
    contact = Contact(child_id=child_id, by_staff_id=staff_id, recorded_at=now(), recorded_by=actor_id, **asdict(words))
    db.session.add(contact)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="contact", entity_id=contact.id, detail={"kind": words.kind})
    return contact


def assign_child(*, actor_id: int | None, child_id: int, staff_id: int, since: date) -> CareAssignment:
    """Make one person responsible from a day on; the former one's responsibility ends (C9)."""
    former = db.session.scalars(
        select(CareAssignment).where(CareAssignment.child_id == child_id, CareAssignment.until.is_(None))
    ).all()
    if any(one.staff_id == staff_id for one in former):
        raise Refused(_("This person is already responsible for the child."))
    for one in former:
        one.until = since
    assignment = CareAssignment(child_id=child_id, staff_id=staff_id, since=since)
    db.session.add(assignment)
    db.session.flush()
    record(actor_id=actor_id, action="assign", entity="care_assignment", entity_id=assignment.id)
    former_ids = frozenset(one.staff_id for one in former if one.staff_id is not None)
    tell_assigned(child_id, former_ids, staff_id, actor_id)
    return assignment
