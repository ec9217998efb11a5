"""A squad's consents to photographs on one page: who may be photographed, who said so, who saw the form."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.children.consent import GUARDIANS
from careplan.children.consent_forms import ConsentForm, Word, entered_consents, stamp_of
from careplan.children.consent_operations import record_consent
from careplan.children.models import Child
from careplan.children.queries import ConsentLine, consent_lines, squads_in_order
from careplan.children.views import blueprint
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import Squad
from careplan.web.guard import audit_read, require_child_access, user

PURPOSE = "photo"


@blueprint.get("/photo-consent/<int:squad_id>")
def photo_consent(squad_id: int) -> str:
    squad, lines = _found(squad_id)
    audit_read("child_list", None, squad=squad.id, about="consent")
    form = ConsentForm(formdata=None, data={"decided_on": today()})
    return _page(squad, lines, form, {})


@blueprint.post("/photo-consent/<int:squad_id>")
def photo_consent_save(squad_id: int) -> Any:
    """Only what was changed is recorded; a “no” after a “yes” withdraws it and hides the photographs at once."""
    squad, lines = _found(squad_id)
    form, words = ConsentForm(), entered_consents(request.form, lines)
    if form.stamp.data != stamp_of(lines):
        return _page(squad, lines, form, words, stale=True), 409
    if form.validate():
        try:
            return _save(squad, form, words)
        except Refused as refused:
            db.session.rollback()
            squad, lines = _found(squad_id)
            return _page(squad, lines, form, words, refused=str(refused)), 422
    return _page(squad, lines, form, words), 422


def _save(squad: Squad, form: ConsentForm, words: dict[int, Word]) -> Response:
    for child_id, word in words.items():
        record_consent(
            actor_id=user().id,
            child=db.session.get_one(Child, child_id),
            purpose=PURPOSE,
            agrees=word.agrees,
            guardian_relation=word.guardian,
            decided_on=form.decided_on.data,
            channel=form.channel.data or "",
        )
    squad_id = squad.id
    db.session.commit()
    flash(ngettext("Recorded for %(num)d child.", "Recorded for %(num)d children.", len(words)), "success")
    return redirect(url_for("children.photo_consent", squad_id=squad_id))


def _found(squad_id: int) -> tuple[Squad, list[ConsentLine]]:
    require_child_access(squad_id)
    squad = next((one for one in squads_in_order() if one.id == squad_id), None)
    return squad or abort(404), consent_lines(squad_id, PURPOSE)


def _page(
    squad: Squad,
    lines: list[ConsentLine],
    form: ConsentForm,
    words: dict[int, Word],
    stale: bool = False,
    refused: str = "",
) -> str:
    form.stamp.data = stamp_of(lines)
    counts = {state: sum(1 for one in lines if one.consent and one.consent.state == state) for state in ("given",)}
    return render_template(
        "children/photo_consent.html",
        squad=squad,
        lines=lines,
        form=form,
        words=words,
        stale=stale,
        refused=refused,
        given=counts["given"],
        guardians={
            code: {"father": _("father"), "mother": _("mother"), "other": _("another legal guardian")}[code]
            for code in GUARDIANS
        },
    )
