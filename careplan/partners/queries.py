"""Reads of partners, their offers and pledges, cards and rollovers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from careplan.children.models import Child
from careplan.db import db
from careplan.partners.models import (
    Offer,
    Partner,
    PartnerContact,
    PartnerPaper,
    Pledge,
    PledgeDelivery,
    PracticeCard,
)

_DELIVERIES = selectinload(Pledge.deliveries).selectinload(PledgeDelivery.proofs)


_PLEDGE = (
    _DELIVERIES,
    joinedload(Pledge.offer).joinedload(Offer.partner),
    joinedload(Pledge.child).joinedload(Child.squad),
)
_OFFER = (
    selectinload(Offer.pledges).options(_DELIVERIES),
    joinedload(Offer.partner).selectinload(Partner.agreements),
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A partner as a packet for it needs to know it: name, kind (a giver's code), what agreements in force allow."""

    id: int
    name: str
    kind: str
    retired: bool
    allows: frozenset[str]


def partner_for(partner_id: int, day: date) -> Recipient | None:
    """The partner to whom something is passed on, with what its agreements allow on the day; None: there is none."""
    row = find_partner(partner_id)
    if row is None:
        return None
    allows = {code for one in row.agreements if one.since <= day <= one.until for code in one.allows}
    return Recipient(row.id, row.name, row.kind, row.retired_on is not None, frozenset(allows))


def partners_asked() -> list[Partner]:
    """Partners who are still asked, by name."""
    return list(db.session.scalars(select(Partner).where(Partner.retired_on.is_(None)).order_by(Partner.name)))


def all_partners() -> list[Partner]:
    """Every partner with what its line in the list needs."""
    query = select(Partner).options(
        selectinload(Partner.agreements),
        selectinload(Partner.talks),
        selectinload(Partner.offers).selectinload(Offer.pledges).options(_DELIVERIES),
    )
    return list(db.session.scalars(query.order_by(Partner.name, Partner.id)))


def find_partner(partner_id: int) -> Partner | None:
    return db.session.scalar(
        select(Partner)
        .where(Partner.id == partner_id)
        .options(
            selectinload(Partner.people),
            selectinload(Partner.talks),
            selectinload(Partner.agreements),
            selectinload(Partner.offers).selectinload(Offer.pledges).options(_DELIVERIES, joinedload(Pledge.child)),
        )
    )


def find_person(person_id: int) -> PartnerContact | None:
    return db.session.scalar(select(PartnerContact).where(PartnerContact.id == person_id))


def find_offer(offer_id: int) -> Offer | None:
    return db.session.scalar(select(Offer).where(Offer.id == offer_id).options(*_OFFER))


def offers_open(day: date) -> list[Offer]:
    """Offers of partners who are still asked, that have not ended on the day."""
    query = select(Offer).join(Partner).where(Partner.retired_on.is_(None), Offer.until >= day)
    return list(db.session.scalars(query.options(*_OFFER).order_by(Offer.until, Offer.id)))


def all_pledges(child_ids: Collection[int] | None = None) -> list[Pledge]:
    """Pledges with offers, partners and deliveries; child_ids: only for these children."""
    query = select(Pledge).options(*_PLEDGE)
    if child_ids is not None:
        query = query.where(Pledge.child_id.in_(child_ids))
    return list(db.session.scalars(query.order_by(Pledge.due_on, Pledge.id)))


def find_pledge(pledge_id: int) -> Pledge | None:
    query = select(Pledge).where(Pledge.id == pledge_id)
    return db.session.scalar(query.options(*_PLEDGE))


def find_delivery(delivery_id: int) -> PledgeDelivery | None:
    return db.session.scalar(
        select(PledgeDelivery).where(PledgeDelivery.id == delivery_id).options(joinedload(PledgeDelivery.pledge))
    )


def find_proof(proof_id: int) -> PartnerPaper | None:
    return db.session.scalar(select(PartnerPaper).where(PartnerPaper.id == proof_id, PartnerPaper.removed_at.is_(None)))


def papers_of_agreements(agreement_ids: Collection[int]) -> dict[int, int]:
    """Agreement id → the id of its paper."""
    query = select(PartnerPaper.agreement_id, PartnerPaper.id).where(
        PartnerPaper.agreement_id.in_(list(agreement_ids)), PartnerPaper.removed_at.is_(None)
    )
    return {row.agreement_id: row.id for row in db.session.execute(query) if row.agreement_id}


def all_cards() -> Sequence[PracticeCard]:
    query = select(PracticeCard).options(selectinload(PracticeCard.uses))
    return db.session.scalars(query.order_by(PracticeCard.title, PracticeCard.id)).all()


def find_card(card_id: int) -> PracticeCard | None:
    query = select(PracticeCard).where(PracticeCard.id == card_id).options(selectinload(PracticeCard.uses))
    return db.session.scalar(query)


def delivery_of_entry(entry_id: int) -> int | None:
    """The pledge whose delivery that stands wrote this line of the ledger."""
    query = select(PledgeDelivery.pledge_id).where(
        PledgeDelivery.entry_id == entry_id, PledgeDelivery.taken_back_at.is_(None)
    )
    return db.session.scalar(query)
