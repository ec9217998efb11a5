"""Take back a contact that was entered by mistake, on the wrong child say: it stays readable and counts nowhere."""

from __future__ import annotations

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
    if row.withdrawn_at is not None:
        raise Refused(_("This was taken back already."))
    moment = now()
    for promise in open_promises_with(row.id):
        promise.withdrawn_at = moment
        record(actor_id=actor_id, action="take-back", entity="promise", entity_id=promise.id)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = moment, actor_id, reason
    db.session.flush()
    record(actor_id=actor_id, action="take-back", entity="contact", entity_id=row.id)
