"""A child's page of the room: everything for the keeper, that there was a talk for the others; the glass (G11)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.roles import PRINCIPAL
from careplan.casework.views_rights import child_or_404
from careplan.children.models import Child
from careplan.counselling.forms import GlassForm, HandOverForm
from careplan.counselling.note_operations import break_glass, end_glass, hand_over
from careplan.counselling.note_queries import (
    broken_for,
    counselling_teachers,
    glass_of,
    keeper_of,
    keepers_of,
    notes_of,
    open_note,
    open_referral,
    referrals_of,
)
from careplan.counselling.views_rights import DATED, REASON_SEEN, blueprint, keeps, may_read
from careplan.db import db
from careplan.errors import Refused
from careplan.web.guard import audit_read, roles, user


@blueprint.get("/children/<int:child_id>")
def child(child_id: int) -> str:
    """What this person may see of a child's talks; each reading of notes is written down."""
    found = child_or_404(child_id)
    reads = may_read(found.id)
    notes = notes_of(found.id)
    audit_read("counselling_note" if reads else "counselling", found.id if not reads else None, notes=len(notes))
    return _page(found, GlassForm(formdata=None))


def _page(found: Child, form: GlassForm) -> str:
    reads, notes, dated = may_read(found.id), notes_of(found.id), bool(roles() & DATED)
    return render_template(
        "counselling/child.html",
        child=found,
        form=form,
        reads=reads,
        keeps=keeps(found.id),
        dated=dated,
        any_note=bool(notes),
        notes=[(row, open_note(row) if reads else None) for row in notes] if dated else [],
        referrals=[(row, open_referral(row)) for row in referrals_of(found.id)] if reads else [],
        keepers=keepers_of(found.id),
        glass=glass_of(user().id, found.id),
        broken=broken_for(found.id) if dated else [],
        reason_seen=bool(roles() & REASON_SEEN),
        may_break=PRINCIPAL in roles() and not reads and bool(notes or referrals_of(found.id)),
        may_hand=_may_hand(found.id),
    )


def _may_hand(child_id: int) -> bool:
    """The keeper, or the principal (the keeper may have left the school)."""
    keeper = keeper_of(child_id)
    return keeper is not None and (keeper.user_id == user().id or PRINCIPAL in roles())


@blueprint.post("/children/<int:child_id>/break")
def glass_break(child_id: int) -> Any:
    """The principal gives a reason and reads for three hours; the keeper is told."""
    found, form = child_or_404(child_id), GlassForm()
    if form.validate():
        try:
            break_glass(actor_id=user().id, child_id=found.id, reason=form.reason.data or "")
        except Refused as refused:
            db.session.rollback()
            form.reason.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("You can read for three hours. The counselling teacher is told."), "success")
            return redirect(url_for("counselling.child", child_id=child_id))
    return _page(child_or_404(child_id), form), 422


@blueprint.post("/children/<int:child_id>/end")
def glass_end(child_id: int) -> Response:
    row = glass_of(user().id, child_or_404(child_id).id)
    if row is not None:
        end_glass(actor_id=user().id, row=row)
        db.session.commit()
        flash(_("Ended."), "success")
    return redirect(url_for("counselling.child", child_id=child_id))


@blueprint.get("/children/<int:child_id>/hand-over", endpoint="hand_over")
@blueprint.post("/children/<int:child_id>/hand-over", endpoint="hand_over")
def hand_over_page(child_id: int) -> Any:
    """Another counselling teacher keeps and opens this child's notes from now on."""
    found = child_or_404(child_id)
    if not _may_hand(found.id):
        abort(404)
    keeper, form = keeper_of(found.id), HandOverForm()
    people = [one for one in counselling_teachers() if keeper is None or one.id != keeper.user_id]
    form.user_id.choices = [(0, "—"), *((one.id, one.display_name) for one in people)]
    if not form.is_submitted():
        audit_read("counselling", found.id, form="hand-over")
    elif form.validate():
        try:
            hand_over(actor_id=user().id, child_id=found.id, user_id=form.user_id.data, reason=form.reason.data or "")
        except Refused as refused:
            db.session.rollback()
            form.user_id.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Handed over."), "success")
            return redirect(url_for("counselling.child", child_id=child_id))
    page = render_template(
        "counselling/hand_over.html",
        form=form,
        child=child_or_404(child_id),
        keepers=keepers_of(child_id),
        people=people,
    )
    return page, 422 if form.is_submitted() else 200
