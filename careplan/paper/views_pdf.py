"""The blueprint of the sheets, and the one way from a sheet to its PDF."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.reports.child import ChildFailed
from careplan.reports.printing import print_page
from careplan.reports.views_files import ONE_AT_A_TIME
from careplan.school.queries import this_school

blueprint = Blueprint("paper", __name__, url_prefix="/paper")
STYLE = Path(__file__).parents[1] / "templates" / "paper" / "paper.css"
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
PDF_SECONDS = 30.0


def pdf_answer(kind: str, words: dict[str, Any], back: str) -> Response:
    """The sheet alone, set by the child that sets the annual report: no network, no secrets, a limit on time."""
    html = render_template("paper/print.html", kind=kind, **{"school": this_school(), **words})
    db.session.commit()
    try:
        with ONE_AT_A_TIME:
            printed = print_page(html, timeout=PDF_SECONDS, assets={"paper.css": STYLE})
    except ChildFailed as failed:
        current_app.logger.warning("paper %s: %s", kind, failed)
        flash(_("The PDF could not be made just now. Please print the page itself, or try again."), "warning")
        return redirect(back)
    name = NOT_IN_A_NAME.sub("", words["title"]) + ".pdf"
    return send_file(BytesIO(printed.pdf), "application/pdf", as_attachment=True, download_name=name)
