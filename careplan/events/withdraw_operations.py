"""Take back an event or a plan of help that was entered by mistake: it stays readable and counts nowhere."""

from __future__ import annotations

from careplan.audit.operations import record
from careplan.casework.withdraw_operations import mark_withdrawn, refuse_twice
from careplan.clock import now
from careplan.db import db
from careplan.events.models import CareEvent, Escalation, EventTask, HelpPlan
from careplan.events.withdraw_queries import plans_because_of, tasks_done_by_plan


def withdraw_event(*, actor_id: int, event: CareEvent, reason: str) -> None:
    """The event, its tasks, what was told and the plans made because of it; Refused when it was taken back before.

    Whoever was told finds it among what was sent to them until they have seen it (`unsaid_to`). A level that was set,
    and papers, stay: they have pages of their own.
    """
    refuse_twice(event)
    moment = now()
    for plan in plans_because_of(event.id):
        mark_withdrawn(plan, moment, actor_id, reason)
    belonging: list[EventTask | Escalation] = [*event.tasks, *event.escalations]
    for one in belonging:
        one.withdrawn_at = moment
        record(actor_id=actor_id, action="take-back", entity=one.__tablename__, entity_id=one.id)
    mark_withdrawn(event, moment, actor_id, reason)


def withdraw_plan(*, actor_id: int, plan: HelpPlan, reason: str) -> list[EventTask]:
    """One version of a plan of help; the one before holds again. The tasks that were done by it and wait again.

    Refused when it was taken back before.
    """
    refuse_twice(plan)
    waiting = tasks_done_by_plan(plan)
    for task in waiting:
        task.done_at = task.done_by = task.result = None
        record(actor_id=actor_id, action="reopen", entity="event_task", entity_id=task.id)
    mark_withdrawn(plan, now(), actor_id, reason)
    return waiting


def note_unsaid(*, actor_id: int, row: Escalation) -> None:
    """Whoever was told knows that it was taken back; said twice it is noted once."""
    if row.withdrawn_at is not None and row.unsaid_at is None:
        row.unsaid_at, row.unsaid_by = now(), actor_id
        db.session.flush()
        record(actor_id=actor_id, action="acknowledge", entity="escalation", entity_id=row.id)
