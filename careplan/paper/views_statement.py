"""Signed statements of workload on paper (S52), made from the signed text alone: the same bytes each time."""

from __future__ import annotations

import json
from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _

from careplan.paper.views_pdf import blueprint, pdf_answer
from careplan.web.filters import in_english
from careplan.workload.freezing import read_late, read_line
from careplan.workload.load_statement import grouped
from careplan.workload.steps import LOCKED, SIGNED
from careplan.workload.views_rights import period_or_404, statement_or_404


@blueprint.get("/workload/statement/<int:statement_id>", endpoint="statement_pdf")
def statement_pdf(statement_id: int) -> Any:
    """One person's signed statement: the own one, or any for those who compute and sign."""
    row = statement_or_404(statement_id)
    if not row.content:
        abort(404)
    kept = json.loads(row.content)
    words = {
        "kept": kept,
        "groups": grouped([read_line(one) for one in kept["lines"]]),
        "late": [read_late(one) for one in kept["late"]],
        "sha256": row.sha256,
        "school": kept["school"],
        "title": _title(_("Workload statement"), kept, kept["person"]["name"]),
    }
    return pdf_answer("statement", words, url_for("workload.statement", statement_id=statement_id))


@blueprint.get("/workload/period/<int:period_id>", endpoint="workload_pdf")
def workload_pdf(period_id: int) -> Any:
    """The signed sum of a period with everybody's name, for the files and the finance office."""
    row = period_or_404(period_id)
    if row.state not in (SIGNED, LOCKED):
        abort(404)
    kept = json.loads(row.summary)
    words = {
        "kept": kept,
        "sha256": row.sha256,
        "school": kept["school"],
        "title": _title(_("Workload summary"), kept, ""),
    }
    return pdf_answer("workload", words, url_for("workload.period", period_id=period_id))


def _title(what: str, kept: dict[str, Any], who: str) -> str:
    period = kept["period"]["name_en" if in_english() else "name"]
    return " ".join(part for part in (what, who, period) if part)
