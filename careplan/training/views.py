"""Pages of training: one's own records, everybody's sums, the office's review."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from careplan.access.roles import HEAD_COUNSELOR, OFFICE, PRINCIPAL
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember
from careplan.training.forms import CourseForm, ReasonForm
from careplan.training.models import TrainingRecord
from careplan.training.operations import (
    add_record,
    edit_record,
    recognise_record,
    return_record,
    submit_record,
)
from careplan.training.queries import records_of, staff_sums, submitted_records
from careplan.training.words import CATEGORIES, CONTENTS, EDITABLE, LEVELS
from careplan.web.filters import in_english
from careplan.web.guard import roles, user

blueprint = Blueprint("training", __name__, url_prefix="/training")
OVERSEERS = frozenset({PRINCIPAL, HEAD_COUNSELOR, OFFICE})


@blueprint.app_template_filter("course_word")
def course_word(code: str) -> str:
    """A level, category or content in the reader's language."""
    names = {**LEVELS, **CATEGORIES, **CONTENTS}.get(code, (code, code))
    return names[in_english()]


@blueprint.get("/")
def training() -> Any:
    """For those who oversee: everybody's sums; for a teacher: the own records."""
    if roles() & OVERSEERS:
        return render_template("training/everybody.html", sums=staff_sums(today()), waiting=submitted_records())
    return _person_page(_own_staff_id())


@blueprint.get("/people/<int:staff_id>")
def person(staff_id: int) -> Any:
    _require(staff_id)
    return _person_page(staff_id)


def _person_page(staff_id: int | None) -> str:
    staff = db.session.scalar(select(StaffMember).where(StaffMember.id == staff_id)) if staff_id else None
    if staff is None:
        return render_template("training/nobody.html")
    entries = records_of(staff.id)
    sums = next((one for one in staff_sums(today()) if one.staff.id == staff.id), None)
    return render_template(
        "training/person.html", staff=staff, entries=entries, sums=sums, editable=EDITABLE, reason_form=ReasonForm()
    )


@blueprint.get("/people/<int:staff_id>/new", endpoint="record_new")
@blueprint.post("/people/<int:staff_id>/new", endpoint="record_new")
def record_new(staff_id: int) -> Any:
    _require(staff_id)
    form = CourseForm(data={"content": "psychology", "category": "face-to-face", "level": "county"})
    form.offer()
    if form.validate_on_submit():
        try:
            entry = add_record(actor_id=user().id, staff_id=staff_id, words=form.words())
        except Refused as refused:
            form.ends_on.errors = [str(refused)]
        else:
            return _saved(entry)
    status = 422 if form.is_submitted() else 200
    return render_template("training/record.html", form=form, entry=None, staff_id=staff_id), status


@blueprint.get("/<int:record_id>", endpoint="record_edit")
@blueprint.post("/<int:record_id>", endpoint="record_edit")
def record_edit(record_id: int) -> Any:
    entry = _entry(record_id)
    form = CourseForm(obj=entry)
    form.offer()
    if not form.is_submitted():
        form.open_for(entry)
        return render_template("training/record.html", form=form, entry=entry, staff_id=entry.staff_id), 200
    if form.is_stale(entry):
        return render_template("training/record.html", form=form, entry=entry, staff_id=entry.staff_id, stale=True), 409
    if form.validate():
        try:
            edit_record(actor_id=user().id, entry=entry, words=form.words())
        except Refused as refused:
            form.ends_on.errors = [str(refused)]
        else:
            return _saved(entry)
    return render_template("training/record.html", form=form, entry=entry, staff_id=entry.staff_id), 422


def _saved(entry: TrainingRecord) -> Response:
    if "submit" in request.form:
        submit_record(actor_id=user().id, entry=entry)
    db.session.commit()
    flash(_("Submitted to the office.") if entry.state == "submitted" else _("Saved as a draft."), "success")
    return redirect(url_for("training.person", staff_id=entry.staff_id))


@blueprint.post("/<int:record_id>/submit")
def submit(record_id: int) -> Response:
    entry = _entry(record_id)
    submit_record(actor_id=user().id, entry=entry)
    db.session.commit()
    flash(_("Submitted to the office."), "success")
    return redirect(url_for("training.person", staff_id=entry.staff_id))


@blueprint.post("/<int:record_id>/recognise")
def recognise(record_id: int) -> Response:
    entry = _entry(record_id)
    recognise_record(actor_id=user().id, entry=entry)
    db.session.commit()
    flash(_("Recognised. The qualification counts from its first day."), "success")
    return _back(entry)


@blueprint.post("/<int:record_id>/return")
def send_back(record_id: int) -> Response:
    entry, form = _entry(record_id), ReasonForm()
    try:
        return_record(actor_id=user().id, entry=entry, reason=form.reason.data or "")
    except Refused as refused:
        flash(str(refused), "danger")
        db.session.rollback()
    else:
        db.session.commit()
        flash(_("Returned to the teacher with your reason."), "success")
    return _back(entry)


def _back(entry: TrainingRecord) -> Response:
    to_list = request.form.get("back") == "list"
    return redirect(url_for("training.training") if to_list else url_for("training.person", staff_id=entry.staff_id))


def _entry(record_id: int) -> TrainingRecord:
    query = select(TrainingRecord).where(TrainingRecord.id == record_id).options(joinedload(TrainingRecord.staff))
    entry = db.session.scalar(query) or abort(404)
    _require(entry.staff_id)
    return entry


def _own_staff_id() -> int | None:
    return user().staff_id


def _require(staff_id: int) -> None:
    """Everybody sees the own records; those who oversee see all. Others: as if it did not exist."""
    if staff_id != _own_staff_id() and not roles() & OVERSEERS:
        abort(404)
    if db.session.scalar(select(StaffMember.id).where(StaffMember.id == staff_id)) is None:
        abort(404)
