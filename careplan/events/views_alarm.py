"""Pages of the mandatory report (DOMAIN 4.3): anybody makes one at once; two people read it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.casework.queries import find_child
from careplan.casework.views_rights import may_open
from careplan.children.models import Child
from careplan.clock import local, now
from careplan.db import db
from careplan.errors import Refused
from careplan.events.alarm_operations import close_report, make_report, name_person, note_step
from careplan.events.alarm_queries import (
    all_reports,
    find_report,
    may_read_reports,
    next_number,
    people_to_name,
    protection_person,
)
from careplan.events.alarm_words import AUTHORITIES, SITUATIONS
from careplan.events.forms import LONG, PersonForm, ReportForm, StepForm
from careplan.events.models import MandatoryReport
from careplan.events.queries import names_of
from careplan.events.views_events import blueprint
from careplan.school.queries import this_school
from careplan.seeds.load import shipped_hotlines
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, roles, user
from careplan.web.query import query_int


@blueprint.app_template_filter("alarm_word")
def alarm_word(code: str) -> str:
    return {**SITUATIONS, **AUTHORITIES}.get(code, (code, code))[in_english()]


@blueprint.get("/report", endpoint="report_new")
@blueprint.post("/report", endpoint="report_new")
def report_new() -> Any:
    """One sentence sends it. ?child= from a child's page; a child that one may not open is left out, nothing more."""
    found, form = _child(), ReportForm()
    form.offer()
    if form.is_submitted():
        form.validate()
        if not form.words.errors:
            row = make_report(
                actor_id=user().id,
                words=form.words.data or "",
                who=(form.who.data or "")[:LONG],
                found=(form.found.data or "")[:LONG],
                situation=form.situation.data or "",
                child_id=found.id if found else None,
            )
            number = row.number
            db.session.commit()
            return redirect(url_for("events.report_made", number=number))
    reader = protection_person()
    page = render_template(
        "events/report_new.html", form=form, child=found, reader=reader, school=this_school(), lines=shipped_hotlines()
    )
    return page, 422 if form.is_submitted() else 200


def _child() -> Child | None:
    """The child of ?child=, where this person may open it."""
    asked = query_int("child")
    found = find_child(asked) if asked else None
    return found if found and "administrator" not in roles() and may_open(found) else None


@blueprint.get("/report/made", endpoint="report_made")
def report_made() -> str:
    """The receipt: a number, who reads it, and whom to call if there is danger now."""
    number = query_int("number", 0, maximum=next_number() - 1) if next_number() > 1 else 0
    return render_template(
        "events/report_made.html", number=number, reader=protection_person(), lines=shipped_hotlines()
    )


def _require_reader() -> None:
    if not may_read_reports(user()):
        abort(404)


@blueprint.get("/reports", endpoint="reports")
def reports() -> str:
    """All reports, for the principal and the named person."""
    _require_reader()
    rows, form = all_reports(), PersonForm()
    form.offer(people_to_name())
    named = protection_person()
    form.user_id.data = named.id if named else 0
    return render_template(
        "events/reports.html", reports=rows, form=form, names=names_of({one.made_by for one in rows})
    )


@blueprint.get("/reports/<int:alarm_id>", endpoint="report")
def report(alarm_id: int) -> Any:
    row, form = _report_or_404(alarm_id), StepForm(data={"at": local(now()).replace(tzinfo=None)})
    form.offer()
    audit_read("mandatory_report", row.id)
    return _report_page(row, form)


def _report_or_404(alarm_id: int) -> MandatoryReport:
    _require_reader()
    return find_report(alarm_id) or abort(404)


def _report_page(row: MandatoryReport, form: StepForm) -> str:
    people = {row.made_by, *(one.recorded_by for one in row.steps)}
    child = find_child(row.child_id) if row.child_id else None
    return render_template("events/report.html", report=row, child=child, form=form, names=names_of(people))


@blueprint.post("/reports/<int:alarm_id>/step", endpoint="report_step")
def report_step(alarm_id: int) -> Any:
    """Note whom the school told, when, the receipt."""
    row, form = _report_or_404(alarm_id), StepForm()
    form.offer()
    if form.validate():
        try:
            note_step(
                actor_id=user().id,
                row=row,
                to=form.to.data,
                at=form.at.utc,
                receipt=form.receipt.data or "",
                note=form.note.data or "",
            )
        except Refused as refused:
            form.at.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Noted."), "success")
            return redirect(url_for("events.report", alarm_id=alarm_id))
    return _report_page(row, form), 422


@blueprint.post("/reports/<int:alarm_id>/close", endpoint="report_close")
def report_close(alarm_id: int) -> Response:
    row = _report_or_404(alarm_id)
    try:
        close_report(actor_id=user().id, row=row)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        flash(_("Closed."), "success")
    return redirect(url_for("events.report", alarm_id=alarm_id))


@blueprint.post("/reports/person", endpoint="report_person")
def report_person() -> Response:
    """The principal names who reads mandatory reports too."""
    form = PersonForm()
    form.offer(people_to_name())
    try:
        name_person(actor_id=user().id, user_id=form.user_id.data if form.validate() else 0)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        flash(_("Saved."), "success")
    return redirect(url_for("events.reports"))
