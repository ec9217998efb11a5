"""Take back what was entered by mistake, a contact on the wrong child say: it stays readable and counts nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.casework.models import Contact
from careplan.casework.withdraw_queries import open_promises_with
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused


def withdraw_contact(*, actor_id: int, row: Contact, reason: str) -> None:
    """The contact, and the open promises noted with it; Refused when it was taken back before.

    A closed promise stays with what came of it; so do papers, and facts that the visit changed in the roster.
    """
    refuse_twice(row)
    moment = now()
    for promise in open_promises_with(row.id):
        promise.withdrawn_at = moment
        record(actor_id=actor_id, action="take-back", entity="promise", entity_id=promise.id)
    mark_withdrawn(row, moment, actor_id, reason)


def mark_withdrawn(row: Any, moment: datetime, actor_id: int, reason: str) -> None:
    """A row that has withdrawn_at, withdrawn_by and withdrawn_why was taken back by this account, and why."""
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = moment, actor_id, reason
    db.session.flush()
    record(actor_id=actor_id, action="take-back", entity=row.__tablename__, entity_id=row.id)


def refuse_twice(row: Any) -> None:
    """Refused when it was taken back before."""
    if row.withdrawn_at is not None:
        raise Refused(_("This was taken back already."))
