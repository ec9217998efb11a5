"""The page on which a contact is taken back, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, render_template, url_for

from careplan.casework.care_forms import WithdrawForm
from careplan.casework.models import Contact
from careplan.casework.views_contacts import blueprint
from careplan.casework.views_rights import child_or_404, undoable
from careplan.casework.views_taking_back import take_back
from careplan.casework.withdraw_operations import withdraw_contact
from careplan.casework.withdraw_queries import find_contact, open_promises_with
from careplan.web.filters import may
from careplan.web.guard import user


@blueprint.app_template_global()
def contacts_to_take_back(contacts: Iterable[Contact]) -> frozenset[int]:
    """Ids of those that stand and that the reader recorded, or all for the principal and who is responsible."""
    if not may("casework.contact_take_back", "POST"):
        return frozenset()
    return undoable([(one.id, one.child_id, one.recorded_by) for one in contacts if one.withdrawn_at is None])


@blueprint.get("/contacts/<int:contact_id>/take-back", endpoint="contact_take_back")
@blueprint.post("/contacts/<int:contact_id>/take-back", endpoint="contact_take_back")
def contact_take_back(contact_id: int) -> Any:
    """What is taken back and what stays."""
    row = find_contact(contact_id) or abort(404)
    found, form = child_or_404(row.child_id), WithdrawForm()
    return take_back(
        row,
        form,
        allowed=row.id in contacts_to_take_back([row]),
        back=url_for("casework.child", child_id=found.id, _anchor="contacts"),
        about=found.id,
        take=lambda reason: withdraw_contact(actor_id=user().id, row=row, reason=reason),
        page=lambda stale: render_template(
            "casework/take_back.html",
            **{"form": form, "child": found, "contact": row, "promises": open_promises_with(row.id), "stale": stale},
        ),
    )
