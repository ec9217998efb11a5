"""Pages of the annual report: the list, the preview of what would be issued now, issuing, reading and the PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.indicators.catalogue import MEASURES
from careplan.jobs.operations import ask_for_job
from careplan.reports.child import ChildFailed
from careplan.reports.document import Document
from careplan.reports.drawing import drawings
from careplan.reports.forms import IssueForm
from careplan.reports.freezing import thaw_document
from careplan.reports.html import fragment_html
from careplan.reports.jobs import ISSUE, reports_folder
from careplan.reports.load import load_draft, load_year, next_number, plan_is_approved, pupils_on
from careplan.reports.models import Report
from careplan.reports.operations import no_approved_plan, nobody_on_the_roll, read_pdf
from careplan.reports.queries import file_name, issued_report, issued_reports
from careplan.web.filters import may
from careplan.web.guard import user

blueprint = Blueprint("reports", __name__, url_prefix="/reports")


@blueprint.get("/")
def reports() -> str:
    """The reports issued so far."""
    return render_template("reports/reports.html", rows=issued_reports(), year=load_year(None))


@blueprint.get("/preview")
def preview() -> str:
    """What would be issued now, every figure linked to the records behind it."""
    draft = load_draft(year=load_year(None), cut_off=today(), issued_on=today(), draft=True)
    return render_template("reports/preview.html", body=_fragment(draft.document), draft=draft)


@blueprint.get("/issue", endpoint="issue")
@blueprint.post("/issue", endpoint="issue")
def issue() -> Any:
    """Confirm, then the report is made in a job."""
    year = load_year(None)
    form = IssueForm(cut_off=today())
    if form.validate_on_submit():
        arguments = {
            "start_year": year.start_year,
            "cut_off": form.cut_off.data.isoformat(),
            "problems": form.problems.data or "",
            "next_steps": form.next_steps.data or "",
        }
        job = ask_for_job(kind=ISSUE, arguments=arguments, requested_by=user().id)
        return redirect(url_for("jobs.status", job_id=job.id))
    status = 422 if form.is_submitted() else 200
    if not pupils_on(year, today()):
        warning = nobody_on_the_roll()
    else:
        warning = "" if plan_is_approved(year) else no_approved_plan()
    page = render_template("reports/issue.html", form=form, year=year, number=next_number(year), warning=warning)
    return page, status


@blueprint.get("/<int:report_id>")
def report(report_id: int) -> str:
    """An issued report as it was issued."""
    found = found_report(report_id)
    return render_template("reports/report.html", body=_fragment(thaw_document(found.document)), report=found)


@blueprint.get("/<int:report_id>/pdf")
def download(report_id: int) -> Response:
    """The issued PDF, byte for byte."""
    found = found_report(report_id)
    content = read_pdf(found, folder=reports_folder())
    name = file_name(found, "pdf")
    return send_file(BytesIO(content), "application/pdf", as_attachment=True, download_name=name, etag=found.sha256)


def found_report(report_id: int) -> Report:
    """The issued report, or 404."""
    return issued_report(report_id) or abort(404)


def _fragment(document: Document) -> Markup:
    """The document as a part of the page; without charts, and saying so, where they cannot be drawn."""
    try:
        pictures = drawings(document)
    except ChildFailed as failure:
        flash(_("The charts could not be drawn: %(why)s", why=_(failure.message) % failure.params), "warning")
        db.session.rollback()
        pictures = {}
    return fragment_html(document, pictures, link=_link)


def _link(code: str) -> str | None:
    """Where the records behind a figure are shown, for those who may see them."""
    endpoint = "indicators.measure"
    if code not in MEASURES or endpoint not in current_app.view_functions or not may(endpoint):
        return None
    return url_for(endpoint, code=code)


from careplan.reports import views_contributors, views_office  # noqa: E402,F401 - their routes join the blueprint
