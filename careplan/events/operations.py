"""Record an event and start its playbook; do tasks; tell others and hear from them; review; close (C5, C14, C25)."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.level_operations import set_level
from careplan.casework.words import NEXT_WITHIN
from careplan.children.models import Child
from careplan.clock import local, now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.events.clock import planned
from careplan.events.models import CareEvent, Escalation, EventTask, HelpPlan
from careplan.events.queries import next_plan_number, plans_of
from careplan.seeds.load import shipped_playbooks


class WrongMoment(Refused):
    """The moment at which it was known cannot be right."""


class WrongReview(Refused):
    """The day on which a plan is looked at again cannot be right."""


def record_event(
    *,
    actor_id: int | None,
    child: Child,
    kind: str,
    happened_on: date,
    known_at: datetime,
    source: str,
    words: str,
) -> CareEvent:
    """The event, with the tasks of its playbook. known_at is in UTC, as stored. Refused where a day cannot be right."""
    if happened_on < child.birth_date:
        raise Refused(_("On this day the child was not yet born."))
    if known_at > now():
        raise WrongMoment(_("This moment lies ahead."))
    if happened_on > local(known_at).date():
        raise Refused(_("It cannot be known before it happened."))
    _refuse_again(child, kind, happened_on, known_at, words)
    event = CareEvent(
        child=child,
        kind=kind,
        happened_on=happened_on,
        known_at=known_at,
        source=source,
        words=words,
        recorded_at=now(),
        recorded_by=actor_id,
    )
    event.tasks = _tasks(kind, known_at)
    db.session.add(event)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="care_event", entity_id=event.id)
    return event


def _refuse_again(child: Child, kind: str, happened_on: date, known_at: datetime, words: str) -> None:
    """Refused when the very same stands already: a form sent twice would hand out its tasks twice."""
    query = select(CareEvent).filter_by(child_id=child.id, kind=kind, happened_on=happened_on, known_at=known_at)
    if any(one.words == words for one in db.session.scalars(query)):
        raise Refused(_("This event is recorded already, in just these words."))


def _tasks(kind: str, known_at: datetime) -> list[EventTask]:
    """What the playbook of a kind asks, with its words as they are today."""
    return [
        EventTask(
            does=one.task.does,
            to=one.task.to,
            name=one.task.zh,
            name_en=one.task.en,
            role=one.task.who,
            due_at=one.due_at,
        )
        for one in planned(shipped_playbooks().events[kind], known_at)
    ]


def do_task(*, actor_id: int, task: EventTask, result: str) -> None:
    """It is done; how it came out stands beside it. Of an entry in the file: why none is needed.

    Refused for what is done by telling, by a level or by a plan.
    """
    if task.does not in ("act", "file"):
        raise Refused(_("This one is done by its own button."))
    _refuse_closed(task.event)
    if task.done_at is not None:
        raise Refused(_("This is done already."))
    _done(task, actor_id, result)
    record(actor_id=actor_id, action="do-task", entity="event_task", entity_id=task.id)


def escalate(*, actor_id: int, event: CareEvent, to: str, words: str) -> Escalation:
    """Tell somebody higher; a task that asks for just this is done with it."""
    _refuse_closed(event)
    if to not in shipped_playbooks().recipients:
        raise Refused(_("Please choose."))
    row = Escalation(event=event, to=to, words=words, sent_at=now(), sent_by=actor_id)
    db.session.add(row)
    for task in _waiting(event, "escalate"):
        if task.to == to:
            _done(task, actor_id, "")
    db.session.flush()
    record(actor_id=actor_id, action="escalate", entity="escalation", entity_id=row.id)
    return row


def acknowledge(*, actor_id: int, row: Escalation) -> None:
    """The one who was told has seen it."""
    _refuse_taken_back(row.event)
    if row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = now(), actor_id
        db.session.flush()
        record(actor_id=actor_id, action="acknowledge", entity="escalation", entity_id=row.id)


def answer(*, actor_id: int, row: Escalation, words: str) -> None:
    """What the one who was told says; whoever answers has seen it too."""
    _refuse_taken_back(row.event)
    if row.answered_at is not None:
        raise Refused(_("This is answered already."))
    acknowledge(actor_id=actor_id, row=row)
    row.answered_at, row.answered_by, row.answer = now(), actor_id, words
    db.session.flush()
    record(actor_id=actor_id, action="answer", entity="escalation", entity_id=row.id)


def review_level(*, actor_id: int, event: CareEvent, level: str, reason: str) -> None:
    """Set the level because of the event; the task that asks for it is done."""
    _refuse_closed(event)
    set_level(actor_id=actor_id, child_id=event.child_id, level=level, reason=reason)
    for task in _waiting(event, "level"):
        _done(task, actor_id, "")
    db.session.flush()


def entered_in_file(*, actor_id: int, event: CareEvent, sort: str) -> None:
    """A record of this sort was entered in the file because of the event; the task that asks for it is done."""
    for task in _waiting(event, "file") if event.state == "open" and event.withdrawn_at is None else []:
        if task.to.partition(":")[0] == sort:
            _done(task, actor_id, "")
            record(actor_id=actor_id, action="do-task", entity="event_task", entity_id=task.id)


def make_plan(
    *,
    actor_id: int,
    child_id: int,
    event: CareEvent | None,
    renews: bool = False,
    reason: str,
    aims: str,
    measures: str,
    review_on: date,
) -> HelpPlan:
    """A new version of the plan of help (C14): because of an event, or because the day of the one before has come.

    Only the first may be without either: it opens the file.
    """
    before = plans_of(child_id)
    if event is None and bool(before) != renews:
        raise Refused(_("Please choose the event because of which the plan changes."))
    if event is not None and event.child_id != child_id:
        raise Refused(_("Please choose the event because of which the plan changes."))
    if not today() < review_on <= today() + NEXT_WITHIN:
        raise WrongReview(_("The plan is looked at again within a year."))
    row = HelpPlan(
        child_id=child_id,
        number=next_plan_number(child_id),
        care_event_id=event.id if event else None,
        renews=before[0][0].number if renews else None,
        reason=reason,
        aims=aims,
        measures=measures,
        review_on=review_on,
        made_at=now(),
        made_by=actor_id,
    )
    db.session.add(row)
    for task in _waiting(event, "plan") if event and event.state == "open" else []:
        _done(task, actor_id, "")
    db.session.flush()
    record(actor_id=actor_id, action="make-plan", entity="help_plan", entity_id=row.id)
    return row


def close_event(*, actor_id: int, event: CareEvent, outcome: str) -> None:
    """It is over; Refused while a task waits."""
    _refuse_closed(event)
    if any(task.done_at is None for task in event.tasks):
        raise Refused(_("Tasks of this event still wait. Do them first."))
    event.state, event.closed_at, event.outcome = "closed", now(), outcome
    db.session.flush()
    record(actor_id=actor_id, action="close-event", entity="care_event", entity_id=event.id)


def _waiting(event: CareEvent, does: str) -> list[EventTask]:
    return [task for task in event.tasks if task.does == does and task.done_at is None]


def _done(task: EventTask, actor_id: int, result: str) -> None:
    task.done_at, task.done_by, task.result = now(), actor_id, result
    db.session.flush()


def _refuse_taken_back(event: CareEvent) -> None:
    if event.withdrawn_at is not None:
        raise Refused(_("This was taken back already."))


def _refuse_closed(event: CareEvent) -> None:
    _refuse_taken_back(event)
    if event.state != "open":
        raise Refused(_("This event is closed."))
