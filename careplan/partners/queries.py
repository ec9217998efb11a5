"""Reads of partners, their offers and pledges, cards and rollovers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from careplan.accounts.models import User
from careplan.activities.models import Activity
from careplan.children.models import Child
from careplan.children.name_queries import child_terms
from careplan.children.redaction import Piece, Term, called, terms_of
from careplan.db import db
from careplan.partners.models import (
    Agreement,
    AgreementChange,
    Offer,
    Partner,
    PartnerContact,
    PartnerPaper,
    Pledge,
    PledgeDelivery,
    PracticeCard,
)
from careplan.school.models import StaffMember, Venue

ORDINARY = ("小学", "小学生", "小朋友", "小组", "小时", "小事", "小心", "小区", "小镇", "小家", "小红花")
"""Words of any school that are no name, whatever a child is called."""
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


def name_watch(keep: Collection[str] = ()) -> Callable[[str], tuple[Piece, ...]]:
    """Says of a text which of its words may mean a child of the school; names are read once, when first asked.

    keep: doubtful words that a person ticked as no name. Who works here, what is done and where may be called alike.
    """

    @cache
    def terms() -> tuple[Term, ...]:
        known = [
            *db.session.scalars(select(StaffMember.name)),
            *db.session.scalars(select(Activity.title)),
            *db.session.scalars(select(Venue.name)),
            *ORDINARY,
        ]
        return (*terms_of("staff", known), *child_terms())

    return lambda text: called(text, terms(), keep) if text else ()


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
            selectinload(Partner.agreements).selectinload(Agreement.changes).joinedload(AgreementChange.person),
            selectinload(Partner.offers).selectinload(Offer.pledges).options(_DELIVERIES, joinedload(Pledge.child)),
        )
    )


def find_agreement(agreement_id: int) -> Agreement | None:
    query = select(Agreement).where(Agreement.id == agreement_id)
    return db.session.scalar(query.options(joinedload(Agreement.partner), selectinload(Agreement.changes)))


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


def accounts_closed() -> frozenset[int]:
    """Accounts that cannot sign in any more."""
    return frozenset(db.session.scalars(select(User.id).where(User.active.is_(False))))


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
