"""Tables of what was passed on: packets, the children in them, the files made, and whom to ask to delete."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned
from careplan.secrecy import EncryptedText


class Packet(SchoolOwned, Versioned, Base):
    """One passing on (C37). kind: of `deciding.RECIPIENTS`; state: draft · out · discarded.

    recipient: the organisation's name; partner_id: its id in the list of partners, if it has one (no foreign key).
    reason: of an override. keep: doubtful words that a person lets stand, one a line. shown_sha256: of what was
    previewed and confirmed; sealed: that very document.
    """

    __tablename__ = "packet"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    kind: Mapped[str]
    recipient: Mapped[str] = mapped_column(EncryptedText("packet.recipient"))
    partner_id: Mapped[int | None]
    purpose: Mapped[str] = mapped_column(EncryptedText("packet.purpose"))
    reason: Mapped[str | None] = mapped_column(EncryptedText("packet.reason"))
    keep: Mapped[str | None] = mapped_column(EncryptedText("packet.keep"))
    expires_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="draft")
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    shown_sha256: Mapped[str | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    children: Mapped[list[PacketChild]] = relationship(
        back_populates="packet", cascade="all, delete-orphan", order_by="PacketChild.id"
    )
    files: Mapped[list[PacketFile]] = relationship(back_populates="packet", order_by="PacketFile.id")


class PacketChild(SchoolOwned, Base):
    """A child in a packet; basis and consent_id as they were when it went out. item, size: what a charity is asked for.

    asked_on: the recipient was asked to delete it; deleted_on: said that it is done; answer: how. wrong_on: somebody
    found that it should not have gone out, whatever its basis; wrong_why: the reason.
    """

    __tablename__ = "packet_child"
    __table_args__ = (UniqueConstraint("packet_id", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packet.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    item: Mapped[str] = mapped_column(EncryptedText("packet_child.item"), default="")
    size: Mapped[str] = mapped_column(EncryptedText("packet_child.size"), default="")
    basis: Mapped[str] = mapped_column(default="")
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"))
    asked_on: Mapped[date | None]
    deleted_on: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(EncryptedText("packet_child.answer"))
    wrong_on: Mapped[date | None]
    wrong_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    wrong_why: Mapped[str | None] = mapped_column(EncryptedText("packet_child.wrong_why"))
    packet: Mapped[Packet] = relationship(back_populates="children")
    child: Mapped[Child] = relationship()


class PacketFile(SchoolOwned, Base):
    """A file of a packet as it was handed out: kind xlsx pdf json, SHA-256 and size of the very bytes, who, when."""

    __tablename__ = "packet_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packet.id"), index=True)
    kind: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    packet: Mapped[Packet] = relationship(back_populates="files")
