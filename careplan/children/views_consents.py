"""A child's consents, purpose by purpose, and the names it is called by."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.children.consent import PURPOSES
from careplan.children.consent_forms import AliasForm, ChangedForm, GuardianWordForm
from careplan.children.consent_operations import (
    NoPaper,
    Signed,
    WrongExpiry,
    add_alias,
    note_guardian_changed,
    record_consent,
    remove_alias,
)
from careplan.children.consent_queries import aliases_of, asked_of, find_alias, find_consent
from careplan.children.consent_words import PURPOSE_WORDS, STANDING_WORDS, TONES
from careplan.children.load import PARENTS, parent_of
from careplan.children.models import Child
from careplan.children.names import clean_name
from careplan.children.queries import find_child
from careplan.children.views import blueprint
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, require_child_access, user
from careplan.web.query import query_choice


@blueprint.app_template_filter("purpose_word")
def purpose_word(code: str) -> str:
    return PURPOSE_WORDS[code].name[in_english()] if code in PURPOSE_WORDS else code


@blueprint.app_template_filter("standing_word")
def standing_word(code: str) -> str:
    return STANDING_WORDS.get(code, (code, code))[in_english()]


@blueprint.app_template_filter("standing_tone")
def standing_tone(code: str) -> str:
    return TONES.get(code, "bad")


@blueprint.get("/<int:child_id>/consents", endpoint="consents")
def consents(child_id: int) -> str:
    """How each purpose stands, with every word of the guardians since ever."""
    found = _child_or_404(child_id)
    audit_read("child", found.id, about="consent")
    return _page(found, AliasForm(formdata=None))


@blueprint.get("/<int:child_id>/consents/new", endpoint="consent_new")
@blueprint.post("/<int:child_id>/consents/new", endpoint="consent_new")
def consent_new(child_id: int) -> Any:
    """Record what a guardian said, from the signed form. ?purpose= chooses it."""
    found, form = _child_or_404(child_id), GuardianWordForm()
    form.offer(in_english())
    if not form.is_submitted():
        audit_read("child", found.id, form="consent")
        form.begin(query_choice("purpose", PURPOSES) or "file", today())
    elif form.validate():
        try:
            _record(found, form)
        except Refused as refused:
            db.session.rollback()
            form[_place(refused)].errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Recorded."), "success")
            _compare(found, form)
            return redirect(url_for("children.consents", child_id=child_id))
    page = render_template("children/consent_new.html", child=_child_or_404(child_id), form=form)
    return page, 422 if form.is_submitted() else 200


def _compare(child: Child, form: GuardianWordForm) -> None:
    """Say where who signed is called otherwise in the roster: a slip, or somebody who is no parent."""
    parent = parent_of(child, form.guardian.data) if form.guardian.data in PARENTS else None
    if parent and parent.name and clean_name(parent.name) != clean_name(form.guardian_name.data or ""):
        words = _("The roster calls this parent %(name)s. Please look at the signed form.", name=parent.name)
        flash(words, "warning")


def _place(refused: Refused) -> str:
    if isinstance(refused, WrongExpiry):
        return "expires_on"
    return "paper" if isinstance(refused, NoPaper) else "guardian"


def _record(child: Child, form: GuardianWordForm) -> None:
    record_consent(
        actor_id=user().id,
        child=child,
        purpose=form.purpose.data,
        agrees=form.agrees.data == "yes",
        guardian_relation=form.guardian.data,
        decided_on=form.decided_on.data,
        channel=form.channel.data or "",
        signed=Signed(
            guardian_name=form.guardian_name.data or "",
            paper=form.paper.data or "",
            scope=form.scope.data or "",
            text_version=form.text_version.data or "",
            expires_on=form.expires_on.data,
        ),
    )


@blueprint.post("/consents/<int:consent_id>/guardian", endpoint="consent_guardian")
def consent_guardian(consent_id: int) -> Response:
    """Note that who gave it is guardian no longer."""
    row = find_consent(consent_id) or abort(404)
    found, form = _child_or_404(row.child_id), ChangedForm()
    try:
        if not form.validate():
            raise Refused(" ".join(map(str, form.changed_on.errors)))
        note_guardian_changed(actor_id=user().id, consent=row, changed_on=form.changed_on.data)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        flash(_("Noted. This consent counts no longer."), "success")
    return redirect(url_for("children.consents", child_id=found.id))


@blueprint.post("/<int:child_id>/aliases", endpoint="alias_add")
def alias_add(child_id: int) -> Any:
    found, form = _child_or_404(child_id), AliasForm()
    if form.validate():
        try:
            add_alias(actor_id=user().id, child=found, name=form.name.data or "")
        except Refused as refused:
            db.session.rollback()
            form.name.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Recorded."), "success")
            return redirect(url_for("children.consents", child_id=child_id) + "#aliases")
    return _page(_child_or_404(child_id), form), 422


@blueprint.post("/aliases/<int:alias_id>/remove", endpoint="alias_remove")
def alias_remove(alias_id: int) -> Response:
    row = find_alias(alias_id) or abort(404)
    child_id = _child_or_404(row.child_id).id
    remove_alias(actor_id=user().id, alias=row)
    db.session.commit()
    flash(_("Removed."), "success")
    return redirect(url_for("children.consents", child_id=child_id) + "#aliases")


def _child_or_404(child_id: int) -> Child:
    found = find_child(child_id) or abort(404)
    require_child_access(found.squad_id)
    return found


def _page(child: Child, form: AliasForm) -> str:
    return render_template(
        "children/consents.html",
        child=child,
        asked=asked_of(child.id, today()),
        aliases=aliases_of([child.id]).get(child.id, []),
        form=form,
    )
