"""Sign a frozen report, throw it away before that, and check that it is still what it was."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.jobs.operations import ask_for_job
from careplan.reports.forms import SignForm, UnfreezeForm
from careplan.reports.jobs import CHECK, reports_folder
from careplan.reports.models import Report
from careplan.reports.queries import issued_report, last_check, thrown_away
from careplan.reports.sign_operations import WrongDay, sign_report, unfreeze_report
from careplan.reports.views import blueprint
from careplan.web.guard import user


@blueprint.get("/<int:report_id>/sign", endpoint="sign")
@blueprint.post("/<int:report_id>/sign", endpoint="sign")
def sign(report_id: int) -> Any:
    """The principal's signature, once."""
    found = _unsigned(report_id)
    form = SignForm(name=user().display_name, day=today())
    if form.validate_on_submit():
        try:
            sign_report(
                actor=user(),
                report=found,
                name=form.name.data or "",
                day=form.day.data or today(),
                folder=reports_folder(),
            )
        except WrongDay as refused:
            db.session.rollback()
            form.day.errors = [str(refused)]
            return render_template("reports/sign.html", report=found, form=form), 422
        except Refused as refused:
            return _refused(refused, "reports/sign.html", report_id, form)
        db.session.commit()
        flash(_("Signed. Report no. %(number)s is issued.", number=found.number), "success")
        return redirect(url_for("reports.report", report_id=report_id))
    return render_template("reports/sign.html", report=found, form=form), 422 if form.is_submitted() else 200


@blueprint.get("/<int:report_id>/unfreeze", endpoint="unfreeze")
@blueprint.post("/<int:report_id>/unfreeze", endpoint="unfreeze")
def unfreeze(report_id: int) -> Any:
    """Throw a frozen report away, with a reason, before it is signed."""
    found = _unsigned(report_id)
    form = UnfreezeForm()
    if form.validate_on_submit():
        file = reports_folder() / Path(found.file_name).name
        try:
            unfreeze_report(actor=user(), report=found, reason=form.reason.data or "")
        except Refused as refused:
            return _refused(refused, "reports/unfreeze.html", report_id, form)
        db.session.commit()
        with suppress(OSError):  # the row is what counts; without it the file is found by nobody
            file.unlink(missing_ok=True)
        flash(_("Unfrozen. The texts can be edited again."), "success")
        return redirect(url_for("reports.reports"))
    return render_template("reports/unfreeze.html", report=found, form=form), 422 if form.is_submitted() else 200


@blueprint.get("/<int:report_id>/check", endpoint="check")
@blueprint.post("/<int:report_id>/check", endpoint="check")
def check(report_id: int) -> Any:
    """What the last check said; a new one makes the PDF again in a job."""
    found = issued_report(report_id) or abort(404)
    if request.method == "POST":
        job = ask_for_job(kind=CHECK, arguments={"report_id": report_id}, requested_by=user().id)
        return redirect(url_for("jobs.status", job_id=job.id))
    last = last_check(report_id)
    faults = [one[0] for one in last.findings if len(one) == 1] if last else []
    causes = [tuple(one) for one in last.findings if len(one) == 3] if last else []
    return render_template("reports/check.html", report=found, last=last, faults=faults, causes=causes)


def _unsigned(report_id: int) -> Report:
    """A report that waits for its signature; one that is signed has no such page any more."""
    found = issued_report(report_id)
    if found is None and report_id in {one.id for one, _year, _by in thrown_away()}:  # pressed twice
        flash(_("This report was signed or unfrozen meanwhile. Look at it again."), "info")
        abort(redirect(url_for("reports.reports")))
    if found is None:
        abort(404)
    if found.state != "frozen":
        flash(_("This report is signed; it can only be amended."), "warning")
        abort(redirect(url_for("reports.report", report_id=report_id)))
    return found


def _refused(refused: Refused, template: str, report_id: int, form: Any) -> Any:
    """The form again with what is in the way; the list when the report is gone meanwhile."""
    db.session.rollback()
    flash(str(refused), "danger")
    found = issued_report(report_id)
    if found is None:
        return redirect(url_for("reports.reports"))
    return render_template(template, report=found, form=form), 409
