"""Tables of partners: who they are, what they offer, what was pledged, delivered and proved; nothing is ever deleted.

Amounts are whole fen of money, or a count of goods and services in the offer's own unit.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.accounts.models import User
from careplan.aid.models import AidCase, AidEntry
from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned
from careplan.secrecy import EncryptedText


class Partner(SchoolOwned, Versioned, Base):
    """An organisation or person outside the school who helps (C36). kind: a giver of `seed_data/aid/aid.toml`.

    place: where it works, as people say it. retired_on: no longer asked; everything that was stays on record.
    """

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(EncryptedText("partner.note"), default="")
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    retired_on: Mapped[date | None]
    retired_why: Mapped[str] = mapped_column(default="")
    people: Mapped[list[PartnerContact]] = relationship(back_populates="partner", order_by="PartnerContact.id")
    talks: Mapped[list[PartnerTalk]] = relationship(
        back_populates="partner", order_by="PartnerTalk.day.desc(), PartnerTalk.id.desc()"
    )
    agreements: Mapped[list[Agreement]] = relationship(back_populates="partner", order_by="Agreement.since")
    offers: Mapped[list[Offer]] = relationship(back_populates="partner", order_by="Offer.since, Offer.id")


class PartnerContact(SchoolOwned, Versioned, Base):
    """Somebody at a partner: no account. until: no longer to be asked."""

    __tablename__ = "partner_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    name: Mapped[str] = mapped_column(EncryptedText("partner_contact.name"))
    post: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(EncryptedText("partner_contact.phone"), default="")
    until: Mapped[date | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    partner: Mapped[Partner] = relationship(back_populates="people")


class PartnerTalk(SchoolOwned, Base):
    """One line of the contact log, with the day on which one talks next; rows are only ever added."""

    __tablename__ = "partner_talk"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    day: Mapped[date]
    whom: Mapped[str] = mapped_column(EncryptedText("partner_talk.whom"), default="")
    words: Mapped[str] = mapped_column(EncryptedText("partner_talk.words"))
    next_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    partner: Mapped[Partner] = relationship(back_populates="talks")


class Agreement(SchoolOwned, Versioned, Base):
    """What was agreed on paper, from since to until. allows: codes of `words.ALLOWS`."""

    __tablename__ = "partner_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    title: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    allows: Mapped[list[str]] = mapped_column(JSON, default=list)
    ended_why: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    partner: Mapped[Partner] = relationship(back_populates="agreements")
    changes: Mapped[list[AgreementChange]] = relationship(back_populates="agreement", order_by="AgreementChange.id")


class AgreementChange(SchoolOwned, Base):
    """How an agreement stood before somebody changed it or ended it early, and why; rows are only ever added."""

    __tablename__ = "partner_agreement_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("partner_agreement.id"), index=True)
    title: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    allows: Mapped[list[str]] = mapped_column(JSON, default=list)
    why: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    agreement: Mapped[Agreement] = relationship(back_populates="changes")
    person: Mapped[User | None] = relationship()


class Offer(SchoolOwned, Versioned, Base):
    """What a partner can give: form money · goods · service, for what, how much in all, from since to until (C36).

    purpose: of `seed_data/aid/aid.toml`; areas: areas of need (C1); place: only children there, "" anywhere.
    """

    __tablename__ = "partner_offer"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    form: Mapped[str]
    what: Mapped[str]
    purpose: Mapped[str]
    areas: Mapped[list[str]] = mapped_column(JSON, default=list)
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    since: Mapped[date]
    until: Mapped[date]
    ended_why: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    partner: Mapped[Partner] = relationship(back_populates="offers")
    pledges: Mapped[list[Pledge]] = relationship(back_populates="offer", order_by="Pledge.id")


class Pledge(SchoolOwned, Versioned, Base):
    """So much of an offer is promised to one child by a day (C38); a person decided it.

    need_id: the need of the child's file; None: money that its known costs lack. case_id: the aid that its deliveries
    go to. key: of the form, so that it counts once. withdrawn_on: will not come, with the reason.
    """

    __tablename__ = "partner_pledge"
    __table_args__ = (UniqueConstraint("school_id", "key"), CheckConstraint("amount > 0", name="amount_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("partner_offer.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("aid_case.id"))
    amount: Mapped[int]
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(EncryptedText("partner_pledge.note"), default="")
    key: Mapped[str | None]
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(EncryptedText("partner_pledge.reason"), default="")
    offer: Mapped[Offer] = relationship(back_populates="pledges")
    child: Mapped[Child] = relationship()
    case: Mapped[AidCase | None] = relationship()
    deliveries: Mapped[list[PledgeDelivery]] = relationship(
        back_populates="pledge", order_by="PledgeDelivery.day, PledgeDelivery.id"
    )


class PledgeDelivery(SchoolOwned, Base):
    """What came of a pledge on a day. entry_id: its one line of the aid ledger; None for a service.

    taken_back_at: entered by mistake; it stays, and its line has a contra-entry.
    """

    __tablename__ = "partner_delivery"
    __table_args__ = (
        UniqueConstraint("school_id", "key"),
        UniqueConstraint("entry_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("partner_pledge.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    amount: Mapped[int]
    words: Mapped[str] = mapped_column(EncryptedText("partner_delivery.words"), default="")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("aid_entry.id"))
    key: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(EncryptedText("partner_delivery.reason"), default="")
    pledge: Mapped[Pledge] = relationship(back_populates="deliveries")
    entry: Mapped[AidEntry | None] = relationship()
    proofs: Mapped[list[PartnerPaper]] = relationship(back_populates="delivery", order_by="PartnerPaper.id")


class PartnerPaper(SchoolOwned, Base):
    """A photographed paper, sealed: of an agreement, or the proof of a delivery. kind: a code of `words.PAPERS`.

    Nobody is seen in it: who adds it says so. removed_at: erased, that it was is kept.
    """

    __tablename__ = "partner_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("partner_agreement.id"), index=True)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("partner_delivery.id"), index=True)
    kind: Mapped[str]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    delivery: Mapped[PledgeDelivery | None] = relationship(back_populates="proofs")
    agreement: Mapped[Agreement | None] = relationship()


class PracticeCard(SchoolOwned, Versioned, Base):
    """What worked, to do again (C40): for a kind of situation, never for a child whom one could name."""

    __tablename__ = "practice_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    situation: Mapped[str]
    steps: Mapped[str]
    outcome: Mapped[str]
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    retired_on: Mapped[date | None]
    uses: Mapped[list[PracticeUse]] = relationship(
        back_populates="card", order_by="PracticeUse.day.desc(), PracticeUse.id.desc()"
    )


class PracticeUse(SchoolOwned, Base):
    """A card was used on a day, and how it went: worked yes · partly · no."""

    __tablename__ = "practice_use"

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("practice_card.id"), index=True)
    day: Mapped[date]
    worked: Mapped[str]
    words: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    card: Mapped[PracticeCard] = relationship(back_populates="uses")
