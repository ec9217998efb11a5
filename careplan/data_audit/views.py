"""The paper on a page, as PDF and in Word; `?year=` the calendar year, the one before today's when it is not said."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, current_app, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.data_audit.assembly import assemble
from careplan.data_audit.facts import due_on
from careplan.data_audit.load import load_facts
from careplan.db import db
from careplan.reports.child import ChildFailed
from careplan.reports.document import Document
from careplan.reports.html import fragment_html
from careplan.reports.printing import print_document
from careplan.reports.word.file import TYPE, document_docx
from careplan.seeds.load import shipped_vocabulary
from careplan.web.query import query_int

blueprint = Blueprint("data_audit", __name__, url_prefix="/data-audit")
YEARS_BACK = 3
"""So long the records of processing are kept at least (PIPL §56)."""


def _years() -> range:
    """The years that can be asked for, newest first."""
    return range(today().year, today().year - YEARS_BACK - 1, -1)


def _year() -> int:
    asked = query_int("year")
    return asked if asked is not None and asked in _years() else today().year - 1


def _document(year: int) -> Document:
    return assemble(load_facts(year), shipped_vocabulary())


@blueprint.get("/")
def paper() -> str:
    """The paper of a year, to read before it is filed."""
    year = _year()
    body: Markup = fragment_html(_document(year), {}, link=lambda _code: None)
    return render_template("data_audit/paper.html", body=body, year=year, years=_years(), due=due_on(year))


@blueprint.get("/pdf")
def pdf() -> Response:
    """The paper to sign and file."""
    year = _year()
    document = _document(year)
    db.session.commit()
    try:
        printed = print_document(document)
    except ChildFailed as failed:
        current_app.logger.warning("data audit: %s", failed)
        flash(_("The PDF could not be made just now. Please print the page itself, or try again."), "warning")
        return redirect(url_for("data_audit.paper", year=year))
    return send_file(BytesIO(printed.pdf), "application/pdf", as_attachment=True, download_name=_name(document, "pdf"))


@blueprint.get("/docx")
def word() -> Response:
    """The paper to go on writing in."""
    document = _document(_year())
    return send_file(
        BytesIO(document_docx(document, {})), TYPE, as_attachment=True, download_name=_name(document, "docx")
    )


def _name(document: Document, ending: str) -> str:
    return f"{document.name}-{document.subtitle}.{ending}"
