"""An issued report as files the office goes on with: Word, and its tables as a workbook. From what was frozen."""

from __future__ import annotations

from io import BytesIO

from flask import flash, redirect, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.reports import report_xlsx
from careplan.reports.child import ChildFailed
from careplan.reports.document import Chart, Document
from careplan.reports.drawing import drawings
from careplan.reports.freezing import thaw_document
from careplan.reports.queries import file_name
from careplan.reports.views import blueprint, found_report
from careplan.reports.word import file
from careplan.reports.word.pictures import pictures


@blueprint.get("/<int:report_id>/docx")
def word(report_id: int) -> Response:
    """The report in Word or WPS; where no chart can be drawn, what it shows stands there as a table."""
    found = found_report(report_id)
    document = thaw_document(found.document)
    content = file.document_docx(document, word_pictures(document))
    return send_file(BytesIO(content), file.TYPE, as_attachment=True, download_name=file_name(found, "docx"))


@blueprint.get("/<int:report_id>/xlsx")
def tables(report_id: int) -> Response:
    """The report's tables, the points first."""
    found = found_report(report_id)
    try:
        content = report_xlsx.document_xlsx(thaw_document(found.document))
    except ValueError:
        flash(_("This report has no table, so there is no workbook of it."), "warning")
        return redirect(url_for("reports.report", report_id=report_id))
    return send_file(BytesIO(content), report_xlsx.TYPE, as_attachment=True, download_name=file_name(found, "xlsx"))


def word_pictures(document: Document) -> dict[Chart, bytes]:
    """The charts of a document for Word; none where they cannot be drawn."""
    try:
        return pictures(drawings(document))
    except ChildFailed:
        db.session.rollback()
        return {}
