"""A training record: write it in under a minute, look at its way, bring it on."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.secrecy import place_in, unseal
from careplan.training.certificate import PDF
from careplan.training.certificate_operations import (
    PLACE,
    remove_certificate,
    set_certificate,
)
from careplan.training.credit_load import ledgers
from careplan.training.forms import CourseForm, ReasonForm, typed
from careplan.training.kept_operations import KEPT_FOR
from careplan.training.models import TrainingKeptFile, TrainingRecord
from careplan.training.operations import add_record, edit_record, move_record
from careplan.training.queries import certificate_of, known_courses, records_of, trail_of
from careplan.training.rules_load import rules_by_id
from careplan.training.states import EDITABLE, MOVES
from careplan.training.twice_operations import AlreadyEntered
from careplan.training.views_kept import Sent, keep_sent, sent_file, used
from careplan.training.views_rights import blueprint, entry_or_404, may_move_it, moves_of, staff_or_404
from careplan.web.guard import user
from careplan.web.text import BadText, clean


@blueprint.get("/people/<int:staff_id>/new", endpoint="record_new")
@blueprint.post("/people/<int:staff_id>/new", endpoint="record_new")
def record_new(staff_id: int) -> Any:
    staff = staff_or_404(staff_id)
    form = CourseForm(data=_usual(staff_id))
    form.offer()
    if not form.is_submitted():
        return _form_page(form, None, staff_id)
    valid, sent = form.validate(), sent_file(form, staff_id)
    if valid and not form.certificate.errors:
        try:
            entry = add_record(actor_id=user().id, staff_id=staff.id, words=form.words(), another=form.another.data)
            return _saved(entry, sent)
        except Refused as refused:
            _refused(form, refused)
    return _form_page(form, None, staff_id, kept=keep_sent(sent, staff_id)), 422


def _usual(staff_id: int) -> dict[str, Any]:
    """What most entries begin with: today, and the kind of the last one."""
    last = next(iter(records_of(staff_id)), None)
    same = ("organiser", "category", "level", "content")
    usual = {name: getattr(last, name) for name in same} if last else {"category": "in-school", "level": "school"}
    return {"content": "psychology", **usual, "starts_on": today(), "ends_on": today(), "result": "passed"}


@blueprint.get("/<int:record_id>/edit", endpoint="record_edit")
@blueprint.post("/<int:record_id>/edit", endpoint="record_edit")
def record_edit(record_id: int) -> Any:
    entry = entry_or_404(record_id)
    form = CourseForm(data=typed(entry))
    form.offer()
    if not form.is_submitted():
        form.open_for(entry)
        return _form_page(form, entry, entry.staff_id)
    staff_id = entry.staff_id
    if form.is_stale(entry):
        kept = keep_sent(sent_file(form, staff_id), staff_id)
        return _form_page(form, entry_or_404(record_id), staff_id, stale=True, kept=kept), 409
    valid, sent = form.validate(), sent_file(form, staff_id)
    if valid and not form.certificate.errors:
        try:
            edit_record(actor_id=user().id, entry=entry, words=form.words(), another=form.another.data)
            return _saved(entry, sent)
        except Refused as refused:
            _refused(form, refused)
    kept = keep_sent(sent, staff_id)
    return _form_page(form, entry_or_404(record_id), staff_id, kept=kept), 422


def _refused(form: CourseForm, refused: Refused) -> None:
    said = str(refused)
    db.session.rollback()
    if isinstance(refused, AlreadyEntered):
        form.course.errors, form.is_twice = [said], True
        return
    form.ends_on.errors = [*form.ends_on.errors, said]


def _form_page(
    form: CourseForm,
    entry: TrainingRecord | None,
    staff_id: int,
    *,
    stale: bool = False,
    kept: TrainingKeptFile | None = None,
) -> str:
    return render_template(
        "training/record_form.html",
        form=form,
        entry=entry,
        staff_id=staff_id,
        stale=stale,
        courses=known_courses(),
        file=certificate_of(entry.id) if entry else None,
        twice=bool(form.another.data) or form.is_twice,
        kept=kept,
        kept_minutes=KEPT_FOR.seconds // 60,
    )


def _saved(entry: TrainingRecord, sent: Sent | None) -> Response:
    if sent:
        set_certificate(actor_id=user().id, entry=entry, kept=sent.checked)
        used(sent)
    if "submit" in request.form:
        move_record(actor_id=user().id, entry=entry, action="submit")
    db.session.commit()
    flash(_("Submitted to the office.") if entry.state == "submitted" else _("Saved as a draft."), "success")
    return redirect(url_for("training.person", staff_id=entry.staff_id))


@blueprint.get("/<int:record_id>", endpoint="record")
def record(record_id: int) -> str:
    """Everything of a record: what it counts for and why, its certificate, its way."""
    entry = entry_or_404(record_id)
    answer = ledgers(today(), [entry.staff])[0].of(entry)
    return render_template(
        "training/record.html",
        entry=entry,
        answer=answer,
        rules=rules_by_id(entry.rules_id) if entry.rules_id else None,
        trail=trail_of(record_id),
        file=certificate_of(record_id),
        moves=moves_of(entry),
        all_moves=MOVES,
        editable=entry.state in EDITABLE,
        reason_form=ReasonForm(),
    )


@blueprint.post("/<int:record_id>/move")
def move(record_id: int) -> Response:
    """One step of the record's way: `step`, `reason`, and the authority's figure where it gave one."""
    entry, action = entry_or_404(record_id), request.form.get("step", "")
    if action not in MOVES:
        abort(400)
    if not may_move_it(action, entry):
        abort(403)
    if request.form.get("version", str(entry.version)) != str(entry.version):
        flash(_("Somebody else changed this record meanwhile. Please look at it again."), "warning")
        return redirect(url_for("training.record", record_id=record_id))
    try:
        move_record(
            actor_id=user().id, entry=entry, action=action, reason=_reason(), authority_credits=_authority_credits()
        )
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "danger")
    else:
        db.session.commit()
        flash(_moved(action), "success")
    return redirect(_back(record_id, entry.staff_id))


def _reason() -> str:
    try:
        return clean(request.form.get("reason", ""))[:500]
    except BadText as fault:
        raise Refused(_("The text holds characters that cannot be used here.")) from fault


def _authority_credits() -> float | None:
    """The authority's figure; None: as computed."""
    text = request.form.get("authority_credits", "").strip()
    if not text:
        return None
    try:
        value = float(text) if text.isascii() else -1.0
    except ValueError:
        value = -1.0
    if not 0 <= value <= 9999:
        raise Refused(_("Please enter the authority's figure as a number."))
    return round(value, 2)


def _moved(action: str) -> str:
    words = {
        "submit": _("Submitted to the office."),
        "withdraw": _("Taken back; it is a draft again."),
        "approve": _("Approved by the school."),
        "send": _("Noted as sent on to the authority."),
        "recognise": _("Recognised and locked. A qualification counts from its first day."),
        "refuse": _("Noted as not recognised."),
        "return": _("Returned to the teacher with your reason."),
        "reopen": _("Re-opened: the teacher can change it again."),
    }
    return words[action]


def _back(record_id: int, staff_id: int) -> str:
    back = request.form.get("back", "")
    if back == "review":
        return url_for("training.review")
    return (
        url_for("training.person", staff_id=staff_id)
        if back == "person"
        else url_for("training.record", record_id=record_id)
    )


@blueprint.get("/<int:record_id>/certificate")
def certificate(record_id: int) -> Response:
    """The certificate as a file: for its owner and those who review."""
    entry = entry_or_404(record_id)
    row = certificate_of(entry.id)
    if row is None or row.sealed is None:
        abort(404)
    kind, ending = ("application/pdf", "pdf") if row.kind == PDF else ("image/jpeg", "jpg")
    file = BytesIO(unseal(place_in(PLACE, row.id), row.sealed))
    answer = send_file(file, kind, as_attachment=True, download_name=f"certificate-{entry.id}.{ending}")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


@blueprint.post("/<int:record_id>/certificate/remove")
def certificate_remove(record_id: int) -> Response:
    entry = entry_or_404(record_id)
    try:
        remove_certificate(actor_id=user().id, entry=entry)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "danger")
    else:
        db.session.commit()
        flash(_("The certificate is taken out."), "success")
    return redirect(url_for("training.record_edit", record_id=record_id))
