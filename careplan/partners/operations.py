"""Partners: entered, changed, retired; people there, talks with them, agreements, offers. Nothing is deleted (C36)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.casework.file_words import AREAS
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.load import promised
from careplan.partners.models import Agreement, Offer, Partner, PartnerContact, PartnerTalk
from careplan.partners.words import ALLOWS, FORMS, MONEY, AgreementWords, OfferWords
from careplan.seeds.load import shipped_aid

NOT_OUTSIDE = frozenset({"school"})
"""Givers that are no partner: the school itself."""


class NamesAChild(Refused):
    """The text names a child of the school."""


class WrongSpan(Refused):
    """The end lies before the beginning, or before what was promised."""


class WrongTalkDay(Refused):
    """The day of a talk cannot be right."""


class TooLittle(Refused):
    """Less than was pledged already."""


Watch = Callable[[str], bool]
"""Says of a text whether it names a child of the school: `telling.queries.child_watch()`."""


def refuse_names(watch: Watch, *texts: str) -> None:
    """NamesAChild when one of the texts does: what stands with a partner is read by people who see no child."""
    if any(watch(text) for text in texts):
        raise NamesAChild(_("The name of a child of this school stands here. Please write it without the name."))


def partner_kinds() -> tuple[str, ...]:
    """Who can be a partner: the givers of aid, without the school itself."""
    return tuple(code for code in shipped_aid().givers if code not in NOT_OUTSIDE)


def add_partner(*, actor_id: int | None, name: str, kind: str, place: str, note: str, watch: Watch) -> Partner:
    _check_partner(kind, watch, name, place, note)
    row = Partner(name=name, kind=kind, place=place, note=note, made_at=now(), made_by=actor_id)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="partner", entity_id=row.id)
    return row


def edit_partner(
    *, actor_id: int | None, partner: Partner, name: str, kind: str, place: str, note: str, watch: Watch
) -> None:
    _check_partner(kind, watch, name, place, note)
    partner.name, partner.kind, partner.place, partner.note = name, kind, place, note
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="partner", entity_id=partner.id)


def _check_partner(kind: str, watch: Watch, *texts: str) -> None:
    if kind not in partner_kinds():
        raise Refused(_("Please choose one of the kinds."))
    refuse_names(watch, *texts)


def retire_partner(*, actor_id: int | None, partner: Partner, why: str) -> None:
    """No longer asked. Refused while something pledged may still come: it would be forgotten."""
    if partner.retired_on is not None:
        return
    if any(promised(one).rest for offer in partner.offers for one in offer.pledges):
        raise Refused(_("Something pledged has not come yet. Record its delivery or withdraw it first."))
    partner.retired_on, partner.retired_why = today(), why
    db.session.flush()
    record(actor_id=actor_id, action="retire", entity="partner", entity_id=partner.id)


def restore_partner(*, actor_id: int | None, partner: Partner) -> None:
    partner.retired_on, partner.retired_why = None, ""
    db.session.flush()
    record(actor_id=actor_id, action="restore", entity="partner", entity_id=partner.id)


def add_person(*, actor_id: int | None, partner: Partner, name: str, post: str, phone: str) -> PartnerContact:
    row = PartnerContact(partner_id=partner.id, name=name, post=post, phone=phone, recorded_by=actor_id)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="partner_contact", entity_id=row.id)
    return row


def end_person(*, actor_id: int | None, person: PartnerContact) -> None:
    """No longer to be asked; who it was stays on record."""
    person.until = person.until or today()
    db.session.flush()
    record(actor_id=actor_id, action="retire", entity="partner_contact", entity_id=person.id)


def add_talk(
    *, actor_id: int | None, partner: Partner, day: date, whom: str, words: str, next_on: date, watch: Watch
) -> PartnerTalk:
    """A line of the contact log; when one talks next is always said."""
    if day > today():
        raise WrongTalkDay(_("This day lies ahead. Please record it when it has come."))
    if next_on <= day:
        raise WrongSpan(_("The next talk must lie after this one."))
    refuse_names(watch, words, whom)
    row = PartnerTalk(
        partner_id=partner.id, day=day, whom=whom, words=words, next_on=next_on, recorded_at=now(), recorded_by=actor_id
    )
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="partner_talk", entity_id=row.id)
    return row


def add_agreement(*, actor_id: int | None, partner: Partner, words: AgreementWords, watch: Watch) -> Agreement:
    if words.until < words.since:
        raise WrongSpan(_("The end lies before the beginning."))
    if not words.allows or not set(words.allows) <= set(ALLOWS):
        raise Refused(_("Please choose what it allows."))
    refuse_names(watch, words.title)
    row = Agreement(
        partner_id=partner.id,
        title=words.title,
        since=words.since,
        until=words.until,
        allows=list(words.allows),
        recorded_at=now(),
        recorded_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="partner_agreement", entity_id=row.id)
    return row


def add_offer(*, actor_id: int | None, partner: Partner, words: OfferWords, watch: Watch) -> Offer:
    if partner.retired_on is not None:
        raise Refused(_("This partner is no longer asked. Take it back into use first."))
    row = Offer(partner=partner, recorded_at=now(), recorded_by=actor_id)
    row.pledges = []
    _fill(row, words, watch)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="partner_offer", entity_id=row.id, detail={"form": words.form})
    return row


def edit_offer(*, actor_id: int | None, offer: Offer, words: OfferWords, watch: Watch) -> None:
    """Refused where less would be left than was pledged, and where the form would change under a pledge."""
    used = sum(promised(one).used for one in offer.pledges)
    if words.amount < used:
        raise TooLittle(_("More than that is pledged already."))
    if offer.pledges and (words.form, words.unit) != (offer.form, offer.unit):
        raise Refused(_("Something of it is pledged: its form and unit stay as they are. Make a new offer."))
    _fill(offer, words, watch)
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="partner_offer", entity_id=offer.id)


def _fill(row: Offer, words: OfferWords, watch: Watch) -> None:
    if words.form not in FORMS or words.purpose not in shipped_aid().purposes or not set(words.areas) <= set(AREAS):
        raise Refused(_("Please choose one of the kinds."))
    if words.until < words.since:
        raise WrongSpan(_("The end lies before the beginning."))
    if words.amount < 1:
        raise TooLittle(_("The amount must be more than nothing."))
    refuse_names(watch, words.what, words.place)
    row.form, row.what, row.purpose, row.areas = words.form, words.what, words.purpose, list(words.areas)
    row.amount, row.unit = words.amount, "" if words.form == MONEY else words.unit
    row.place, row.since, row.until = words.place, words.since, words.until


def end_offer(*, actor_id: int | None, offer: Offer, why: str) -> None:
    """Nothing more is pledged of it from tomorrow on; what was pledged stays."""
    offer.until, offer.ended_why = max(offer.since, min(offer.until, today())), why
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="partner_offer", entity_id=offer.id)
