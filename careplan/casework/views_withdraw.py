"""The page on which a contact is taken back, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.casework.care_forms import WithdrawForm
from careplan.casework.models import Contact
from careplan.casework.views_contacts import blueprint
from careplan.casework.views_rights import child_or_404, undoable
from careplan.casework.withdraw_operations import withdraw_contact
from careplan.casework.withdraw_queries import find_contact, open_promises_with
from careplan.db import db
from careplan.web.filters import may
from careplan.web.guard import audit_read, user


@blueprint.app_template_global()
def contacts_to_take_back(contacts: Iterable[Contact]) -> frozenset[int]:
    """Ids of those that stand and that the reader recorded, or all for the principal and who is responsible."""
    if not may("casework.contact_take_back", "POST"):
        return frozenset()
    return undoable([(one.id, one.child_id, one.recorded_by) for one in contacts if one.withdrawn_at is None])


@blueprint.get("/contacts/<int:contact_id>/take-back", endpoint="contact_take_back")
@blueprint.post("/contacts/<int:contact_id>/take-back", endpoint="contact_take_back")
def contact_take_back(contact_id: int) -> Any:
    """What is taken back and what stays; it happens once, however often the button is pressed."""
    row = find_contact(contact_id) or abort(404)
    found, form, stale = child_or_404(row.child_id), WithdrawForm(), False
    if row.withdrawn_at is not None:
        return _back(row.child_id, _("This was taken back already."), "info")
    if row.id not in contacts_to_take_back([row]):
        abort(403)
    if not form.is_submitted():
        form.open_for(row)
        audit_read("contact", found.id, form="take-back")
    elif form.is_stale(row):
        stale = True
        form.open_for(row)
    elif form.validate():
        child_id = found.id
        withdraw_contact(actor_id=user().id, row=row, reason=form.reason.data or "")
        db.session.commit()
        return _back(child_id, _("Taken back. It stays on the page with your reason and counts nowhere."), "success")
    promises = open_promises_with(row.id)
    page = render_template(
        "casework/take_back.html", form=form, child=found, contact=row, promises=promises, stale=stale
    )
    return page, (409 if stale else 422) if form.is_submitted() else 200


def _back(child_id: int, words: str, tone: str) -> Response:
    flash(words, tone)
    return redirect(url_for("casework.child", child_id=child_id, _anchor="contacts"))
