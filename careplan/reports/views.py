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
from careplan.reports.html import Link, fragment_html
from careplan.reports.jobs import ISSUE, reports_folder
from careplan.reports.load import load_draft, load_year, next_number, plan_is_approved, pupils_on
from careplan.reports.load_texts import moved_on
from careplan.reports.models import Report
from careplan.reports.operations import no_approved_plan, nobody_on_the_roll, read_pdf
from careplan.reports.queries import (
    amended_by,
    comments_of,
    file_name,
    issued_report,
    issued_reports,
    last_check,
    thrown_away,
    waiting_report,
)
from careplan.web.filters import may
from careplan.web.guard import user
from careplan.web.query import query_int

blueprint = Blueprint("reports", __name__, url_prefix="/reports")


@blueprint.get("/")
def reports() -> str:
    """The reports so far, and for the principal those that were thrown away before they were signed."""
    gone = thrown_away() if may("reports.unfreeze", "POST") else []
    return render_template("reports/reports.html", rows=issued_reports(), gone=gone, year=load_year(None))


@blueprint.get("/preview")
def preview() -> str:
    """What would be issued now, every figure linked to the records behind it."""
    draft = load_draft(year=load_year(None), cut_off=today(), issued_on=today(), draft=True)
    return render_template("reports/preview.html", body=fragment(draft.document), draft=draft)


@blueprint.get("/issue", endpoint="issue")
@blueprint.post("/issue", endpoint="issue")
def issue() -> Any:
    """Confirm, then the report is made in a job."""
    year = load_year(None)
    waiting = waiting_report(year.id)
    if waiting is not None:
        flash(_("Report no. %(number)s is frozen and waits for its signature.", number=waiting.number), "warning")
        return redirect(url_for("reports.report", report_id=waiting.id))
    form = IssueForm(cut_off=today(), amends=query_int("amends", 0))
    if form.validate_on_submit():
        arguments = {
            "start_year": year.start_year,
            "cut_off": form.cut_off.data.isoformat(),
            "amends_id": form.amends.data or None,
            "amend_reason": form.amend_reason.data or "",
        }
        job = ask_for_job(kind=ISSUE, arguments=arguments, requested_by=user().id)
        return redirect(url_for("jobs.status", job_id=job.id))
    status = 422 if form.is_submitted() else 200
    if not pupils_on(year, today()):
        warning = nobody_on_the_roll()
    else:
        warning = "" if plan_is_approved(year) else no_approved_plan()
    page = render_template(
        "reports/issue.html",
        form=form,
        year=year,
        number=next_number(year),
        warning=warning,
        moved_on=moved_on(year.id),
        open_comments=sum(one.settled_at is None for one in comments_of(year.id)),
    )
    return page, status


@blueprint.get("/<int:report_id>")
def report(report_id: int) -> str:
    """A report as it was frozen; its figures lead to the records as they were then."""
    found = found_report(report_id)

    def link(code: str) -> str | None:
        if not found.frozen_sha256:
            return _link(code)
        known = code in found.figures and may("reports.figure")
        return url_for("reports.figure", report_id=report_id, code=code) if known else None

    return render_template(
        "reports/report.html",
        body=fragment(thaw_document(found.document), link),
        report=found,
        amends=issued_report(found.amends_id) if found.amends_id else None,
        amended_by=amended_by(report_id),
        check=last_check(report_id),
    )


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


def fragment(document: Document, link: Link | None = None) -> Markup:
    """The document as a part of the page; without charts, and saying so, where they cannot be drawn."""
    try:
        pictures = drawings(document)
    except ChildFailed as failure:
        flash(_("The charts could not be drawn: %(why)s", why=_(failure.message) % failure.params), "warning")
        db.session.rollback()
        pictures = {}
    return fragment_html(document, pictures, link=link or _link)


def _link(code: str) -> str | None:
    """Where the records behind a figure are shown, for those who may see them."""
    endpoint = "indicators.measure"
    if code not in MEASURES or endpoint not in current_app.view_functions or not may(endpoint):
        return None
    return url_for(endpoint, code=code)


from careplan.reports import (  # noqa: E402,F401 - their routes join the blueprint
    views_contributors,
    views_office,
    views_public,
    views_schools,
    views_sign,
    views_since,
    views_texts,
    views_years,
)
