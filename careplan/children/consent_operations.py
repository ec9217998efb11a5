"""Record what a guardian said to a request, and take it back when the guardian does (PIPL §15, §31)."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.models import Child, Consent
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused

GUARDIANS = ("father", "mother", "other")
"""Who may consent for a child under 14: its parents, or the guardian that the law names. A carer is none."""


def record_consent(
    *,
    actor_id: int,
    child: Child,
    purpose: str,
    agrees: bool,
    guardian_relation: str,
    decided_on: date,
    channel: str = "",
) -> Consent:
    """The guardian's word for a purpose, from a form that the actor saw. A “no” after a “yes” withdraws it.

    A second word of the same day takes the place of the first. Refused for a day to come and for an unknown guardian.
    """
    if decided_on > today():
        raise Refused(_("The day of a consent cannot lie in the future."))
    if guardian_relation not in GUARDIANS:
        raise Refused(_("Please say which guardian decided: father, mother, or another legal guardian."))
    query = select(Consent).where(Consent.child_id == child.id, Consent.purpose == purpose)
    words = list(db.session.scalars(query.order_by(Consent.decided_on, Consent.id)))
    before = words[-1].state if words else None
    if words and words[-1].decided_on > decided_on:
        raise Refused(_("A later word of the guardian is recorded already."))
    row = next((one for one in words if one.decided_on == decided_on), None)
    if row is None:
        row = Consent(child_id=child.id, purpose=purpose, decided_on=decided_on)
        db.session.add(row)
    row.state = "given" if agrees else ("withdrawn" if before in ("given", "withdrawn") else "refused")
    row.guardian_relation, row.channel = guardian_relation, channel
    row.seen_by, row.recorded_at = actor_id, now()
    db.session.flush()
    detail = {"purpose": purpose, "before": before, "after": row.state}
    record(actor_id=actor_id, action="edit" if before else "add", entity="consent", entity_id=row.id, detail=detail)
    return row
