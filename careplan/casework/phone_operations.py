"""Take in what a phone found at the door: nothing of somebody else's is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.casework.models import Contact
from careplan.casework.sent_visit import Fact, Outcome, outcome
from careplan.children.carer_queries import carer_now
from careplan.children.carers import Carer, same_person
from careplan.children.file_models import CarerPeriod, Registration
from careplan.children.load import carer_of, record_of
from careplan.children.models import Child, ChildChange
from careplan.children.operations import edit_child, note_change
from careplan.clock import local, today
from careplan.db import SHOW_WITHDRAWN, db


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a fact; theirs: what is stored now, since: the day on which that was entered."""

    outcome: Outcome
    theirs: str
    since: date | None


def take_in_facts(*, actor_id: int, child: Child, facts: Mapping[str, Fact]) -> dict[str, Arrived]:
    """Write those facts that nobody changed meanwhile, with their history; tell for the others what is stored.

    A carer's telephone goes to the record from which the phone had it: the care file's carer, or the roster's.
    """
    stored, carer = stored_facts(child), carer_now(child, today())
    told = {name: Arrived(outcome(fact, stored[name]), stored[name], None) for name, fact in facts.items()}
    told = {name: replace(one, since=_changed_on(child.id, name, carer)) for name, one in told.items()}
    new: dict[str, Any] = {name: facts[name].mine or None for name, one in told.items() if one.outcome == "stored"}
    if "carer_phone" in new and carer and carer.source != "roster":
        _write_phone(actor_id, carer, new["carer_phone"] or "")
        if not _in_roster_too(child, carer):
            note_change(child, "carer_phone", stored["carer_phone"] or None, new.pop("carer_phone"), "visit")
    if new:
        edit_child(actor_id=actor_id, child=child, given=replace(record_of(child), **new), source="visit")
    return told


def _write_phone(actor_id: int, carer: Carer, phone: str) -> None:
    """Into the period of the file, or the form of 2016, that names the carer."""
    row: CarerPeriod | Registration
    if carer.source == "file":
        row = db.session.get_one(CarerPeriod, carer.row_id)
        row.phone = phone
    else:
        row = db.session.get_one(Registration, carer.row_id)
        row.entrusted_phone = phone
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity=row.__tablename__, entity_id=row.id)


def _in_roster_too(child: Child, carer: Carer) -> bool:
    """Whether the roster names the same person: then it learns the new telephone as well."""
    row = carer_of(child)
    return row is not None and (carer.otherwise is None or same_person(carer, carer.otherwise))


def stored_facts(child: Child) -> dict[str, str]:
    """The facts a visit may correct, as they stand; empty for nothing."""
    carer = carer_now(child, today())
    return {"address": child.address or "", "carer_phone": carer.phone if carer else ""}


def has_arrived(key: str) -> Contact | None:
    """The visit that came with this key before; one that was taken back has arrived too and does not come back."""
    return db.session.scalar(select(Contact).where(Contact.client_key == key).execution_options(**SHOW_WITHDRAWN))


def _changed_on(child_id: int, name: str, carer: Carer | None) -> date | None:
    """When a fact was entered last; a carer's telephone in the file has its days in the log of changes."""
    query = select(func.max(ChildChange.recorded_on)).where(ChildChange.child_id == child_id, ChildChange.field == name)
    changed = db.session.scalar(query)
    if name != "carer_phone" or carer is None or carer.source == "roster":
        return changed
    entity = CarerPeriod.__tablename__ if carer.source == "file" else Registration.__tablename__
    noted = select(func.max(AuditEvent.at)).where(
        AuditEvent.entity == entity, AuditEvent.entity_id == carer.row_id, AuditEvent.action.in_(("add", "edit"))
    )
    at = db.session.scalar(noted)
    return local(at).date() if at else changed
