"""The one way of every edit page: show, tell a second editor, mend faults, save, go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask_babel import gettext as _
from wtforms import BooleanField, Field, SelectField, SelectMultipleField

from careplan.db import db
from careplan.errors import Refused
from careplan.school.forms import LessonsField
from careplan.web.fields import HasVersion, VersionedForm

blueprint = Blueprint("school", __name__, url_prefix="/school")
NOT_COMPARED = {"version", "csrf_token"}


def edit_page(
    *,
    make: Callable[..., VersionedForm],
    row: HasVersion | None,
    save: Callable[[Any], Any],
    template: str,
    back: str,
    refused_at: str,
    saved: str = "",
    **context: Any,
) -> Any:
    """Answer a request for an edit page.

    make: builds the form, bound to the request; with `formdata=None` as the record stands now. row: the record, None
    for a new one. save: does the change from the valid form. refused_at: the field that shows why it was refused.
    """
    form = make()
    context |= {"form": form, "row": row, "back": back}
    if not form.is_submitted():
        if row is not None:
            form.open_for(row)
        return render_template(template, **context)
    if row is not None and form.is_stale(row):
        return render_template(template, differences=differences(make(formdata=None), form), **context), 409
    if form.validate():
        try:
            save(form)
        except Refused as refused:
            db.session.rollback()
            form[getattr(refused, "field", refused_at)].errors = [str(refused)]
            form.reasons = getattr(refused, "reasons", ())
        else:
            db.session.commit()
            flash(saved or _("Saved."), "success")
            return redirect(back)
    return render_template(template, **context), 422


def differences(stored: VersionedForm, typed: VersionedForm) -> list[tuple[str, str, str]]:
    """Label, what is stored now and what was typed, for each field in which the two differ."""
    return [
        (str(field.label.text), shown(stored[field.short_name]), shown(field))
        for field in typed
        if field.short_name not in NOT_COMPARED and _value(stored[field.short_name]) != _value(field)
    ]


def shown(field: Field) -> str:
    """A field's value in words."""
    if isinstance(field, BooleanField):
        return _("yes") if field.data else _("no")
    if isinstance(field, LessonsField):
        return ", ".join(sorted(field.data or ())) or "—"
    if isinstance(field, SelectMultipleField):
        chosen = set(field.data or ())
        return ", ".join(str(label) for value, label in field.choices if value in chosen) or "—"
    if isinstance(field, SelectField):
        return str(dict(field.choices).get(field.data, "—"))
    return str(field.data) if field.data not in (None, "") else "—"


def _value(field: Field) -> Any:
    return sorted(field.data or ()) if isinstance(field, SelectMultipleField) else field.data or None
