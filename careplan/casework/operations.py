"""Record contacts (C13) and hand over responsibility (C9)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.models import CareAssignment, Contact
from careplan.casework.words import ContactWords
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused


class NotYet(Refused):
    """The day of the contact lies ahead."""


def record_contact(*, actor_id: int | None, child_id: int, staff_id: int | None, words: ContactWords) -> Contact:
    """Add a contact; Refused when it lies in the future or the next one not after it."""
    if words.day > today():
        raise NotYet(_("A contact is recorded when it has taken place; this date lies ahead."))
    if words.next_on <= words.day:
        raise Refused(_("The next contact must come after this one."))
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
    return assignment
