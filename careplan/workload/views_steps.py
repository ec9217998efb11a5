"""The steps of a period, each behind a button: compute, sign, take back, lock, take out."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.web.guard import user
from careplan.workload.period_operations import compute_period, lock_period, remove_period
from careplan.workload.sign_operations import sign_period, take_back
from careplan.workload.views_periods import period_page
from careplan.workload.views_rights import blueprint, fresh, period_or_404


@blueprint.post("/periods/<int:period_id>/compute", endpoint="compute")
def compute(period_id: int) -> Any:
    row = period_or_404(period_id)
    form = fresh(row)
    if not form.validate():
        return period_page(row, form), 422
    try:
        changed = compute_period(actor=user(), period=row, check_until=form.check_until.data)
    except Refused as refused:
        return _refused(period_id, refused)
    words = ngettext(
        "Computed: one statement is new or changed.", "Computed: %(num)d statements are new or changed.", changed
    )
    return _done(period_id, words if changed else _("Computed again: everything came out as before."))


@blueprint.post("/periods/<int:period_id>/sign", endpoint="sign")
def sign(period_id: int) -> Response:
    row = period_or_404(period_id)
    fresh(row)
    try:
        sign_period(actor=user(), period=row)
    except Refused as refused:
        return _refused(period_id, refused)
    return _done(period_id, _("Signed. The statements are kept as they are now."))


@blueprint.post("/periods/<int:period_id>/take-back", endpoint="take_back")
def take_signature_back(period_id: int) -> Any:
    row = period_or_404(period_id)
    form = fresh(row)
    try:
        take_back(actor=user(), period=row, reason=form.reason.data or "")
    except Refused as refused:
        db.session.rollback()
        form.reason.errors = [str(refused)]
        return period_page(period_or_404(period_id), form), 422
    return _done(period_id, _("The signature is taken back. What is corrected now is signed anew."))


@blueprint.post("/periods/<int:period_id>/lock", endpoint="lock")
def lock(period_id: int) -> Response:
    row = period_or_404(period_id)
    fresh(row)
    lock_period(actor=user(), period=row)
    return _done(period_id, _("Locked. What changes in its records from now on goes into the next period."))


@blueprint.post("/periods/<int:period_id>/remove", endpoint="remove")
def remove(period_id: int) -> Response:
    row = period_or_404(period_id)
    fresh(row)
    try:
        remove_period(actor=user(), period=row)
    except Refused as refused:
        return _refused(period_id, refused)
    db.session.commit()
    flash(_("The period is taken out."), "success")
    return redirect(url_for("workload.periods"))


def _done(period_id: int, words: str) -> Response:
    db.session.commit()
    flash(words, "success")
    return redirect(url_for("workload.period", period_id=period_id))


def _refused(period_id: int, refused: Refused) -> Response:
    db.session.rollback()
    flash(str(refused), "warning")
    return redirect(url_for("workload.period", period_id=period_id))
