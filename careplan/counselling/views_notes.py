"""Write and change a note; nobody but its keeper meets these pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from careplan.casework.views_rights import child_or_404
from careplan.counselling.forms import NoteForm
from careplan.counselling.models import CounsellingNote
from careplan.counselling.note_operations import change_note, write_note
from careplan.counselling.note_queries import find_note, noted, open_note
from careplan.counselling.views_rights import appointment_or_404, blueprint, keeps
from careplan.db import db
from careplan.web.guard import audit_read, user


@blueprint.get("/appointments/<int:appointment_id>/children/<int:child_id>/note", endpoint="note_new")
@blueprint.post("/appointments/<int:appointment_id>/children/<int:child_id>/note", endpoint="note_new")
def note_new(appointment_id: int, child_id: int) -> Any:
    """The note of a talk that was held; one for each child of a group."""
    row, found, form = appointment_or_404(appointment_id), child_or_404(child_id), NoteForm()
    if row.state != "came" or found.id not in {one.id for one in row.children} or not keeps(found.id):
        abort(404)
    written = noted(row.id).get(found.id)
    if written:
        return redirect(url_for("counselling.note_edit", note_id=written))
    form.offer()
    if form.validate_on_submit():
        write_note(actor_id=user().id, child_id=found.id, appointment=row, words=form.words())
        db.session.commit()
        flash(_("Saved. Only you can open it."), "success")
        return redirect(url_for("counselling.child", child_id=child_id))
    if not form.is_submitted():
        audit_read("counselling", found.id, form="note")
    page = render_template("counselling/note.html", form=form, child=found, day=row.day, stale=False, note=None)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/notes/<int:note_id>", endpoint="note_edit")
@blueprint.post("/notes/<int:note_id>", endpoint="note_edit")
def note_edit(note_id: int) -> Any:
    row = find_note(note_id)
    if row is None or not keeps(row.child_id):
        abort(404)
    found, form = child_or_404(row.child_id), NoteForm()
    form.offer()
    child_id, stale = found.id, form.is_submitted() and form.is_stale(row)
    if not form.is_submitted():
        for name, text in asdict(open_note(row)).items():
            form[name].data = text
        form.open_for(row)
        audit_read("counselling_note", row.id)
    elif not stale and form.validate():
        stale = not _changed(form, row)
        if not stale:
            flash(_("Saved. Only you can open it."), "success")
            return redirect(url_for("counselling.child", child_id=child_id))
    row = find_note(note_id) or abort(404)
    page = render_template(
        "counselling/note.html", form=form, child=child_or_404(child_id), day=row.day, stale=stale,
        note=(row, open_note(row)),
    )  # fmt: skip
    return page, (409 if stale else 422) if form.is_submitted() else 200


def _changed(form: NoteForm, row: CounsellingNote) -> bool:
    """False when somebody else saved first."""
    try:
        change_note(actor_id=user().id, row=row, words=form.words())
        db.session.commit()
    except StaleDataError:
        db.session.rollback()
        return False
    return True
