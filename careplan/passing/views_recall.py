"""Called back: whom to ask to delete, who said that it is done, and what should never have gone out."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.children.views import squad_label
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.passing.deciding import PUBLIC, RECIPIENTS, kinds_for
from careplan.passing.forms import CallBackForm, RecallForm
from careplan.passing.operations import NoChild, call_back, note_recall
from careplan.passing.queries import find_line, recalls
from careplan.passing.views import blueprint, packet_or_404
from careplan.web.guard import audit_read, roles, user


@blueprint.get("/recalls", endpoint="recalls")
def recall_list() -> str:
    """Who has to be asked to delete which child's data, and who has said that it is done."""
    audit_read("child_list", None, about="recall")
    form = RecallForm(formdata=None, data={"day": today()})
    return render_template("passing/recalls.html", recalls=recalls(kinds_for(roles()), today()), form=form)


@blueprint.post("/recalls/<int:packet_child_id>", endpoint="recall")
def recall(packet_child_id: int) -> Response:
    line, form = find_line(packet_child_id) or abort(404), RecallForm()
    if line.packet.kind not in kinds_for(roles()) or line.packet.state != "out":
        abort(404)
    try:
        if not form.validate():
            raise Refused(" ".join(str(text) for errors in form.errors.values() for text in errors))
        answer = form.answer.data or ""
        note_recall(actor_id=user().id, line=line, day=form.day.data, deleted=form.deleted.data, answer=answer)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        flash(_("Noted."), "success")
    return redirect(url_for("passing.recalls"))


@blueprint.get("/<int:packet_id>/call-back", endpoint="call_back")
@blueprint.post("/<int:packet_id>/call-back", endpoint="call_back")
def call_back_page(packet_id: int) -> Any:
    """A packet may be wrong though law or guardian allowed it: some or all of it is called back, with a reason."""
    row, form = packet_or_404(packet_id), CallBackForm()
    if not form.is_submitted():
        audit_read("packet", row.id, children=len(row.children))
    if row.state != "out" or RECIPIENTS[row.kind].tier == PUBLIC:
        flash(_("Only what was passed on to somebody can be called back."), "info")
        return redirect(url_for("passing.packet", packet_id=row.id))
    form.offer([(line.child_id, f"{line.child.name} {squad_label(line.child.squad)}") for line in row.children])
    if not form.is_submitted():
        form.child.data = [line.child_id for line in row.children]
    elif form.validate():
        try:
            call_back(actor_id=user().id, row=row, child_ids=form.child.data or [], why=form.why.data or "")
        except Refused as refused:
            db.session.rollback()
            form["child" if isinstance(refused, NoChild) else "why"].errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Called back. Now ask the recipient to delete it, and note here what they say."), "success")
            return redirect(url_for("passing.recalls"))
    page = render_template("passing/call_back.html", packet=packet_or_404(packet_id), form=form)
    return page, 422 if form.is_submitted() else 200
