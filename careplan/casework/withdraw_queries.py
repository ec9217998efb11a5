"""Read what was taken back, and what would go with a contact that is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.casework.models import Contact, Promise
from careplan.db import SHOW_WITHDRAWN, db


@dataclass(slots=True)
class Withdrawn:
    """Who took a contact back; promises: the words of those that went with it."""

    by: str
    promises: list[str] = field(default_factory=list)


def find_contact(contact_id: int) -> Contact | None:
    """The contact, taken back or not."""
    query = select(Contact).where(Contact.id == contact_id)
    return db.session.scalar(query.execution_options(**SHOW_WITHDRAWN))


def open_promises_with(contact_id: int) -> list[Promise]:
    """Promises noted with a contact that nobody has closed."""
    query = select(Promise).where(Promise.contact_id == contact_id, Promise.closed_on.is_(None))
    return list(db.session.scalars(query.order_by(Promise.id)))


def withdrawn_of(child_id: int) -> dict[int, Withdrawn]:
    """Id of each contact of a child that was taken back → by whom, and what went with it."""
    went: dict[int | None, list[str]] = defaultdict(list)
    promises = select(Promise).where(Promise.child_id == child_id, Promise.withdrawn_at.is_not(None))
    for promise in db.session.scalars(promises.order_by(Promise.id).execution_options(**SHOW_WITHDRAWN)):
        went[promise.contact_id].append(promise.words)
    query = (
        select(Contact.id, User.display_name)
        .outerjoin(User, User.id == Contact.withdrawn_by)
        .where(Contact.child_id == child_id, Contact.withdrawn_at.is_not(None))
    )
    rows = db.session.execute(query.execution_options(**SHOW_WITHDRAWN))
    return {contact_id: Withdrawn(name or "", went[contact_id]) for contact_id, name in rows}
