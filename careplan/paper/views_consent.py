"""The notice to guardians with the form to sign (PIPL §17, §30, §31), for one child."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from careplan.children.consent_words import PURPOSE_WORDS, TEXT_VERSION
from careplan.children.queries import find_child
from careplan.paper.views_pdf import blueprint, pdf_answer
from careplan.school.queries import this_school
from careplan.web.guard import audit_read, require_child_access


@blueprint.get("/consent/<int:child_id>", endpoint="consent")
def consent(child_id: int) -> str:
    words = _consent(child_id)
    pdf = url_for("paper.consent_pdf", child_id=child_id)
    return render_template("paper/consent.html", kind="consent", school=this_school(), pdf=pdf, **words)


@blueprint.get("/consent/<int:child_id>/pdf", endpoint="consent_pdf")
def consent_pdf(child_id: int) -> Any:
    return pdf_answer("consent", _consent(child_id), url_for("paper.consent", child_id=child_id))


def _consent(child_id: int) -> dict[str, Any]:
    child = find_child(child_id) or abort(404)
    require_child_access(child.squad_id)
    audit_read("child", child.id, printed=True, form="consent")
    return {
        "child": child,
        "purposes": list(PURPOSE_WORDS.values()),
        "version": TEXT_VERSION,
        "title": _("Notice to guardians and form of consent"),
    }
