"""The to-do list of today, kept until a record changes: the first page of everybody asks for it.

Every change writes an entry in the audit log in its own transaction, so the newest entry that is not a read tells
whether the list still holds. What children answer has no entry, and no item of the list depends on it.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock

from sqlalchemy import func, select

from careplan.audit.models import AuditEvent
from careplan.db import current_school_id, db
from careplan.errors import Refused
from careplan.foresight.queries import look_ahead
from careplan.foresight.todo import Todo, todos

KEEP = 50
_kept: OrderedDict[tuple[str, int | None, date, int], tuple[Todo, ...]] = OrderedDict()
_lock = Lock()


def items_today(day: date) -> tuple[Todo, ...]:
    """Every item of the school as of `day`; none before there is a school year."""
    newest = db.session.scalar(select(func.max(AuditEvent.id)).where(AuditEvent.action != "read")) or 0
    key = (str(db.engine.url), current_school_id(), day, newest)
    with _lock:
        if key in _kept:
            return _kept[key]
    items = _items(day)
    with _lock:
        _kept[key] = items
        while len(_kept) > KEEP:
            _kept.popitem(last=False)
    return items


def _items(day: date) -> tuple[Todo, ...]:
    try:
        _now, found = look_ahead(day)
    except Refused:
        return ()
    return todos(found) if found else ()
