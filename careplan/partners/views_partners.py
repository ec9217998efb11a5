"""The directory: who helps, what they offer, agreements, talks, and what each gave in which year (C36, C41)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.aid.money import typed
from careplan.clock import today
from careplan.db import db
from careplan.partners.forms import (
    OfferForm,
    PartnerForm,
    PersonForm,
    TalkForm,
    WhyForm,
)
from careplan.partners.models import Agreement, Offer, Partner
from careplan.partners.operations import (
    add_offer,
    add_partner,
    add_person,
    add_talk,
    edit_offer,
    edit_partner,
    end_offer,
    end_person,
    partner_kinds,
    restore_partner,
    retire_partner,
)
from careplan.partners.queries import (
    all_partners,
    find_offer,
    find_partner,
    find_person,
    papers_of_agreements,
)
from careplan.partners.views_form import blueprint, form_page, watch_of
from careplan.web.guard import user
from careplan.web.query import query_choice, query_text

SORTS = ("name", "talk", "agreement")
YEAR_BEGINS = 9


def next_talk(row: Partner) -> date | None:
    return row.talks[0].next_on if row.talks else None


def in_force(row: Partner) -> Agreement | None:
    """The agreement in force that lasts longest."""
    held = [one for one in row.agreements if one.since <= today() <= one.until]
    return max(held, key=lambda one: one.until, default=None)


@blueprint.get("/", endpoint="partners")
def partners() -> str:
    text, kind = query_text("q"), query_choice("kind", partner_kinds())
    show, sort = query_choice("show", ("now", "retired"), "now"), query_choice("sort", SORTS, "name")
    every = all_partners()
    found = [one for one in every if (one.retired_on is None) == (show == "now") and kind in ("", one.kind)]
    found = [one for one in found if text.casefold() in f"{one.name} {one.place} {_offers_text(one)}".casefold()]
    if sort == "talk":
        found.sort(key=lambda one: next_talk(one) or date.min)
    if sort == "agreement":
        found.sort(key=lambda one: held.until if (held := in_force(one)) else date.min)
    return render_template(
        "partners/partners.html",
        partners=found,
        knows_any=bool(every),
        text=text,
        kind=kind,
        kinds=partner_kinds(),
        show=show,
        sort=sort,
        next_talk=next_talk,
        in_force=in_force,
    )


def _offers_text(row: Partner) -> str:
    return " ".join(one.what for one in row.offers)


def partner_or_404(partner_id: int) -> Partner:
    return find_partner(partner_id) or abort(404)


@blueprint.get("/<int:partner_id>", endpoint="partner")
def partner(partner_id: int) -> str:
    found = partner_or_404(partner_id)
    return render_template(
        "partners/partner.html",
        partner=found,
        in_force=in_force(found),
        next_talk=next_talk(found),
        papers=papers_of_agreements([one.id for one in found.agreements]),
        years=given_by_year(found),
        soon=today() + timedelta(days=60),
    )


def given_by_year(found: Partner) -> list[tuple[int, int, list[tuple[Offer, int]]]]:
    """(school year's first year, fen of money, goods and services by offer), the newest first (C41)."""
    money: dict[int, int] = defaultdict(int)
    others: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for offer in found.offers:
        for delivery in (one for pledge in offer.pledges for one in pledge.deliveries if one.taken_back_at is None):
            year = delivery.day.year - (delivery.day.month < YEAR_BEGINS)
            if offer.form == "money":
                money[year] += delivery.amount
            else:
                others[year][offer.id] += delivery.amount
    offers = {one.id: one for one in found.offers}
    years = sorted({*money, *others}, reverse=True)
    return [(year, money[year], [(offers[key], count) for key, count in others[year].items()]) for year in years]


@blueprint.get("/new", endpoint="new")
@blueprint.post("/new", endpoint="new")
def new() -> Any:
    form = PartnerForm()
    form.offer()

    def save() -> str:
        row = add_partner(actor_id=user().id, watch=watch_of(form), **_said(form))
        return url_for("partners.partner", partner_id=row.id)

    back = url_for("partners.partners")
    return form_page(form, save, heading=_("New partner"), back=back, refused_at="name")


def _said(form: PartnerForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in ("name", "kind", "place", "note")}


@blueprint.get("/<int:partner_id>/edit", endpoint="edit")
@blueprint.post("/<int:partner_id>/edit", endpoint="edit")
def edit(partner_id: int) -> Any:
    found = partner_or_404(partner_id)
    form = PartnerForm(obj=found)
    form.offer()

    def save() -> str:
        edit_partner(actor_id=user().id, partner=found, watch=watch_of(form), **_said(form))
        return home_of(found)

    return form_page(form, save, heading=_("Change the partner"), back=home_of(found), refused_at="name", row=found)


def home_of(found: Partner) -> str:
    return url_for("partners.partner", partner_id=found.id)


@blueprint.get("/<int:partner_id>/retire", endpoint="retire")
@blueprint.post("/<int:partner_id>/retire", endpoint="retire")
def retire(partner_id: int) -> Any:
    found, form = partner_or_404(partner_id), WhyForm()

    def save() -> str:
        retire_partner(actor_id=user().id, partner=found, why=form.reason.data or "", watch=watch_of(form))
        return home_of(found)

    heading = _("No longer ask “%(name)s”", name=found.name)
    lead = _("Nothing is erased: what was agreed and given stays on record.")
    return form_page(form, save, heading=heading, back=home_of(found), refused_at="reason", lead=lead)


@blueprint.post("/<int:partner_id>/restore", endpoint="restore")
def restore(partner_id: int) -> Response:
    restore_partner(actor_id=user().id, partner=partner_or_404(partner_id))
    db.session.commit()
    flash(_("Recorded."), "success")
    return redirect(url_for("partners.partner", partner_id=partner_id))


@blueprint.get("/<int:partner_id>/people/new", endpoint="person_new")
@blueprint.post("/<int:partner_id>/people/new", endpoint="person_new")
def person_new(partner_id: int) -> Any:
    found, form = partner_or_404(partner_id), PersonForm()

    def save() -> str:
        words = {name: form[name].data or "" for name in ("name", "post", "phone")}
        add_person(actor_id=user().id, partner=found, watch=watch_of(form), **words)
        return home_of(found)

    heading = _("Somebody to ask at “%(name)s”", name=found.name)
    return form_page(form, save, heading=heading, back=home_of(found), refused_at="name")


@blueprint.post("/people/<int:person_id>/end", endpoint="person_end")
def person_end(person_id: int) -> Response:
    row = find_person(person_id) or abort(404)
    end_person(actor_id=user().id, person=row)
    db.session.commit()
    flash(_("Recorded."), "success")
    return redirect(url_for("partners.partner", partner_id=row.partner_id))


@blueprint.get("/<int:partner_id>/talks/new", endpoint="talk_new")
@blueprint.post("/<int:partner_id>/talks/new", endpoint="talk_new")
def talk_new(partner_id: int) -> Any:
    found, form = partner_or_404(partner_id), TalkForm(data={"day": today(), "next_on": today() + timedelta(days=60)})

    def save() -> str:
        add_talk(
            actor_id=user().id,
            partner=found,
            day=form.day.data,
            whom=form.whom.data or "",
            words=form.words.data or "",
            next_on=form.next_on.data,
            watch=watch_of(form),
        )
        return home_of(found)

    heading = _("A talk with “%(name)s”", name=found.name)
    return form_page(
        form, save, heading=heading, back=home_of(found), refused_at="words", lead=_("Without a child's name.")
    )


@blueprint.get("/<int:partner_id>/offers/new", endpoint="offer_new")
@blueprint.post("/<int:partner_id>/offers/new", endpoint="offer_new")
def offer_new(partner_id: int) -> Any:
    found, form = partner_or_404(partner_id), OfferForm(data={"since": today(), "form": "goods"})
    form.offer()

    def save() -> str:
        add_offer(actor_id=user().id, partner=found, words=form.words(), watch=watch_of(form))
        return home_of(found)

    heading = _("What “%(name)s” offers", name=found.name)
    return form_page(form, save, heading=heading, back=home_of(found), refused_at="what")


@blueprint.get("/offers/<int:offer_id>/edit", endpoint="offer_edit")
@blueprint.post("/offers/<int:offer_id>/edit", endpoint="offer_edit")
def offer_edit(offer_id: int) -> Any:
    row = find_offer(offer_id) or abort(404)
    names = ("form", "what", "purpose", "areas", "unit", "place", "since", "until")
    money = row.form == "money"
    amount = {"money": typed(row.amount)} if money else {"count": row.amount}
    form = OfferForm(data={name: getattr(row, name) for name in names} | amount)
    form.offer()

    def save() -> str:
        edit_offer(actor_id=user().id, offer=row, words=form.words(), watch=watch_of(form))
        return home_of(row.partner)

    heading = _("Change the offer")
    return form_page(form, save, heading=heading, back=home_of(row.partner), refused_at="form", row=row)


@blueprint.get("/offers/<int:offer_id>/end", endpoint="offer_end")
@blueprint.post("/offers/<int:offer_id>/end", endpoint="offer_end")
def offer_end(offer_id: int) -> Any:
    row, form = find_offer(offer_id) or abort(404), WhyForm()

    def save() -> str:
        end_offer(actor_id=user().id, offer=row, why=form.reason.data or "", watch=watch_of(form))
        return home_of(row.partner)

    lead = _("After today nothing more is pledged of it. What was pledged stays.")
    return form_page(form, save, heading=_("End the offer"), back=home_of(row.partner), refused_at="reason", lead=lead)
