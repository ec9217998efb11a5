"""A referral slip 转介单 on A5 (DOMAIN 4.7), for those who may read it: on the screen and as PDF."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from careplan.casework.views_rights import child_or_404
from careplan.counselling.note_queries import open_referral
from careplan.counselling.views_rights import referral_or_404
from careplan.paper.views_pdf import blueprint, pdf_answer
from careplan.school.queries import this_school
from careplan.web.guard import audit_read


@blueprint.get("/referral/<int:referral_id>", endpoint="referral")
def referral(referral_id: int) -> str:
    words = _slip(referral_id)
    pdf = url_for("paper.referral_pdf", referral_id=referral_id)
    return render_template("paper/slip.html", kind="referral", school=this_school(), pdf=pdf, **words)


@blueprint.get("/referral/<int:referral_id>/pdf", endpoint="referral_pdf")
def referral_pdf(referral_id: int) -> Any:
    return pdf_answer("referral", _slip(referral_id), url_for("paper.referral", referral_id=referral_id))


def _slip(referral_id: int) -> dict[str, Any]:
    """The file's name holds the slip's number, never the child's name."""
    row = referral_or_404(referral_id)
    child = child_or_404(row.child_id)
    audit_read("referral", row.id, printed=True)
    title = f"{_('Referral slip')} {row.number}"
    return {"slip": row, "child": child, "words": open_referral(row), "title": title}
