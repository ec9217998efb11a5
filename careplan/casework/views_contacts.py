"""Pages of the care for each child: who waits for a contact, the card of a child, recording a contact."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from careplan.casework.forms import ContactForm, detail_words, form_of
from careplan.casework.list_queries import NO_LEVEL, CareFilter, narrowed, owners_of, with_children
from careplan.casework.models import Contact
from careplan.casework.operations import WrongDay, record_contact
from careplan.casework.phone_operations import has_arrived
from careplan.casework.promise_operations import add_promise
from careplan.casework.queries import Cared, care_list, contacts_of, standings_of
from careplan.casework.register_queries import cards_of
from careplan.casework.views_rights import child_or_404, may_open, sight
from careplan.casework.withdraw_queries import withdrawn_of
from careplan.casework.words import ABILITIES, KINDS, NEXT_WITHIN
from careplan.children.list_queries import PER_PAGE, page_of
from careplan.children.models import Child
from careplan.children.queries import consented, squads_in_order
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_care
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice, query_int, query_text

blueprint = Blueprint("casework", __name__, url_prefix="/care")
DEFAULT_NEXT = timedelta(days=30)


@blueprint.app_template_filter("contact_word")
def contact_word(code: str) -> str:
    """A kind of contact or a carer's ability in the reader's language."""
    return {**KINDS, **ABILITIES}.get(code, (code, code))[in_english()]


@blueprint.app_template_filter("contact_details")
def contact_details(contact: Contact) -> list[tuple[Any, Any]]:
    """What the form of its kind asked, label and answer."""
    return detail_words(contact.kind, json.loads(contact.details) if contact.details else {})


@blueprint.get("/")
def contacts() -> str:
    """Children in care and when each was last met; those who wait longest first."""
    shown = query_choice("show", ("all", "overdue", "unvisited", "nobody"), "all")
    levels = shipped_care().levels
    given = CareFilter(
        text=query_text("q"),
        squad_id=query_int("squad"),
        level=query_choice("level", (*levels, NO_LEVEL)),
        staff_id=query_int("owner"),
    )
    number = query_int("page", 1, minimum=1, maximum=9999) or 1
    everyone = care_list(sight(), today())
    found = narrowed(everyone, given)
    kept: dict[str, Callable[[Cared], bool]] = {
        "all": lambda one: True,
        "overdue": lambda one: one.standing.is_overdue(today()),
        "unvisited": lambda one: one.standing.visits_this_term == 0,
        "nobody": lambda one: one.responsible is None,
    }
    lines = [one for one in found if kept[shown](one)]
    page = with_children(page_of(lines, number))
    audit_read("care_list", None, children=len(page), filtered=given != CareFilter())
    return render_template(
        "casework/contacts.html",
        lines=page,
        total=len(lines),
        number=number,
        more=len(lines) > number * PER_PAGE,
        shown=shown,
        counts={name: sum(keep(one) for one in found) for name, keep in kept.items()},
        everyone=len(everyone),
        given=given,
        filtered=given != CareFilter(),
        levels=levels,
        owners=owners_of(everyone),
        squads=squads_in_order(sight().squad_ids),
    )


@blueprint.get("/children/<int:child_id>")
def child(child_id: int) -> str:
    """One child's situation on a card, and its contacts."""
    found = child_or_404(child_id)
    audit_read("contact", found.id)
    return render_template(
        "casework/child.html",
        child=found,
        card=cards_of([found], today())[0],
        contacts=contacts_of(found.id, withdrawn=True),
        withdrawn=withdrawn_of(found.id),
        opens=may_open(found),
    )


@blueprint.get("/children/<int:child_id>/new", endpoint="contact_new")
@blueprint.post("/children/<int:child_id>/new", endpoint="contact_new")
def contact_new(child_id: int) -> Any:
    """The form of one kind: ?kind=, or the kind that was sent."""
    found = child_or_404(child_id)
    kind = request.form.get("kind", "") if request.method == "POST" else query_choice("kind", tuple(KINDS), "visit")
    form = form_of(kind)(data={"day": today(), "next_on": next_by(found.id), "kind": kind})
    before = has_arrived(form.key.own) if form.is_submitted() and form.key.own else None
    if before is not None and (before.child_id, before.recorded_by) == (found.id, user().id):
        flash(_("This was recorded already; nothing was recorded twice."), "info")
        return redirect(url_for("casework.child", child_id=child_id))
    if (
        form.validate_on_submit()
        and may_be_taken(form, found)
        and stored_contact(form, found, None if before else form.key.own)
    ):
        name = found.name
        db.session.commit()
        flash(_("Recorded for %(name)s.", name=name), "success")
        return redirect(url_for("casework.child", child_id=child_id))
    if not form.is_submitted():
        audit_read("child", found.id, form="contact")
    page = render_template("casework/new.html", form=form, child=found, kind=kind, kinds=KINDS)
    return page, 422 if form.is_submitted() else 200


def next_by(child_id: int) -> date:
    """In a month, or sooner where the level says so."""
    rule = standings_of([child_id], today())[child_id].rule
    return today() + (min(DEFAULT_NEXT, timedelta(days=rule.days)) if rule else DEFAULT_NEXT)


def may_be_taken(form: ContactForm, found: Child) -> bool:
    """Photographs need a guardian's consent."""
    photo = getattr(form, "photo", None)
    if photo is None or photo.data != "yes" or consented([found.id], "photo"):
        return True
    photo.errors = [_("No guardian's consent to photographs of this child is recorded.")]
    return False


def stored_contact(form: ContactForm, found: Child, key: str | None = None) -> bool:
    """The contact, and the promise with it: both or none. key: the form's or the phone's own."""
    promised = form.promise.data or ""
    if promised and not today() <= form.promise_by.data <= today() + NEXT_WITHIN:
        form.promise_by.errors = [_("The day lies behind, or more than a year ahead.")]
        return False
    try:
        contact = record_contact(
            actor_id=user().id, child_id=found.id, staff_id=user().staff_id, words=form.words(), client_key=key
        )
    except WrongDay as refused:
        form.day.errors = [str(refused)]
        return False
    except Refused as refused:
        form.next_on.errors = [str(refused)]
        return False
    if promised:
        add_promise(
            actor_id=user().id,
            child_id=found.id,
            words=promised,
            staff_id=user().staff_id,
            due_on=form.promise_by.data,
            contact_id=contact.id,
        )
    return True
