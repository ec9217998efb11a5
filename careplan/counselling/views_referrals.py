"""Referral slips 转介单: made, and filled in as the institution answers."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from careplan.casework.views_rights import child_or_404
from careplan.clock import today
from careplan.counselling.forms import ReferralForm
from careplan.counselling.models import Referral
from careplan.counselling.note_operations import save_referral
from careplan.counselling.note_queries import find_referral, open_referral
from careplan.counselling.views_rights import blueprint, keeps
from careplan.db import db
from careplan.web.guard import audit_read, user


@blueprint.get("/children/<int:child_id>/referrals/new", endpoint="referral_new")
@blueprint.post("/children/<int:child_id>/referrals/new", endpoint="referral_new")
def referral_new(child_id: int) -> Any:
    return _form(child_id, None)


@blueprint.get("/referrals/<int:referral_id>", endpoint="referral")
@blueprint.post("/referrals/<int:referral_id>", endpoint="referral")
def referral(referral_id: int) -> Any:
    row = find_referral(referral_id) or abort(404)
    return _form(row.child_id, row)


def _form(child_id: int, row: Referral | None) -> Any:
    found, form = child_or_404(child_id), ReferralForm()
    if not keeps(found.id):
        abort(404)
    form.offer()
    stale = form.is_submitted() and row is not None and form.is_stale(row)
    if not form.is_submitted():
        if row:
            form.fill(open_referral(row))
            form.open_for(row)
        audit_read("referral" if row else "counselling", row.id if row else found.id)
    elif not stale and _sound(form):
        saved = _saved(form, child_id, row)
        if saved:
            flash(_("Saved."), "success")
            return redirect(url_for("counselling.child", child_id=child_id))
        stale = True
    shown = find_referral(row.id) if row else None
    page = render_template("counselling/referral.html", form=form, child=child_or_404(child_id), row=shown, stale=stale)
    return page, (409 if stale else 422) if form.is_submitted() else 200


def _sound(form: ReferralForm) -> bool:
    """Every fault is told at its field, those of the order of the steps too."""
    valid = form.validate()
    faults = form.words().faults(today()) if valid else {}
    form.tell(faults)
    return valid and not faults


def _saved(form: ReferralForm, child_id: int, row: Referral | None) -> bool:
    try:
        save_referral(actor_id=user().id, child_id=child_id, row=row, words=form.words())
        db.session.commit()
    except StaleDataError:
        db.session.rollback()
        return False
    return True
