"""Practice cards: what worked, to find and to do again (C40)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.partners.card_operations import retire_card, save_card, use_card
from careplan.partners.forms import CardForm, UseForm
from careplan.partners.queries import all_cards, find_card
from careplan.partners.views_form import blueprint, form_page, watch_of
from careplan.partners.words import SITUATIONS
from careplan.web.guard import user
from careplan.web.query import query_choice, query_text


@blueprint.get("/cards", endpoint="cards")
def cards() -> str:
    text, tag = query_text("q"), query_text("tag")
    situation, show = query_choice("situation", tuple(SITUATIONS)), query_choice("show", ("now", "retired"), "now")
    every = all_cards()
    found = [one for one in every if (one.retired_on is None) == (show == "now") and situation in ("", one.situation)]
    found = [one for one in found if not tag or tag in one.tags]
    found = [one for one in found if text.casefold() in f"{one.title} {one.steps} {one.outcome}".casefold()]
    tags = sorted({tag for one in every if one.retired_on is None for tag in one.tags})
    return render_template(
        "partners/cards.html", cards=found, knows_any=bool(every), text=text, tag=tag, tags=tags,
        situation=situation, situations=SITUATIONS, show=show,
    )  # fmt: skip


@blueprint.get("/cards/<int:card_id>", endpoint="card")
def card(card_id: int) -> str:
    return render_template("partners/card.html", card=find_card(card_id) or abort(404))


@blueprint.get("/cards/new", endpoint="card_new")
@blueprint.post("/cards/new", endpoint="card_new")
def card_new() -> Any:
    form = CardForm()
    form.offer()

    def save() -> str:
        row = save_card(actor_id=user().id, card=None, words=form.words(), watch=watch_of(form))
        return url_for("partners.card", card_id=row.id)

    lead = _("A kind of situation, never a child: nobody may guess who it was.")
    back = url_for("partners.cards")
    return form_page(form, save, heading=_("New practice card"), back=back, refused_at="steps", lead=lead)


@blueprint.get("/cards/<int:card_id>/edit", endpoint="card_edit")
@blueprint.post("/cards/<int:card_id>/edit", endpoint="card_edit")
def card_edit(card_id: int) -> Any:
    row = find_card(card_id) or abort(404)
    names = ("title", "situation", "steps", "outcome")
    form = CardForm(data={name: getattr(row, name) for name in names} | {"tags": " ".join(row.tags)})
    form.offer()
    back = url_for("partners.card", card_id=card_id)

    def save() -> str:
        save_card(actor_id=user().id, card=row, words=form.words(), watch=watch_of(form))
        return back

    return form_page(form, save, heading=_("Change the practice card"), back=back, refused_at="steps", row=row)


@blueprint.get("/cards/<int:card_id>/use", endpoint="card_use")
@blueprint.post("/cards/<int:card_id>/use", endpoint="card_use")
def card_use(card_id: int) -> Any:
    row, form = find_card(card_id) or abort(404), UseForm(data={"day": today()})
    form.offer()
    back = url_for("partners.card", card_id=card_id)

    def save() -> str:
        use_card(
            actor_id=user().id,
            card=row,
            day=form.day.data,
            worked=form.worked.data,
            words=form.words.data or "",
            watch=watch_of(form),
        )
        return back

    heading = _("Used: %(what)s", what=row.title)
    return form_page(form, save, heading=heading, back=back, refused_at="words", lead=_("Without a child's name."))


@blueprint.post("/cards/<int:card_id>/retire", endpoint="card_retire")
def card_retire(card_id: int) -> Response:
    """Out of use, or back into it."""
    row = find_card(card_id) or abort(404)
    retire_card(actor_id=user().id, card=row, retired=row.retired_on is None)
    db.session.commit()
    flash(_("Recorded."), "success")
    return redirect(url_for("partners.card", card_id=card_id))
