"""Pages of the plan of help: its versions, and a new one because of an event (C14)."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from careplan.casework.views_rights import child_or_404
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.events.forms import PlanForm
from careplan.events.operations import WrongReview, make_plan
from careplan.events.queries import events_of, names_of, plans_of
from careplan.events.views_events import blueprint, event_word
from careplan.web.filters import day
from careplan.web.guard import audit_read, user
from careplan.web.query import query_int


@blueprint.get("/children/<int:child_id>/plans", endpoint="plans")
def plans(child_id: int) -> str:
    found = child_or_404(child_id)
    audit_read("help_plan", found.id)
    every = plans_of(found.id, withdrawn=True)
    return render_template(
        "events/plans.html",
        child=found,
        plans=every,
        holding_id=next((one.id for one, _name in every if one.withdrawn_at is None), None),
        names=names_of({one.withdrawn_by for one, _name in every}),
        today=today(),
    )


@blueprint.get("/children/<int:child_id>/plans/new", endpoint="plan_new")
@blueprint.post("/children/<int:child_id>/plans/new", endpoint="plan_new")
def plan_new(child_id: int) -> Any:
    """A new version, begun from the one before: ?event= because of which."""
    found, form = child_or_404(child_id), PlanForm()
    events, before = events_of(found.id), plans_of(found.id)
    form.offer([(one.id, f"{day(one.happened_on)} {event_word(one.kind)}") for one in events], first=not before)
    if not before and not query_int("event"):
        form.reason.label.text = _("Why this child needs a plan")
    if form.validate_on_submit():
        chosen = next((one for one in events if one.id == form.care_event_id.data), None)
        try:
            make_plan(
                actor_id=user().id,
                child_id=found.id,
                event=chosen,
                reason=form.reason.data or "",
                aims=form.aims.data or "",
                measures=form.measures.data or "",
                review_on=form.review_on.data,
            )
        except WrongReview as refused:
            form.review_on.errors = [str(refused)]
        except Refused as refused:
            form.care_event_id.errors = [str(refused)]
        else:
            back = (
                url_for("events.event", care_event_id=chosen.id)
                if chosen
                else url_for("events.plans", child_id=child_id)
            )
            db.session.commit()
            flash(_("The new plan of help holds from today."), "success")
            return redirect(back)
    if not form.is_submitted():
        form.care_event_id.data = query_int("event") or 0
        if before:
            form.aims.data, form.measures.data = before[0][0].aims, before[0][0].measures
        audit_read("help_plan", found.id)
    page = render_template("events/plan_new.html", form=form, child=found, before=before[0][0] if before else None)
    return page, 422 if form.is_submitted() else 200
