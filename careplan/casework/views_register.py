"""Everyone's own register (C6), the lists of what is missing (C10), the day's route (C4), promises (C7)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from careplan.access.roles import COUNSELLING_TEACHER, PRINCIPAL
from careplan.casework.care_forms import PromiseEndForm, PromiseForm
from careplan.casework.missing_queries import KINDS, gap_ids, gaps_of
from careplan.casework.models import Promise
from careplan.casework.promise_operations import add_promise, close_promise
from careplan.casework.register_queries import bearers, due_route, register_of
from careplan.casework.views_contacts import blueprint
from careplan.casework.views_rights import child_or_404, sight, staff_choices
from careplan.children.list_queries import PER_PAGE, page_of
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.web.guard import audit_read, roles, user
from careplan.web.query import query_choice, query_date, query_int

LEADS = {PRINCIPAL, COUNSELLING_TEACHER}
"""Who may look into somebody else's register."""


def register_owner() -> int:
    """?staff= for those who lead, else the own; 404 for anybody else's."""
    own, asked = user().staff_id or 0, query_int("staff")
    if asked and asked != own and not roles() & LEADS:
        abort(404)
    return asked or own


@blueprint.get("/register", endpoint="register")
def register() -> str:
    """The children one is responsible for, each on one line."""
    staff_id = register_owner()
    cards = register_of(staff_id, today())
    people = bearers()
    audit_read("care_register", None, children=len(cards))
    name = next((one.name for one in people if one.staff_id == staff_id), "")
    shown = people if roles() & LEADS else []
    return render_template("casework/register.html", cards=cards, people=shown, staff_id=staff_id, name=name)


@blueprint.get("/missing", endpoint="missing")
def missing() -> str:
    """What is missing, kind by kind; each opens to its children, as far as one sees them."""
    shown = query_choice("show", tuple(KINDS))
    found = gap_ids(sight(), today())
    listed = found.get(shown, [])
    number = min(query_int("page", 1, minimum=1) or 1, max(1, -(-len(listed) // PER_PAGE)))
    lines = gaps_of(list(page_of(listed, number)), today())
    audit_read("care_list", None, children=len(lines))
    return render_template(
        "casework/missing.html",
        found={kind: len(ids) for kind, ids in found.items()},
        shown=shown,
        kinds=KINDS,
        lines=lines,
        number=number,
        more=len(listed) > number * PER_PAGE,
    )


@blueprint.get("/route", endpoint="route")
def route() -> str:
    """Whom to see by a day, near ones beside each other: ?on=, ?mine=1 for the own register only."""
    day = query_date("on", today()) or today()
    mine = query_choice("mine", ("1",)) == "1"
    cards = due_route(sight(), day, user().staff_id if mine else None)
    audit_read("care_list", None, children=len(cards))
    return render_template("casework/route.html", cards=cards, day=day, mine=mine)


@blueprint.get("/children/<int:child_id>/promise", endpoint="promise_new")
@blueprint.post("/children/<int:child_id>/promise", endpoint="promise_new")
def promise_new(child_id: int) -> Any:
    found, form = child_or_404(child_id), PromiseForm(data={"staff_id": user().staff_id or 0})
    form.staff_id.choices = [(0, "—"), *staff_choices()]
    if form.validate_on_submit():
        try:
            add_promise(
                actor_id=user().id,
                child_id=found.id,
                words=form.words.data or "",
                staff_id=form.staff_id.data or None,
                due_on=form.due_on.data,
            )
        except Refused as refused:
            form.due_on.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Noted."), "success")
            return redirect(url_for("casework.child", child_id=child_id))
    if not form.is_submitted():
        audit_read("promise", found.id)
    page = render_template("casework/promise.html", form=form, child=found, promise=None)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/promises/<int:promise_id>", endpoint="promise_end")
@blueprint.post("/promises/<int:promise_id>", endpoint="promise_end")
def promise_end(promise_id: int) -> Any:
    """Close a promise with how it ended."""
    row = db.session.scalar(select(Promise).where(Promise.id == promise_id)) or abort(404)
    found, form, stale = child_or_404(row.child_id), PromiseEndForm(), False
    if not form.is_submitted():
        form.open_for(row)
        audit_read("promise", found.id)
    elif form.is_stale(row):
        stale = True
        form.open_for(row)
    elif form.validate():
        try:
            close_promise(actor_id=user().id, row=row, kept=form.kept.data == "yes", result=form.result.data or "")
        except Refused as refused:
            form.result.errors = [str(refused)]
        else:
            child_id = found.id
            db.session.commit()
            flash(_("Closed."), "success")
            return redirect(url_for("casework.child", child_id=child_id))
    page = render_template("casework/promise.html", form=form, child=found, promise=row, stale=stale)
    return page, (409 if stale else 422) if form.is_submitted() else 200
