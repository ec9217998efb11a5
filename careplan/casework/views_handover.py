"""Pages of responsibility (C9): one child, or a whole caseload, from one person to another with a date and a note."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.casework.care_forms import AssignForm, HandoverForm
from careplan.casework.operations import assign_child, hand_over
from careplan.casework.queries import assignments_of
from careplan.casework.register_queries import Card, bearers, register_of
from careplan.casework.views_contacts import blueprint
from careplan.casework.views_rights import child_or_404, staff_choices
from careplan.children.names import child_choice, sort_key
from careplan.children.views import squad_label
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.web.guard import audit_read, user
from careplan.web.query import query_int


@blueprint.get("/children/<int:child_id>/assign", endpoint="assign")
@blueprint.post("/children/<int:child_id>/assign", endpoint="assign")
def assign(child_id: int) -> Any:
    """Who is responsible for this child, and handing it over."""
    found, form = child_or_404(child_id), AssignForm()
    form.staff_id.choices = [(0, "—"), *staff_choices()]
    history = assignments_of(found.id)
    if form.validate_on_submit():
        try:
            assign_child(
                actor_id=user().id,
                child_id=found.id,
                staff_id=form.staff_id.data,
                since=form.since.data,
                note=form.note.data or "",
            )
        except Refused as refused:
            db.session.rollback()
            form.staff_id.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Handed over."), "success")
            return redirect(url_for("casework.child", child_id=child_id))
    if not form.is_submitted():
        form.since.data = today()
        audit_read("care_assignment", found.id)
    page = render_template("casework/assign.html", form=form, child=child_or_404(child_id), history=history)
    return page, 422 if form.is_submitted() else 200


def _by_class(card: Card) -> tuple[Any, ...]:
    """As in a class's list, so that a child is found among many."""
    squad = card.child.squad
    return -squad.entry_year, squad.number, sort_key(card.child.name), card.child.id


@blueprint.get("/handover", endpoint="handover")
@blueprint.post("/handover", endpoint="handover")
def handover() -> Any:
    """A whole caseload, or part of it: ?from= whose."""
    people, from_id = bearers(), query_int("from")
    if from_id and all(one.staff_id != from_id for one in people):
        abort(404)
    cards = sorted(register_of(from_id, today()) if from_id else [], key=_by_class)
    form = HandoverForm()
    form.to_staff_id.choices = [(0, "—"), *(one for one in staff_choices() if one[0] != from_id)]
    form.children.choices = [
        child_choice(one.id, f"{one.name} · {squad_label(one.squad)}", one.name, one.name_keys)
        for one in (card.child for card in cards)
    ]
    if from_id and form.validate_on_submit():
        try:
            count = hand_over(
                actor_id=user().id,
                from_staff_id=from_id,
                to_staff_id=form.to_staff_id.data,
                child_ids=form.children.data or [],
                since=form.since.data,
                note=form.note.data or "",
            )
        except Refused as refused:
            db.session.rollback()
            form.to_staff_id.errors = [str(refused)]
        else:
            db.session.commit()
            flash(ngettext("%(num)d child handed over.", "%(num)d children handed over.", count), "success")
            return redirect(url_for("casework.handover"))
    if not form.is_submitted():
        form.since.data, form.children.data = today(), [card.child.id for card in cards]
        audit_read("care_list", None, children=len(cards))
    page = render_template("casework/handover.html", form=form, people=people, from_id=from_id)
    return page, 422 if form.is_submitted() else 200
