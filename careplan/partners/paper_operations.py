"""Papers of partners as photographs, re-encoded and sealed like those of aid; nobody is seen in them (G24)."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.models import Agreement, PartnerPaper, PledgeDelivery
from careplan.partners.words import PROOFS
from careplan.photograph import taken_in
from careplan.secrecy import place_in, seal

PLACE = "partner_paper.sealed"
MOST_PAPERS = 12


def add_paper(
    *,
    actor_id: int | None,
    kind: str,
    data: bytes,
    nobody_seen: bool,
    delivery: PledgeDelivery | None = None,
    agreement: Agreement | None = None,
) -> PartnerPaper:
    """Keep a photograph as the proof of a delivery, or the paper of an agreement."""
    if (agreement is None) == (kind == "agreement") or (delivery is not None and kind not in PROOFS):
        raise Refused(_("Please choose one of the kinds."))
    if not nobody_seen:
        raise Refused(_("Please look whether a child can be recognised in it, and say that none can."))
    if delivery is not None and delivery.taken_back_at is not None:
        raise Refused(_("This was taken back already."))
    owner = {"delivery_id": delivery.id} if delivery else {"agreement_id": agreement.id if agreement else 0}
    if (db.session.scalar(select(func.count(PartnerPaper.id)).filter_by(**owner)) or 0) >= MOST_PAPERS:
        raise Refused(_("There are %(n)s photographs already. Please take one out first.", n=MOST_PAPERS))
    picture = taken_in(data)
    row = PartnerPaper(delivery=delivery, agreement=agreement, kind=kind, added_at=now(), added_by=actor_id)
    db.session.add(row)
    db.session.flush()
    row.sealed = seal(place_in(PLACE, row.id), picture)
    record(actor_id=actor_id, action="add-photo", entity="partner_paper", entity_id=row.id, detail={"kind": kind})
    return row
