"""Promises and problems (C7, C20): note one, close it with how it ended."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.casework.models import Promise
from careplan.casework.words import NEXT_WITHIN
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused


def add_promise(
    *,
    actor_id: int | None,
    child_id: int,
    words: str,
    staff_id: int | None,
    due_on: date,
    contact_id: int | None = None,
) -> Promise:
    """Refused when its day lies behind or more than a year ahead."""
    if not today() <= due_on <= today() + NEXT_WITHIN:
        raise Refused(_("The day lies behind, or more than a year ahead."))
    row = Promise(
        child_id=child_id,
        contact_id=contact_id,
        words=words,
        staff_id=staff_id,
        due_on=due_on,
        recorded_at=now(),
        recorded_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="promise", entity_id=row.id)
    return row


def close_promise(*, actor_id: int | None, row: Promise, kept: bool, result: str) -> None:
    """It is over; what came of it stays on the file."""
    if row.closed_on is not None:
        raise Refused(_("This is closed already."))
    row.closed_on, row.kept, row.result = today(), kept, result
    db.session.flush()
    record(actor_id=actor_id, action="close-promise", entity="promise", entity_id=row.id)
