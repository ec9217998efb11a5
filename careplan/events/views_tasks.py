"""Doing an event's tasks: done, told, acknowledged, answered, level reviewed, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field

from careplan.casework.care_forms import LevelForm
from careplan.casework.level_queries import level_history, rules_on
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.events.forms import AnswerForm, CloseForm, DoneForm, EscalateForm
from careplan.events.models import Escalation
from careplan.events.operations import acknowledge, answer, close_event, do_task, escalate, review_level
from careplan.events.queries import find_escalation, find_task
from careplan.events.views_events import blueprint, event_or_404, event_page, may_answer
from careplan.seeds.load import shipped_care
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice


@blueprint.post("/tasks/<int:task_id>/done", endpoint="task_done")
def task_done(task_id: int) -> Any:
    """A task is done, with how it came out."""
    task = find_task(task_id) or abort(404)
    event, form = event_or_404(task.care_event_id), DoneForm()
    done = _taken(form, form.result, lambda words: do_task(actor_id=user().id, task=task, result=words))
    return _back(event.id, _("Done.")) if done else (event_page(event, done_form=form, refused_id=task_id), 422)


@blueprint.get("/<int:care_event_id>/escalate", endpoint="escalate")
@blueprint.post("/<int:care_event_id>/escalate", endpoint="escalate")
def escalate_page(care_event_id: int) -> Any:
    """Tell somebody higher: ?to= whom the task asks for."""
    event, form = event_or_404(care_event_id), EscalateForm()
    form.offer()
    if form.validate_on_submit():
        try:
            escalate(actor_id=user().id, event=event, to=form.to.data, words=form.words.data or "")
        except Refused as refused:
            form.to.errors = [str(refused)]
        else:
            return _back(care_event_id, _("Sent. The time is noted."))
    if not form.is_submitted():
        form.to.data = query_choice("to", [code for code, _name in form.to.choices]) or None
        form.words.data = event.words
        audit_read("care_event", event.id)
    page = render_template("events/escalate.html", form=form, event=event, child=event.child)
    return page, 422 if form.is_submitted() else 200


def _told(escalation_id: int) -> Escalation:
    """The escalation; 404 unless this person answers for its recipient and may open the child."""
    row = find_escalation(escalation_id) or abort(404)
    event_or_404(row.care_event_id)
    return row if may_answer(row.to) else abort(404)


@blueprint.post("/escalations/<int:escalation_id>/acknowledge", endpoint="acknowledge")
def acknowledged(escalation_id: int) -> Response:
    row = _told(escalation_id)
    try:
        acknowledge(actor_id=user().id, row=row)
    except Refused as refused:
        flash(str(refused), "info")
        return redirect(url_for("events.event", care_event_id=row.care_event_id))
    return _back(row.care_event_id, _("Noted."))


@blueprint.post("/escalations/<int:escalation_id>/answer", endpoint="answer")
def answered(escalation_id: int) -> Any:
    row, form = _told(escalation_id), AnswerForm()
    event = event_or_404(row.care_event_id)
    done = _taken(form, form.answer, lambda words: answer(actor_id=user().id, row=row, words=words))
    if done:
        return _back(event.id, _("Answered."))
    return event_page(event, answer_form=form, refused_id=escalation_id), 422


@blueprint.get("/<int:care_event_id>/level", endpoint="level")
@blueprint.post("/<int:care_event_id>/level", endpoint="level")
def level(care_event_id: int) -> Any:
    """Look at the care level again because of the event."""
    event, form = event_or_404(care_event_id), LevelForm()
    form.offer()
    if form.validate_on_submit():
        try:
            review_level(actor_id=user().id, event=event, level=form.level.data, reason=form.reason.data or "")
        except Refused as refused:
            form.reason.errors = [str(refused)]
        else:
            return _back(care_event_id, _("Care level set for %(name)s.", name=event.child.name))
    if not form.is_submitted():
        audit_read("care_level", event.child_id)
    page = render_template(
        "casework/level.html",
        form=form,
        child=event.child,
        event=event,
        history=level_history(event.child_id),
        levels=shipped_care().levels,
        rules=rules_on(today()),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/<int:care_event_id>/close", endpoint="close")
def close(care_event_id: int) -> Any:
    event, form = event_or_404(care_event_id), CloseForm()
    done = _taken(form, form.outcome, lambda words: close_event(actor_id=user().id, event=event, outcome=words))
    return _back(care_event_id, _("Closed.")) if done else (event_page(event, close_form=form), 422)


def _taken(form: FlaskForm, field: Field, do: Callable[[str], object]) -> bool:
    """Whether the words typed into a form of one field are right and were taken in; a refusal stands at the field."""
    if not form.validate():
        return False
    try:
        do(field.data or "")
    except Refused as refused:
        field.errors = [str(refused)]
        return False
    return True


def _back(care_event_id: int, words: str) -> Response:
    db.session.commit()
    flash(words, "success")
    return redirect(url_for("events.event", care_event_id=care_event_id))
