"""Make a packet, choose its children, let it out, hand out its files, note who was asked to delete."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import local, now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.queries import partner_for
from careplan.passing.deciding import PUBLIC, REASON_LENGTH, RECIPIENTS, kinds_for
from careplan.passing.document import as_json
from careplan.passing.models import Packet, PacketChild, PacketFile
from careplan.passing.packet_load import PLACE, Preview, preview, verdicts
from careplan.passing.queries import next_number
from careplan.secrecy import place_in, seal

LONGEST = timedelta(days=366)
MOST_CHILDREN = 500


class BadExpiry(Refused):
    """The packet's last day is none."""


class BadReason(Refused):
    """An override without the right to it, or without a reason."""


class BadPartner(Refused):
    """The partner of the list cannot be given this."""


class NoChild(Refused):
    """No child of the packet was chosen, or one that is not in it."""


class OtherContent(Refused):
    """What would go out is not what was previewed."""


def save_packet(
    *,
    actor_id: int,
    roles: Collection[str],
    row: Packet | None,
    kind: str,
    recipient: str,
    purpose: str,
    expires_on: date,
    reason: str = "",
    keep: str = "",
    partner_id: int | None = None,
) -> Packet:
    """A new packet, or a draft with other particulars. The rights are looked at here, not where the form was shown.

    partner_id: of the list of partners; its name there takes the place of `recipient`.
    """
    if kind not in kinds_for(roles):
        raise Refused(_("You cannot pass anything on to this kind of recipient."))
    if row is not None:
        _check_draft(row)
    if not today() <= expires_on <= today() + LONGEST:
        raise BadExpiry(_("The last day lies between today and a year from now."))
    if reason:
        _check_reason(kind, roles, reason)
    if partner_id is not None:
        recipient = _partner_name(kind, partner_id)
    found = row or Packet(number=next_number(), made_at=now(), made_by=actor_id, state="draft", children=[])
    found.kind, found.recipient, found.purpose, found.expires_on = kind, recipient, purpose, expires_on
    found.reason, found.keep, found.partner_id = reason or None, keep or None, partner_id
    db.session.add(found)
    if RECIPIENTS[kind].tier == PUBLIC:
        found.children = []
    db.session.flush()
    detail = {"number": found.number, "kind": kind}
    record(actor_id=actor_id, action="edit" if row else "add", entity="packet", entity_id=found.id, detail=detail)
    return found


def _check_reason(kind: str, roles: Collection[str], reason: str) -> None:
    if not RECIPIENTS[kind].may_override or "principal" not in roles:
        raise BadReason(_("Only the principal may pass on without consent, and only to a hospital in an emergency."))
    if len(reason.strip()) < REASON_LENGTH:
        raise BadReason(_("Please give the reason in %(n)s characters or more.", n=REASON_LENGTH))


def _partner_name(kind: str, partner_id: int) -> str:
    """Refused where nobody agreed on paper that the partner may be told of needs (C36)."""
    partner = partner_for(partner_id, today())
    if partner is None or partner.retired:
        raise BadPartner(_("This partner is no longer asked. Please choose another one."))
    if kind != "charity":
        raise BadPartner(_("A partner is told what a charity is told: choose “a charity” above, or no partner."))
    if "needs" not in partner.allows:
        raise BadPartner(_("No agreement in force allows this partner to receive needs. Add it on the partner's page."))
    return partner.name


def _check_draft(row: Packet) -> None:
    if row.state != "draft":
        raise Refused(_("This packet has gone out or was put aside. Please make a new one."))


def choose_children(
    *, actor_id: int, roles: Collection[str], row: Packet, chosen: Mapping[int, tuple[str, str]]
) -> None:
    """Child id → item and size. Refused when a child may not stand in it, whatever the page offered (G8)."""
    _check_draft(row)
    if len(chosen) > MOST_CHILDREN:
        raise Refused(_("At most %(n)s children stand in one packet.", n=MOST_CHILDREN))
    enrolled = set(db.session.scalars(select(Child.id).where(Child.id.in_(chosen))))
    said = verdicts(row.kind, list(chosen), roles, row.reason or "", today())
    if enrolled != set(chosen) or any(not verdict.allowed for verdict, _stands in said.values()):
        raise Refused(_("For at least one of these children nothing may be passed on. Look at the list again."))
    kept = {line.child_id: line for line in row.children}
    row.children = [
        _line(kept.get(child_id) or PacketChild(child_id=child_id), item, size)
        for child_id, (item, size) in chosen.items()
    ]
    row.made_at = now()
    db.session.flush()
    detail = {"number": row.number, "children": len(chosen)}
    record(actor_id=actor_id, action="edit", entity="packet", entity_id=row.id, detail=detail)


def _line(line: PacketChild, item: str, size: str) -> PacketChild:
    line.item, line.size = item, size
    return line


def release(*, actor_id: int, roles: Collection[str], row: Packet, sha256: str) -> Preview:
    """Let out exactly what was shown: OtherContent when it would be anything else by now."""
    _check_draft(row)
    if row.kind not in kinds_for(roles):
        raise Refused(_("You cannot pass anything on to this kind of recipient."))
    shown = preview(row, roles, today())
    if shown.sha256 != sha256:
        raise OtherContent(_("What would go out has changed since you looked. Please look again."))
    if shown.refused or not shown.packet.rows:
        raise Refused(_("Nothing goes out: a child may not stand in it, or it is empty."))
    said = verdicts(row.kind, [line.child_id for line in row.children], roles, row.reason or "", today())
    for line in row.children:
        verdict, stands = said[line.child_id]
        line.basis, line.consent_id = verdict.basis, stands.consent_id if verdict.basis == "consent" else None
    row.state, row.shown_sha256 = "out", sha256
    row.confirmed_at, row.confirmed_by = now(), actor_id
    row.sealed = seal(place_in(PLACE, row.id), as_json(shown.packet))
    db.session.flush()
    detail = {"number": row.number, "kind": row.kind, "children": len(row.children)}
    record(actor_id=actor_id, action="pass-on", entity="packet", entity_id=row.id, detail=detail)
    return shown


def discard(*, actor_id: int, row: Packet) -> None:
    _check_draft(row)
    row.state = "discarded"
    db.session.flush()
    record(actor_id=actor_id, action="discard", entity="packet", entity_id=row.id, detail={"number": row.number})


def log_file(*, actor_id: int, row: Packet, kind: str, data: bytes) -> PacketFile:
    """Note the very bytes that are handed out. Refused after the packet's last day."""
    if row.state != "out":
        raise Refused(_("Nothing goes out before the preview is confirmed."))
    if row.expires_on < today():
        raise Refused(_("The packet has expired. Please make a new one."))
    made = PacketFile(
        packet_id=row.id,
        kind=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        made_at=now(),
        made_by=actor_id,
    )
    db.session.add(made)
    db.session.flush()
    detail = {"number": row.number, "kind": kind}
    record(actor_id=actor_id, action="hand-out", entity="packet", entity_id=row.id, detail=detail)
    return made


def call_back(*, actor_id: int, row: Packet, child_ids: Collection[int], why: str) -> None:
    """It should not have gone out: the recipient has to be asked to delete it, whatever it was given on (PIPL §47)."""
    if row.state != "out" or RECIPIENTS[row.kind].tier == PUBLIC:
        raise Refused(_("Only what was passed on to somebody can be called back."))
    lines = [line for line in row.children if line.child_id in set(child_ids)]
    if not lines or len(lines) != len(set(child_ids)):
        raise NoChild(_("Please choose the children whose data is called back."))
    if len(why.strip()) < REASON_LENGTH:
        raise BadReason(_("Please give the reason in %(n)s characters or more.", n=REASON_LENGTH))
    for line in lines:
        line.wrong_on, line.wrong_by, line.wrong_why = today(), actor_id, why
    db.session.flush()
    detail = {"number": row.number, "children": len(lines), "status": "wrong"}
    record(actor_id=actor_id, action="recall", entity="packet", entity_id=row.id, detail=detail)


def note_recall(*, actor_id: int, line: PacketChild, day: date, deleted: bool, answer: str) -> None:
    """The recipient was asked to delete a child's data, or said that it is done."""
    since = line.asked_on or (local(line.packet.confirmed_at).date() if line.packet.confirmed_at else day)
    if not since <= day <= today():
        raise Refused(_("The day lies between the passing on and today."))
    line.asked_on = line.asked_on or day
    line.deleted_on = day if deleted else line.deleted_on
    line.answer = answer or line.answer
    db.session.flush()
    detail = {"number": line.packet.number, "status": "deleted" if deleted else "asked"}
    record(actor_id=actor_id, action="recall", entity="packet", entity_id=line.packet_id, detail=detail)
