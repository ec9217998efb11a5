"""Pages of events: what waits, recording one, one event with its tasks and who was told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from careplan.casework.views_rights import child_or_404, sight
from careplan.clock import local, now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.events.clock import delay_days, hours_left, hours_over
from careplan.events.forms import SOURCES, AnswerForm, CloseForm, DoneForm, EventForm
from careplan.events.models import CareEvent
from careplan.events.operations import WrongMoment, record_event
from careplan.events.queries import (
    escalations_to,
    events_seen,
    find_event,
    first_act_hours,
    is_theirs,
    names_of,
    open_tasks,
    tasks_of,
)
from careplan.events.withdraw_queries import unsaid_to
from careplan.seeds.load import shipped_playbooks
from careplan.web.filters import in_english, named
from careplan.web.guard import audit_read, roles, user
from careplan.web.query import query_choice

blueprint = Blueprint("events", __name__, url_prefix="/events")
ROLE_WORDS = {
    "owner": ("责任人", "person responsible"),
    "principal": ("校长", "principal"),
    "office": ("教务", "office"),
    "counselling_teacher": ("心理教师", "counselling teacher"),
    "community_worker": ("社区工作者", "community worker"),
}


@blueprint.app_template_filter("event_word")
def event_word(kind: str) -> str:
    """A kind of event in the reader's language."""
    known = shipped_playbooks().events
    return named(known[kind]) if kind in known else kind


@blueprint.app_template_filter("recipient_word")
def recipient_word(code: str) -> str:
    known = shipped_playbooks().recipients
    return named(known[code]) if code in known else code


@blueprint.app_template_filter("whose")
def whose(role: str) -> str:
    """Whose task it is, in the reader's language."""
    return ROLE_WORDS.get(role, (role, role))[in_english()]


@blueprint.app_template_filter("source_word")
def source_word(code: str) -> str:
    return SOURCES.get(code, (code, code))[in_english()]


@blueprint.app_template_filter("task_name")
def task_name(task: Any) -> str:
    """The task's words as the playbook had them when the event began."""
    return str(task.name_en if in_english() else task.name)


@blueprint.app_template_filter("due_words")
def due_words(due_at: datetime) -> str:
    """Hours or days that are left, or since when it is overdue."""
    over, left = hours_over(due_at, now()), hours_left(due_at, now())
    if due_at < now():
        return _("%(n)s days overdue", n=over // 24) if over >= 48 else _("%(n)s hours overdue", n=over)
    return _("%(n)s days left", n=left // 24) if left >= 48 else _("%(n)s hours left", n=left)


@blueprint.get("/")
def events() -> str:
    """The own tasks, what was sent to one's role, and the events of the children that one sees."""
    shown = query_choice("show", ("open", "closed"), "open")
    mine = tasks_of(user().staff_id, roles())
    found = events_seen(sight(), shown)
    audit_read("care_event", None, children=len({one.child_id for one in found}))
    return render_template(
        "events/events.html",
        mine=mine,
        sent=escalations_to(roles()),
        unsaid=(back := unsaid_to(user().id, roles())),
        people=names_of({one.event.withdrawn_by for one in back}),
        events=found,
        shown=shown,
        now=now(),
        hours=first_act_hours,
        delay=_delay,
    )


def _delay(event: CareEvent) -> int:
    return delay_days(event.happened_on, local(event.known_at).date())


@blueprint.get("/children/<int:child_id>/new", endpoint="new")
@blueprint.post("/children/<int:child_id>/new", endpoint="new")
def new(child_id: int) -> Any:
    """Something happened: its playbook starts at once."""
    found = child_or_404(child_id)
    form = EventForm(data={"happened_on": today(), "known_at": local(now()).replace(tzinfo=None)})
    form.offer()
    if form.validate_on_submit():
        try:
            event = record_event(
                actor_id=user().id,
                child=found,
                kind=form.kind.data,
                happened_on=form.happened_on.data,
                known_at=form.known_at.utc,
                source=form.source.data,
                words=form.words.data or "",
            )
        except WrongMoment as refused:
            form.known_at.errors = [str(refused)]
        except Refused as refused:
            form.happened_on.errors = [str(refused)]
        else:
            event_id = event.id
            db.session.commit()
            flash(_("Recorded. Its tasks are with their owners now."), "success")
            return redirect(url_for("events.event", care_event_id=event_id))
    if not form.is_submitted():
        audit_read("child", found.id, form="event")
    books = shipped_playbooks().events
    page = render_template("events/new.html", form=form, child=found, books=books)
    return page, 422 if form.is_submitted() else 200


def event_or_404(care_event_id: int) -> CareEvent:
    """The event, taken back or not; 404 unless its child may be opened. An operation refuses what was taken back."""
    found = find_event(care_event_id) or abort(404)
    child_or_404(found.child_id)
    return found


@blueprint.get("/<int:care_event_id>")
def event(care_event_id: int) -> str:
    found = event_or_404(care_event_id)
    audit_read("care_event", found.id)
    return event_page(found)


def event_page(found: CareEvent, **forms: Any) -> str:
    """The event; forms that were refused come back with their faults."""
    people = {task.done_by for task in found.tasks} | {found.recorded_by, found.withdrawn_by}
    for one in found.escalations:
        people |= {one.sent_by, one.acknowledged_by, one.answered_by, one.unsaid_by}
    waiting = {one.task.id: is_theirs(one, user().staff_id, roles()) for one in open_tasks([found.child_id])}
    shown = {"done_form": DoneForm(formdata=None), "answer_form": AnswerForm(formdata=None), "refused_id": 0}
    return render_template(
        "events/event.html",
        event=found,
        child=found.child,
        known_on=local(found.known_at).date(),
        delay=_delay(found),
        hours=first_act_hours(found),
        names=names_of(people),
        is_open=found.state == "open" and found.withdrawn_at is None,
        waiting=waiting,
        now=now(),
        may_answer=may_answer,
        **{**shown, "close_form": CloseForm(formdata=None), **forms},
    )


def may_answer(to: str) -> bool:
    """Whether this person acknowledges and answers for a recipient: one's own role, or somebody outside, by hand.

    The village committee's answer comes from the account of the community's worker, or is noted by hand.
    """
    known = shipped_playbooks().recipients.get(to)
    return known is not None and (known.by_hand or known.role in roles())
