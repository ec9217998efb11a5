"""The one way of aid's forms: show, mend faults at their fields, save, go on; name and class stand in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.aid.case_operations import WrongAmount, WrongDay
from careplan.aid.duty_operations import WrongRecordDay
from careplan.aid.forms import ReasonForm
from careplan.aid.ledger_operations import LedgerFault, WrongEntryDay
from careplan.children.models import Child
from careplan.db import db
from careplan.errors import Refused
from careplan.photograph import BadPhotograph
from careplan.web.guard import audit_read
from careplan.web.saving import answer

DAYS = (WrongDay, WrongEntryDay, WrongRecordDay)
AMOUNTS = (WrongAmount, LedgerFault)


def reason_page(change: Callable[[str], Any], child: Child | None, back: str, row: object) -> Any:
    """Ask why something is taken back, and take it back."""
    form = ReasonForm()

    def save() -> str:
        change(form.reason.data or "")
        return back

    return form_page("aid/take_back.html", form, child, save, back, "reason", row=row, what=type(row).__name__)


def form_page(
    template: str,
    form: Any,
    child: Child | None,
    save: Callable[[], str],
    back: str,
    refused_at: str,
    *,
    day_field: str = "day",
    **context: Any,
) -> Any:
    """The one way of these forms: show, mend faults at their fields, save, go on. save gives where to."""
    answered = answer(
        form, save, said=_("Recorded."), place=lambda refused: _place(form, refused, refused_at, day_field)
    )
    if answered.gone:
        return answered.gone
    if child is not None:
        audit_read("aid", child.id, form=template.removeprefix("aid/").removesuffix(".html"))
        if form.is_submitted():
            db.session.commit()
    return render_template(template, form=form, child=child, back=back, **context), answered.status


def _place(form: Any, refused: Refused, otherwise: str, day_field: str) -> str:
    """The field that shows why it was refused."""
    if isinstance(refused, DAYS):
        return day_field
    if isinstance(refused, BadPhotograph):
        return "receipt" if "receipt" in form else "picture"
    return "amount" if isinstance(refused, AMOUNTS) and "amount" in form else otherwise


def gone_to(target: str) -> Response:
    db.session.commit()
    flash(_("Recorded."), "success")
    return redirect(target)
