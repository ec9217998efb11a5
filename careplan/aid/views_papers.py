"""Papers of aid: photographs of applications, decisions, receipts and deliveries."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.aid.forms import PaperForm
from careplan.aid.models import AidPaper
from careplan.aid.paper_operations import PLACE, add_paper, remove_paper
from careplan.aid.queries import find_paper, papers_of
from careplan.aid.views_cases import case_page
from careplan.aid.views_rights import blueprint, case_or_404, child_or_404
from careplan.db import db
from careplan.errors import Refused
from careplan.secrecy import place_in, unseal
from careplan.web.guard import audit_read, user


@blueprint.post("/cases/<int:case_id>/papers", endpoint="paper_add")
def paper_add(case_id: int) -> Any:
    found = case_or_404(case_id)
    form = PaperForm()
    form.offer()
    file = request.files.get("picture")
    if form.validate():
        try:
            if file is None or not file.filename:
                raise Refused(_("Please choose a photograph."))
            add_paper(
                actor_id=user().id,
                child=found.child,
                kind=form.kind.data,
                data=file.read(),
                shows_child=bool(form.shows_child.data),
                case_id=found.id,
            )
        except Refused as refused:
            db.session.rollback()
            form.picture.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("The photograph is kept, without its place and camera."), "success")
            return redirect(url_for("aid.case", case_id=case_id))
    page = case_page(case_or_404(case_id), form)
    db.session.commit()
    return page, 422


@blueprint.get("/papers/<int:paper_id>", endpoint="paper")
def paper(paper_id: int) -> Response:
    """The picture itself: an audited read; never one whose consent was withdrawn."""
    row = _paper(paper_id)
    if row.sealed is None:
        abort(404)
    audit_read("aid_paper", row.id)
    answer = send_file(
        BytesIO(unseal(place_in(PLACE, row.id), row.sealed)),
        "image/jpeg",
        as_attachment=True,
        download_name=f"{row.id}.jpg",
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


def _paper(paper_id: int) -> AidPaper:
    row = find_paper(paper_id) or abort(404)
    child_or_404(row.child_id)
    if row.id not in {one.id for one in papers_of(row.child_id)}:
        abort(404)
    return row


@blueprint.post("/papers/<int:paper_id>/remove", endpoint="paper_remove")
def paper_remove(paper_id: int) -> Response:
    row = _paper(paper_id)
    back = url_for("aid.case", case_id=row.case_id) if row.case_id else url_for("aid.child", child_id=row.child_id)
    remove_paper(actor_id=user().id, row=row)
    db.session.commit()
    flash(_("The photograph is taken out."), "success")
    return redirect(back)
