"""Packets as they are listed, and whom to ask to delete a child's data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from careplan.children.consent import GIVEN
from careplan.children.consent_queries import standings
from careplan.children.models import Child
from careplan.db import db
from careplan.passing.deciding import RECIPIENTS
from careplan.passing.models import Packet, PacketChild

MOST = 200


@dataclass(frozen=True, slots=True)
class Recall:
    """A child whose data a recipient has and may keep no longer.

    why: "wrong" (called back by a person, whatever it was given on), the consent's standing, or "expiry".
    """

    line: PacketChild
    packet: Packet
    why: str


def packets(kinds: Collection[str], text: str = "") -> list[Packet]:
    """The newest first; text: part of the recipient's name."""
    query = select(Packet).where(Packet.kind.in_(kinds)).order_by(Packet.number.desc()).limit(MOST)
    rows = db.session.scalars(query.options(selectinload(Packet.children))).all()
    return [row for row in rows if text.casefold() in row.recipient.casefold()]


def find_packet(packet_id: int) -> Packet | None:
    whole = selectinload(Packet.children).joinedload(PacketChild.child).joinedload(Child.squad)
    return db.session.scalar(select(Packet).where(Packet.id == packet_id).options(whole, selectinload(Packet.files)))


def next_number() -> int:
    return (db.session.scalar(select(func.max(Packet.number))) or 0) + 1


def find_line(line_id: int) -> PacketChild | None:
    query = select(PacketChild).where(PacketChild.id == line_id)
    return db.session.scalar(query.options(joinedload(PacketChild.packet), joinedload(PacketChild.child)))


def recalls(kinds: Collection[str], day: date) -> list[Recall]:
    """Everybody to be asked to delete, from the records alone: nobody has to think of it. Done ones go last."""
    query = (
        select(PacketChild)
        .join(Packet, Packet.id == PacketChild.packet_id)
        .where(Packet.state == "out", Packet.kind.in_(kinds))
        .options(joinedload(PacketChild.packet), joinedload(PacketChild.child).options(joinedload(Child.squad)))
        .order_by(PacketChild.id)
    )
    lines = list(db.session.scalars(query))
    built = [one for one in lines if one.basis == "consent"]
    now = {
        purpose: standings([one.child_id for one in built], purpose, day)
        for purpose in {RECIPIENTS[one.packet.kind].purpose for one in built}
    }
    found = []
    for line in lines:
        purpose = RECIPIENTS[line.packet.kind].purpose
        stands = now[purpose][line.child_id].standing if line.basis == "consent" else GIVEN
        why = "wrong" if line.wrong_on else "expiry" if stands == GIVEN and line.packet.expires_on < day else stands
        if why != GIVEN:
            found.append(Recall(line, line.packet, why))
    return sorted(found, key=lambda one: one.line.deleted_on is not None)
