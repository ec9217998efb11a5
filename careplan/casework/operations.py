"""Record contacts (C13) and hand over responsibility (C9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.assign_beside import tell_assigned
from careplan.casework.level_queries import levels_now, rules_on
from careplan.casework.models import CareAssignment, Contact, Promise
from careplan.casework.rules import rule_for
from careplan.casework.words import NEXT_WITHIN, ContactWords
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember


class WrongDay(Refused):
    """The day of the contact or talk itself cannot be right: it lies ahead, or too far back."""


def record_contact(
    *, actor_id: int | None, child_id: int, staff_id: int | None, words: ContactWords, client_key: str | None = None
) -> Contact:
    """Add a contact; client_key: of the form, or of one written on a phone.

    WrongDay when it lies ahead or before the child's birth, Refused when the next one is not after it within a year.
    """
    if words.day > today():
        raise WrongDay(_("A contact is recorded when it has taken place; this date lies ahead."))
    born = db.session.scalar(select(Child.birth_date).where(Child.id == child_id))
    if born and words.day < born:
        raise WrongDay(_("On this day the child was not yet born."))
    if words.next_on <= words.day:
        raise Refused(_("The next contact must come after this one."))
    if words.next_on > words.day + NEXT_WITHIN:
        raise Refused(_("The next contact must come within a year."))
    _refuse_beyond_level(child_id, words)
    values = {**asdict(words), "details": words.details_json}
    contact = Contact(
        child_id=child_id,
        by_staff_id=staff_id,
        recorded_at=now(),
        recorded_by=actor_id,
        client_key=client_key,
        **values,
    )
    db.session.add(contact)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="contact", entity_id=contact.id, detail={"kind": words.kind})
    return contact


def _refuse_beyond_level(child_id: int, words: ContactWords) -> None:
    """The level sets the interval: the next date cannot lie beyond it (DOMAIN 1.5)."""
    level = levels_now([child_id]).get(child_id)
    rule = rule_for(level.level, rules_on(today())) if level else None
    if rule and words.next_on > max(words.day, today()) + timedelta(days=rule.days):
        raise Refused(_("At this child's care level the next contact is due within %(n)s days.", n=rule.days))


def assign_child(*, actor_id: int | None, child_id: int, staff_id: int, since: date, note: str = "") -> CareAssignment:
    """Make one person responsible from a day on; the former one's responsibility ends (C9).

    Refused for the same person, a day to come, a day before the former one began, and for who is not on the staff list.
    """
    person = db.session.scalar(select(StaffMember).where(StaffMember.id == staff_id, StaffMember.active))
    if person is None:
        raise Refused(_("Please choose a person of the staff list."))
    if since > today():
        raise Refused(_("A handover is recorded on its day; this date lies ahead."))
    query = select(CareAssignment).where(CareAssignment.child_id == child_id, CareAssignment.until.is_(None))
    former = db.session.scalar(query)
    if former and former.staff_id == staff_id:
        raise Refused(_("This person is already responsible for the child."))
    if former and since < former.since:
        raise Refused(_("The former person became responsible on %(day)s only.", day=former.since.isoformat()))
    if former:
        former.until = since
        db.session.flush()  # before the new one: the database holds one open row for a child
    assignment = CareAssignment(
        child_id=child_id, staff_id=staff_id, since=since, note=note or None, handed_by=actor_id
    )
    db.session.add(assignment)
    _pass_promises(child_id, former.staff_id if former else None, staff_id)
    db.session.flush()
    record(actor_id=actor_id, action="assign", entity="care_assignment", entity_id=assignment.id)
    former_ids = {former.staff_id} if former and former.staff_id is not None else set()
    tell_assigned(child_id, frozenset(former_ids), staff_id, actor_id)
    return assignment


def _pass_promises(child_id: int, from_staff_id: int | None, to_staff_id: int) -> None:
    """What the former person promised and has not done is the next one's to keep; so is what nobody had taken on."""
    query = select(Promise).where(Promise.child_id == child_id, Promise.closed_on.is_(None))
    for promise in db.session.scalars(query):
        if promise.staff_id in (from_staff_id, None):
            promise.staff_id = to_staff_id


def hand_over(
    *, actor_id: int, from_staff_id: int, to_staff_id: int, child_ids: Collection[int], since: date, note: str
) -> int:
    """Several children of one person to another at once; Refused, with nothing done, when one of them is not theirs."""
    if not child_ids:
        raise Refused(_("Please choose at least one child."))
    query = select(CareAssignment.child_id).where(
        CareAssignment.staff_id == from_staff_id, CareAssignment.until.is_(None)
    )
    if set(child_ids) - set(db.session.scalars(query)):
        raise Refused(_("Somebody has handed over one of these children meanwhile. Please look again."))
    for child_id in sorted(child_ids):
        assign_child(actor_id=actor_id, child_id=child_id, staff_id=to_staff_id, since=since, note=note)
    return len(child_ids)
