"""Partners: entered, changed, retired; people there, talks with them, agreements, offers. Nothing is deleted (C36)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.casework.file_words import AREAS
from careplan.children.redaction import Piece
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.load import promised
from careplan.partners.models import Agreement, AgreementChange, Offer, Partner, PartnerContact, PartnerTalk
from careplan.partners.queries import name_watch
from careplan.partners.words import ALLOWS, FORMS, MONEY, AgreementWords, OfferWords
from careplan.seeds.load import shipped_aid

NOT_OUTSIDE = frozenset({"school"})
"""Givers that are no partner: the school itself."""


class NamesAChild(Refused):
    """The text names a child of the school, or may. words: which; doubtful: those that may be ordinary ones."""

    def __init__(self, words: str, found: Sequence[Piece]) -> None:
        super().__init__(words)
        self.words = tuple(dict.fromkeys(one.original for one in found))
        self.doubtful = tuple(dict.fromkeys(one.original for one in found if one.doubtful))


class WrongSpan(Refused):
    """The end lies before the beginning, or before what was promised."""


class NothingAllowed(Refused):
    """An agreement that allows nothing, or what no agreement can."""


class WrongTalkDay(Refused):
    """The day of a talk cannot be right."""


class TooLittle(Refused):
    """Less than was pledged already."""


Watch = Callable[[str], Sequence[Piece]]
"""Says of a text which words may mean a child of the school: `queries.name_watch()`."""


def refuse_names(watch: Watch, *texts: str) -> None:
    """NamesAChild when one of the texts does: what stands with a partner is read by people who see no child."""
    found = [one for text in texts for one in watch(text)]
    if not found:
        return
    words = "、".join(dict.fromkeys(one.original for one in found if not one.doubtful))
    if words:
        said = _("The name of a child of this school stands here (%(words)s). Please write it without.", words=words)
    else:
        words = "、".join(dict.fromkeys(one.original for one in found))
        said = _("A child may be called so: %(words)s. Write it otherwise, or tick below what is no name.", words=words)
    raise NamesAChild(said, found)


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


def retire_partner(*, actor_id: int | None, partner: Partner, why: str, watch: Watch | None = None) -> None:
    """No longer asked. Refused while something pledged may still come: it would be forgotten."""
    refuse_names(watch or name_watch(), why)
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


def add_person(
    *, actor_id: int | None, partner: Partner, name: str, post: str, phone: str, watch: Watch | None = None
) -> PartnerContact:
    """Somebody to ask. The name is a grown-up's, who may be called as a child is; the post names none."""
    refuse_names(watch or name_watch(), post)
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


def _check_agreement(words: AgreementWords, watch: Watch, why: str = "") -> None:
    if words.until < words.since:
        raise WrongSpan(_("The end lies before the beginning."))
    if not words.allows or not set(words.allows) <= set(ALLOWS):
        raise NothingAllowed(_("Please choose what it allows."))
    refuse_names(watch, words.title, why)


def add_agreement(*, actor_id: int | None, partner: Partner, words: AgreementWords, watch: Watch) -> Agreement:
    _check_agreement(words, watch)
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


def edit_agreement(
    *, actor_id: int | None, agreement: Agreement, words: AgreementWords, why: str, watch: Watch
) -> None:
    """Another wording of an agreement; how it stood, and why it was changed, stays beside it."""
    _check_agreement(words, watch, why)
    _keep_agreement(actor_id, agreement, why)
    agreement.title, agreement.since, agreement.until = words.title, words.since, words.until
    agreement.allows, agreement.ended_why = list(words.allows), ""
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="partner_agreement", entity_id=agreement.id)


def end_agreement(*, actor_id: int | None, agreement: Agreement, last: date, why: str, watch: Watch) -> None:
    """Ended before its last day: from the day after `last` on it allows nothing more."""
    if not agreement.since <= last < agreement.until:
        raise WrongSpan(_("The new last day lies between the first day and the day before the old last one."))
    refuse_names(watch, why)
    _keep_agreement(actor_id, agreement, why)
    agreement.until, agreement.ended_why = last, why
    db.session.flush()
    record(actor_id=actor_id, action="end", entity="partner_agreement", entity_id=agreement.id)


def _keep_agreement(actor_id: int | None, row: Agreement, why: str) -> None:
    """How it stands before the change."""
    kept = AgreementChange(
        title=row.title, since=row.since, until=row.until, allows=list(row.allows), why=why, changed_at=now(),
        changed_by=actor_id,
    )  # fmt: skip
    row.changes.append(kept)


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


def end_offer(*, actor_id: int | None, offer: Offer, why: str, watch: Watch | None = None) -> None:
    """Nothing more is pledged of it from tomorrow on; what was pledged stays."""
    refuse_names(watch or name_watch(), why)
    offer.until, offer.ended_why = max(offer.since, min(offer.until, today())), why
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="partner_offer", entity_id=offer.id)
