"""The pages on which an event or a plan of help is taken back, and where whoever was told says that they know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.casework.care_forms import ReasonForm, WithdrawForm
from careplan.casework.views_rights import child_or_404, undoable
from careplan.casework.views_taking_back import said, take_back
from careplan.db import db
from careplan.events.models import CareEvent, HelpPlan
from careplan.events.queries import find_escalation
from careplan.events.views_events import blueprint, event_or_404
from careplan.events.withdraw_operations import note_unsaid, withdraw_event, withdraw_plan
from careplan.events.withdraw_queries import find_plan, plans_because_of, tasks_done_by_plan, unsaid_to
from careplan.seeds.load import shipped_playbooks
from careplan.web.filters import may
from careplan.web.guard import roles, user


@blueprint.app_template_test("event_to_take_back")
def event_to_take_back(event: CareEvent) -> bool:
    """Whether it stands and the reader recorded it, is responsible for the child, or is the principal."""
    stands = event.withdrawn_at is None and may("events.take_back", "POST")
    return stands and event.id in undoable([(event.id, event.child_id, event.recorded_by)])


@blueprint.app_template_test("sent_inside")
def sent_inside(to: str) -> bool:
    """Whether a recipient has a role here; an office outside is told by whoever took the event back."""
    return bool(shipped_playbooks().recipients[to].role)


@blueprint.app_template_global()
def plans_to_take_back(plans: Iterable[HelpPlan]) -> frozenset[int]:
    """Ids of the versions that stand and that the reader may take back, by the same rule."""
    if not may("events.plan_take_back", "POST"):
        return frozenset()
    return undoable([(one.id, one.child_id, one.made_by) for one in plans if one.withdrawn_at is None])


@blueprint.get("/<int:care_event_id>/take-back", endpoint="take_back")
@blueprint.post("/<int:care_event_id>/take-back", endpoint="take_back")
def event_take_back(care_event_id: int) -> Any:
    """What goes with the event and what stays."""
    event, form = event_or_404(care_event_id), WithdrawForm()
    return take_back(
        event,
        form,
        allowed=event.withdrawn_at is None and event_to_take_back(event),
        back=url_for("events.event", care_event_id=event.id),
        about=event.id,
        take=lambda reason: withdraw_event(actor_id=user().id, event=event, reason=reason),
        page=lambda stale: render_template(
            "events/take_back.html",
            **{"form": form, "child": event.child, "event": event, "stale": stale},
            plans=plans_because_of(event.id),
        ),
    )


@blueprint.get("/plans/<int:plan_id>/take-back", endpoint="plan_take_back")
@blueprint.post("/plans/<int:plan_id>/take-back", endpoint="plan_take_back")
def plan_take_back(plan_id: int) -> Any:
    """One version of a plan of help: a version never changes, so none can be stale."""
    plan, form = find_plan(plan_id) or abort(404), ReasonForm()
    found = child_or_404(plan.child_id)
    return take_back(
        plan,
        form,
        allowed=plan.id in plans_to_take_back([plan]),
        back=url_for("events.plans", child_id=found.id),
        about=found.id,
        take=lambda reason: withdraw_plan(actor_id=user().id, plan=plan, reason=reason),
        page=lambda _stale: render_template(
            "events/plan_take_back.html", form=form, child=found, plan=plan, tasks=tasks_done_by_plan(plan)
        ),
    )


@blueprint.post("/escalations/<int:escalation_id>/unsaid", endpoint="unsaid")
def unsaid(escalation_id: int) -> Response:
    """The recipient has seen that it was taken back, or was told so by whoever took it back."""
    row = find_escalation(escalation_id) or abort(404)
    event_or_404(row.care_event_id)
    if row.withdrawn_at is None or (row.unsaid_at is None and row not in unsaid_to(user().id, roles())):
        abort(404)
    note_unsaid(actor_id=user().id, row=row)
    db.session.commit()
    return said(url_for("events.events"), _("Noted."), "success")
