"""Write audit entries; refuse a transaction that changed records without one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from careplan.audit.models import AuditEvent
from careplan.clock import now
from careplan.db import Base, SchoolOwned, current_school_id, db
from careplan.errors import UnauditedChange


def record(
    *,
    actor_id: int | None,
    action: str,
    entity: str,
    entity_id: int | None = None,
    school_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add an entry to the current transaction. `action`: a verb such as import, publish, read, sign-in.

    actor_id None: the command line. `detail` must hold no child's data: field names, counts, states only.
    """
    entry = AuditEvent(
        at=now(),
        actor_id=actor_id,
        action=action,
        entity=entity,
        entity_id=entity_id,
        detail=detail or {},
    )
    # at once: a later flush may happen in a wider scope
    entry.school_id = current_school_id() if school_id is None else school_id
    db.session.add(entry)
    return entry


@event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, AuditEvent):
            session.info["audited"] = True
        elif isinstance(row, SchoolOwned) and isinstance(row, Base) and row.__tablename__ not in UNAUDITED_TABLES:
            session.info["changed"] = row.__tablename__


@event.listens_for(Session, "before_commit")
def _refuse_unaudited(session: Session) -> None:
    session.flush()
    if session.info.get("changed") and not session.info.get("audited"):
        raise UnauditedChange(f"{session.info['changed']} was changed without an audit entry")


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop("changed", None)
        session.info.pop("audited", None)


UNAUDITED_TABLES = {"job", "class_answers", "talk_wish"}
"""The queue's own bookkeeping: what a job changes is audited by the operation it runs. And what children say without a
name: an entry would tell when, of a wish to talk even that somebody asked; what teachers do with answers is audited."""
