"""A document that is made of the records of the moment, or for the public, as the files people take along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from threading import BoundedSemaphore

from flask import current_app, flash, redirect, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.reports import report_xlsx
from careplan.reports.child import ChildFailed
from careplan.reports.document import Chart, Document
from careplan.reports.printing import print_document
from careplan.reports.word import file

ONE_AT_A_TIME = BoundedSemaphore(1)
"""Setting a page takes a processor: a second one waits, the site goes on."""
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def as_pdf(document: Document, back: str) -> Response:
    """The paper as the annual report is set; back to its page with a word where that fails."""
    db.session.commit()  # setting it holds up nobody
    try:
        with ONE_AT_A_TIME:
            printed = print_document(document)
    except ChildFailed as failed:
        current_app.logger.warning("document as PDF: %s", failed)
        flash(_("The PDF could not be made just now. Please print the page itself, or try again."), "warning")
        return redirect(back)
    return _file(printed.pdf, "application/pdf", document, "pdf")


def as_word(document: Document, pictures: Mapping[Chart, bytes] | None = None) -> Response:
    """The paper in Word or WPS, with the pictures of its charts."""
    return _file(file.document_docx(document, pictures or {}), file.TYPE, document, "docx")


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
