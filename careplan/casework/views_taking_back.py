"""The one way of the pages on which something that was entered by mistake is taken back, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.casework.care_forms import ReasonForm, WithdrawForm
from careplan.db import db
from careplan.web.guard import audit_read

Page = Callable[[bool], str]
"""The page; told whether somebody changed the row meanwhile."""


def take_back(
    row: Any, form: ReasonForm, *, allowed: bool, back: str, about: int, take: Callable[[str], object], page: Page
) -> Any:
    """It happens once, however often the button is pressed; a row that changed while the page stood open is shown anew.

    allowed: whether the reader may; back: where the reader goes afterwards; about: the id under which the look at the
    page is written down; take: what is done with the reason. 403, 409 (changed meanwhile), 422 (no reason).
    """
    versioned, stale = form if isinstance(form, WithdrawForm) else None, False
    if row.withdrawn_at is not None:
        return said(back, _("This was taken back already."), "info")
    if not allowed:
        abort(403)
    if not form.is_submitted():
        audit_read(row.__tablename__, about, form="take-back")
    elif versioned and versioned.is_stale(row):
        stale = True
    elif form.validate():
        take(form.reason.data or "")
        db.session.commit()
        return said(back, _("Taken back. It stays on the page with your reason and counts nowhere."), "success")
    if versioned and (stale or not form.is_submitted()):
        versioned.open_for(row)
    return page(stale), (409 if stale else 422) if form.is_submitted() else 200


def said(address: str, words: str, tone: str) -> Response:
    """To a page that says these words at its head."""
    flash(words, tone)
    return redirect(address)
