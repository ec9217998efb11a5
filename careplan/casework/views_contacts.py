"""Pages of the care for each child: who waits for a contact, recording one, who is responsible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.access.roles import EVERY_CHILD
from careplan.casework.forms import AssignForm, ContactForm
from careplan.casework.operations import WrongDay, assign_child, record_contact
from careplan.casework.queries import Cared, care_list, contacts_of, find_child, responsible_names, standings_of
from careplan.casework.words import ABILITIES, KINDS
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, own_squads, require_child_access, roles, user
from careplan.web.query import query_choice

blueprint = Blueprint("casework", __name__, url_prefix="/care")
DEFAULT_NEXT = timedelta(days=30)


@blueprint.app_template_filter("contact_word")
def contact_word(code: str) -> str:
    """A kind of contact or a carer's ability in the reader's language."""
    return {**KINDS, **ABILITIES}.get(code, (code, code))[in_english()]


@blueprint.get("/")
def contacts() -> str:
    """Left-behind children and when each was last met; those who wait longest first."""
    squads = None if roles() & EVERY_CHILD else own_squads()
    shown = query_choice("show", ("all", "overdue", "unvisited", "nobody"), "all")
    everyone = care_list(squads, today())
    kept: dict[str, Callable[[Cared], bool]] = {
        "all": lambda one: True,
        "overdue": lambda one: one.standing.is_overdue(today()),
        "unvisited": lambda one: one.standing.visits_this_term == 0,
        "nobody": lambda one: one.responsible is None,
    }
    audit_read("care_list", None, children=len(everyone))
    counts = {name: sum(keep(one) for one in everyone) for name, keep in kept.items()}
    lines = [one for one in everyone if kept[shown](one)]
    return render_template("casework/contacts.html", lines=lines, shown=shown, counts=counts, everyone=len(everyone))


@blueprint.get("/children/<int:child_id>")
def child(child_id: int) -> str:
    """One child's contacts, and who is responsible."""
    return _child_page(_found(child_id))


def _child_page(found: Child) -> str:
    audit_read("contact", found.id)
    form = AssignForm()
    form.staff_id.choices = _staff_choices()
    return render_template(
        "casework/child.html",
        child=found,
        contacts=contacts_of(found.id),
        standing=standings_of([found.id], today())[found.id],
        responsible=responsible_names([found.id]).get(found.id),
        assign_form=form,
    )


@blueprint.get("/children/<int:child_id>/new", endpoint="contact_new")
@blueprint.post("/children/<int:child_id>/new", endpoint="contact_new")
def contact_new(child_id: int) -> Any:
    found = _found(child_id)
    form = ContactForm(data={"day": today(), "next_on": today() + DEFAULT_NEXT, "kind": "visit"})
    form.offer()
    if form.validate_on_submit():
        try:
            record_contact(actor_id=user().id, child_id=found.id, staff_id=user().staff_id, words=form.words())
        except WrongDay as refused:
            form.day.errors = [str(refused)]
        except Refused as refused:
            form.next_on.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Recorded for %(name)s.", name=found.name), "success")
            return redirect(url_for("casework.child", child_id=found.id))
    if not form.is_submitted():
        audit_read("child", found.id, form="contact")
    return render_template("casework/new.html", form=form, child=found), 422 if form.is_submitted() else 200


@blueprint.post("/children/<int:child_id>/assign")
def assign(child_id: int) -> Response:
    found = _found(child_id)
    form = AssignForm()
    form.staff_id.choices = _staff_choices()
    if not form.validate():
        abort(400, _("Please choose a person of the staff list."))
    try:
        assign_child(actor_id=user().id, child_id=found.id, staff_id=form.staff_id.data, since=today())
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        flash(_("Handed over."), "success")
    return redirect(url_for("casework.child", child_id=child_id))


def _staff_choices() -> list[tuple[int, str]]:
    query = select(StaffMember.id, StaffMember.number, StaffMember.name)
    people = db.session.execute(
        query.where(StaffMember.active, StaffMember.kind == "teacher").order_by(StaffMember.number)
    )
    return [(row.id, f"{row.number} {row.name}") for row in people]


def _found(child_id: int) -> Child:
    found = find_child(child_id) or abort(404)
    require_child_access(found.squad_id)
    return found
