"""A paper as the files the office goes on with."""

from __future__ import annotations

import re
from io import BytesIO

from flask import current_app, flash, redirect, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.paper.views_pdf import ONE_AT_A_TIME
from careplan.reports import report_xlsx
from careplan.reports.child import ChildFailed
from careplan.reports.document import Document
from careplan.reports.printing import print_document
from careplan.reports.word import file

NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def as_pdf(document: Document, back: str) -> Response:
    """The paper as the annual report is set; back to its page with a word where that fails."""
    db.session.commit()  # setting it holds up nobody
    try:
        with ONE_AT_A_TIME:
            printed = print_document(document)
    except ChildFailed as failed:
        current_app.logger.warning("summary: %s", failed)
        flash(_("The PDF could not be made just now. Please print the page itself, or try again."), "warning")
        return redirect(back)
    return _file(printed.pdf, "application/pdf", document, "pdf")


def as_word(document: Document) -> Response:
    """The paper in Word or WPS."""
    return _file(file.document_docx(document, {}), file.TYPE, document, "docx")


def as_tables(document: Document, back: str) -> Response:
    """The paper's tables as a workbook; back to its page where it has none yet."""
    try:
        content = report_xlsx.document_xlsx(document)
    except ValueError:
        flash(_("This paper has no table yet, so there is no workbook of it."), "warning")
        return redirect(back)
    return _file(content, report_xlsx.TYPE, document, "xlsx")


def _file(content: bytes, kind: str, document: Document, ending: str) -> Response:
    name = NOT_IN_A_NAME.sub("", f"{document.name}-{document.date:%Y%m%d}") + f".{ending}"
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name)
