"""Agreements with partners: entered, changed and ended early with their trail (C36)."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from careplan.clock import today
from careplan.partners.forms import AgreementChangeForm, AgreementEndForm, AgreementForm
from careplan.partners.operations import add_agreement, edit_agreement, end_agreement
from careplan.partners.paper_operations import add_paper
from careplan.partners.queries import find_agreement
from careplan.partners.views_form import blueprint, form_page, watch_of
from careplan.partners.views_partners import home_of, partner_or_404
from careplan.web.guard import user


@blueprint.get("/<int:partner_id>/agreements/new", endpoint="agreement_new")
@blueprint.post("/<int:partner_id>/agreements/new", endpoint="agreement_new")
def agreement_new(partner_id: int) -> Any:
    found, form = partner_or_404(partner_id), AgreementForm(data={"since": today()})
    form.offer()

    def save() -> str:
        row = add_agreement(actor_id=user().id, partner=found, words=form.words(), watch=watch_of(form))
        file = request.files.get("picture")
        if file is not None and file.filename:
            add_paper(actor_id=user().id, kind="agreement", data=file.read(), nobody_seen=True, agreement=row)
        return home_of(found)

    heading = _("An agreement with “%(name)s”", name=found.name)
    return form_page(form, save, heading=heading, back=home_of(found), refused_at="allows")


@blueprint.get("/agreements/<int:agreement_id>/edit", endpoint="agreement_edit")
@blueprint.post("/agreements/<int:agreement_id>/edit", endpoint="agreement_edit")
def agreement_edit(agreement_id: int) -> Any:
    """A slip in the title, another last day: how it stood stays beside it."""
    row = find_agreement(agreement_id) or abort(404)
    form = AgreementChangeForm(data={name: getattr(row, name) for name in ("title", "since", "until", "allows")})
    form.offer()

    def save() -> str:
        edit_agreement(
            actor_id=user().id, agreement=row, words=form.words(), why=form.reason.data or "", watch=watch_of(form)
        )
        return home_of(row.partner)

    heading = _("Change the agreement with “%(name)s”", name=row.partner.name)
    return form_page(form, save, heading=heading, back=home_of(row.partner), refused_at="title", row=row)


@blueprint.get("/agreements/<int:agreement_id>/end", endpoint="agreement_end")
@blueprint.post("/agreements/<int:agreement_id>/end", endpoint="agreement_end")
def agreement_end(agreement_id: int) -> Any:
    row, form = find_agreement(agreement_id) or abort(404), AgreementEndForm(data={"until": today()})

    def save() -> str:
        end_agreement(
            actor_id=user().id, agreement=row, last=form.until.data, why=form.reason.data or "", watch=watch_of(form)
        )
        return home_of(row.partner)

    lead = _("After that day it allows nothing more. What was pledged and passed on stays on record.")
    heading = _("End “%(title)s” early", title=row.title)
    return form_page(form, save, heading=heading, back=home_of(row.partner), refused_at="reason", row=row, lead=lead)
