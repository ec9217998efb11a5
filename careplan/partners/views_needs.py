"""Needs and offers that may meet them; a person decides. Pledge → delivery → proof (C38)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import abort, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.aid.even_load import trough_days
from careplan.aid.money import typed
from careplan.casework.file_models import Need
from careplan.casework.file_queries import find_record
from careplan.casework.file_words import AREAS
from careplan.clock import today
from careplan.errors import Refused
from careplan.partners.forms import DeliveryForm, PledgeForm, ProofForm, WhyForm
from careplan.partners.load import Open, left_in, offered, open_needs, promised
from careplan.partners.matching import FILE, SHORTAGE, matches
from careplan.partners.models import Pledge
from careplan.partners.operations import Watch
from careplan.partners.paper_operations import PLACE, add_paper
from careplan.partners.pledge_operations import deliver, pledge, take_back_delivery, withdraw
from careplan.partners.queries import (
    find_delivery,
    find_offer,
    find_pledge,
    find_proof,
    offers_open,
)
from careplan.partners.views_form import band_code, blueprint, form_page, sees_need, sees_pledge, watch_of
from careplan.partners.words import MONEY
from careplan.school.queries import bands
from careplan.secrecy import place_in, unseal
from careplan.web.filters import named
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice, query_text


@blueprint.get("/needs", endpoint="needs")
def needs() -> str:
    """Open needs of the children whom this person may see: of those in a trough first (C29), then without a pledge.

    ?bands= codes with commas.
    """
    show, area = query_choice("show", ("gaps", "all"), "gaps"), query_choice("area", tuple(AREAS))
    wanted = [code for code in query_text("bands").split(",") if code in {band.code for band in bands()}]
    found = [one for one in open_needs(today()) if sees_need(one) and area in ("", one.wanted.area)]
    found = [one for one in found if not wanted or band_code(one.child) in wanted]
    listed = [one for one in found if show == "all" or one.is_gap]
    trough = trough_days({one.child.id for one in listed}, today())
    listed.sort(key=lambda one: one.child.id not in trough)
    offers = [offered(one, today()) for one in offers_open(today())]
    audit_read("partner_needs", None, count=len(listed))
    counts = {(one.wanted.source, one.wanted.id): len(matches(one.wanted, offers, today())) for one in listed}
    return render_template(
        "partners/needs.html",
        needs=listed,
        known=len(found),
        children=len({one.child.id for one in listed}),
        counts=counts,
        trough=trough,
        show=show,
        area=area,
        areas=AREAS,
        bands=",".join(wanted),
        band_names=[named(band) for band in bands() if band.code in wanted],
    )


def _find(source: str, own_id: int) -> Open:
    child_id = own_id
    if source == FILE:
        row = find_record(Need, own_id) or abort(404)
        child_id = row.child_id
    found = [one for one in open_needs(today(), [child_id]) if (one.wanted.source, one.wanted.id) == (source, own_id)]
    if not found or not sees_need(found[0]):
        abort(404)
    return found[0]


def _need_page(one: Open) -> str:
    audit_read("partner_needs", None, child=one.child.id)
    rows = {row.id: row for row in offers_open(today())}
    where = f"{one.child.address or ''} {one.child.household_place or ''}"
    found = matches(one.wanted, [offered(row, today()) for row in rows.values()], today(), where)
    return render_template("partners/need.html", need=one, child=one.child, matches=found, offers=rows)


@blueprint.get("/needs/file/<int:row_id>", endpoint="need")
def need(row_id: int) -> str:
    return _need_page(_find(FILE, row_id))


@blueprint.get("/needs/money/<int:child_id>", endpoint="shortage")
def shortage(child_id: int) -> str:
    return _need_page(_find(SHORTAGE, child_id))


@blueprint.get("/needs/file/<int:row_id>/offers/<int:offer_id>", endpoint="pledge_need")
@blueprint.post("/needs/file/<int:row_id>/offers/<int:offer_id>", endpoint="pledge_need")
def pledge_need(row_id: int, offer_id: int) -> Any:
    return _pledge(_find(FILE, row_id), offer_id, url_for("partners.need", row_id=row_id))


@blueprint.get("/needs/money/<int:child_id>/offers/<int:offer_id>", endpoint="pledge_shortage")
@blueprint.post("/needs/money/<int:child_id>/offers/<int:offer_id>", endpoint="pledge_shortage")
def pledge_shortage(child_id: int, offer_id: int) -> Any:
    return _pledge(_find(SHORTAGE, child_id), offer_id, url_for("partners.shortage", child_id=child_id))


def _pledge(one: Open, offer_id: int, back: str) -> Any:
    offer = find_offer(offer_id) or abort(404)
    due = min(one.wanted.due or today() + timedelta(days=14), max(offer.until, today()))
    likely = typed(min(one.wanted.fen, left_in(offer))) if one.wanted.fen else ""
    form = PledgeForm(data={"due_on": max(due, today()), "count": 1, "money": likely})
    form.take(offer.form, offer.unit)

    def save() -> str:
        row = find_record(Need, one.wanted.id) if one.wanted.source == FILE else None
        made = pledge(
            actor_id=user().id,
            offer=offer,
            child=one.child,
            need=row,
            amount=form.amount,
            due_on=form.due_on.data,
            note=form.note.data or "",
            key=form.key.own,
            watch=watch_of(form),
        )
        return url_for("partners.pledge", pledge_id=made.id)

    at = "money" if offer.form == MONEY else "count"
    heading = _("Pledge: %(what)s", what=offer.what)
    return form_page(form, save, heading=heading, back=back, refused_at=at, child=one.child, offer=offer)


def _pledge_or_404(pledge_id: int) -> Pledge:
    found = find_pledge(pledge_id)
    if found is None or not sees_pledge(found):
        abort(404)
    return found


def _url(found: Pledge) -> str:
    return url_for("partners.pledge", pledge_id=found.id)


@blueprint.get("/pledges/<int:pledge_id>", endpoint="pledge")
def pledge_page(pledge_id: int) -> str:
    found = _pledge_or_404(pledge_id)
    audit_read("partner_pledge", found.id)
    row = find_record(Need, found.need_id) if found.need_id else None
    return render_template("partners/pledge.html", pledge=found, child=found.child, promised=promised(found), need=row)


@blueprint.get("/pledges/<int:pledge_id>/deliver", endpoint="deliver")
@blueprint.post("/pledges/<int:pledge_id>/deliver", endpoint="deliver")
def deliver_page(pledge_id: int) -> Any:
    found = _pledge_or_404(pledge_id)
    offer = found.offer
    form = DeliveryForm(data={"day": today(), "count": promised(found).rest})
    form.take(offer.form, offer.unit)
    form.offer(offer.form)

    def save() -> str:
        made = deliver(
            actor_id=user().id,
            row=found,
            day=form.day.data,
            amount=form.amount,
            words=form.words.data or "",
            value=form.value.fen if "value" in form else None,
            key=form.key.own,
            watch=watch_of(form),
        )
        file = request.files.get("picture")
        if file is not None and file.filename and not made.proofs:
            seen = bool(form.nobody_seen.data)
            add_paper(actor_id=user().id, kind=form.kind.data, data=file.read(), nobody_seen=seen, delivery=made)
        return _url(found)

    heading = _("Delivered: %(what)s", what=offer.what)
    lead = _("Money and goods go into the child's aid ledger by themselves, once.")
    return form_page(
        form, save, heading=heading, back=_url(found), refused_at="picture", child=found.child, offer=offer, lead=lead
    )


@blueprint.get("/deliveries/<int:delivery_id>/proof", endpoint="proof_new")
@blueprint.post("/deliveries/<int:delivery_id>/proof", endpoint="proof_new")
def proof_new(delivery_id: int) -> Any:
    row = find_delivery(delivery_id) or abort(404)
    found, form = _pledge_or_404(row.pledge_id), ProofForm()
    form.offer()

    def save() -> str:
        file = request.files.get("picture")
        if file is None or not file.filename:
            raise Refused(_("Please choose a photograph."))
        seen = bool(form.nobody_seen.data)
        add_paper(actor_id=user().id, kind=form.kind.data, data=file.read(), nobody_seen=seen, delivery=row)
        return _url(found)

    heading = _("Proof of the delivery")
    return form_page(form, save, heading=heading, back=_url(found), refused_at="picture", child=found.child)


@blueprint.get("/papers/<int:proof_id>", endpoint="paper")
def paper(proof_id: int) -> Response:
    """The picture itself; of a delivery only for who may know for whom it was."""
    row = find_proof(proof_id) or abort(404)
    if row.delivery is not None:
        _pledge_or_404(row.delivery.pledge_id)
    if row.sealed is None:
        abort(404)
    audit_read("partner_paper", row.id)
    data = BytesIO(unseal(place_in(PLACE, row.id), row.sealed))
    answer = send_file(data, "image/jpeg", as_attachment=True, download_name=f"{row.id}.jpg")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


@blueprint.get("/pledges/<int:pledge_id>/withdraw", endpoint="withdraw")
@blueprint.post("/pledges/<int:pledge_id>/withdraw", endpoint="withdraw")
def withdraw_page(pledge_id: int) -> Any:
    found = _pledge_or_404(pledge_id)
    lead = _("What came stays on record; the offer has the rest again.")
    return _with_reason(
        found,
        _("Withdraw the pledge"),
        lead,
        lambda reason, watch: withdraw(actor_id=user().id, row=found, reason=reason, watch=watch),
    )


@blueprint.get("/deliveries/<int:delivery_id>/take-back", endpoint="take_back")
@blueprint.post("/deliveries/<int:delivery_id>/take-back", endpoint="take_back")
def take_back(delivery_id: int) -> Any:
    row = find_delivery(delivery_id) or abort(404)
    found = _pledge_or_404(row.pledge_id)
    lead = _("Its line of the aid ledger is taken back with it; both stay on record.")
    return _with_reason(
        found,
        _("Take the delivery back"),
        lead,
        lambda reason, watch: take_back_delivery(actor_id=user().id, row=row, reason=reason, watch=watch),
    )


def _with_reason(found: Pledge, heading: str, lead: str, do: Callable[[str, Watch], object]) -> Any:
    """A form that asks why, does it, and goes back to the pledge."""
    form = WhyForm()

    def save() -> str:
        do(form.reason.data or "", watch_of(form))
        return _url(found)

    return form_page(form, save, heading=heading, back=_url(found), refused_at="reason", child=found.child, lead=lead)
