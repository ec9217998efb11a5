"""Record what a guardian said to a request, and take it back when the guardian does (PIPL §15, §31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.consent import GIVEN, GUARDIANS, PURPOSES
from careplan.children.consent_queries import ended_guardians
from careplan.children.models import Child, ChildAlias, Consent
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused


@dataclass(frozen=True, slots=True)
class Signed:
    """What the signed form says beyond yes or no; the names as in `models.Consent`."""

    guardian_name: str = ""
    paper: str = ""
    scope: str = ""
    text_version: str = ""
    expires_on: date | None = None


def record_consent(
    *,
    actor_id: int,
    child: Child,
    purpose: str,
    agrees: bool,
    guardian_relation: str,
    decided_on: date,
    channel: str = "",
    signed: Signed = Signed(),
) -> Consent:
    """The guardian's word for a purpose, from a form that the actor saw. A “no” after a “yes” withdraws it.

    A second word of the same day takes the place of the first. Refused for a day to come, for an unknown guardian, and
    for a “yes” of somebody who is no guardian: a parent who is it no longer, or a carer (DOMAIN 4.2).
    """
    _check_word(purpose, decided_on, guardian_relation)
    if agrees:
        _check_guardian(child, guardian_relation, decided_on, signed)
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
    row.guardian_name, row.paper, row.scope = signed.guardian_name or None, signed.paper or None, signed.scope or None
    row.text_version, row.expires_on, row.changed_on = signed.text_version, signed.expires_on, None
    db.session.flush()
    detail = {"purpose": purpose, "before": before, "after": row.state}
    record(actor_id=actor_id, action="edit" if before else "add", entity="consent", entity_id=row.id, detail=detail)
    return row


def _check_word(purpose: str, decided_on: date, relation: str) -> None:
    if purpose not in PURPOSES:
        raise Refused(_("Please choose one of the kinds."))
    if decided_on > today():
        raise Refused(_("The day of a consent cannot lie in the future."))
    if relation not in GUARDIANS:
        raise Refused(_("Please say which guardian decided: father, mother, or another legal guardian."))


def _check_guardian(child: Child, relation: str, day: date, signed: Signed) -> None:
    """Refused where who signed is no guardian, or the consent would have ended before it began."""
    if signed.expires_on is not None and signed.expires_on < day:
        raise WrongExpiry(_("The last day lies before the day of signing."))
    gone = ended_guardians([child.id]).get(child.id, {}).get(relation)
    if gone is not None and gone <= day:
        raise Refused(_("By the child's file this parent is no longer guardian on that day."))
    if relation == "other" and signed.guardian_name and not signed.paper:
        raise NoPaper(
            _("Which paper makes this person the guardian? A carer, entrusted in writing or not, cannot consent.")
        )


class WrongExpiry(Refused):
    """The last day of a consent is none."""


class NoPaper(Refused):
    """Somebody else than a parent signed, and nothing says that they are guardian."""


def note_guardian_changed(*, actor_id: int, consent: Consent, changed_on: date) -> None:
    """From now on this consent counts no longer: somebody else is guardian and is asked anew."""
    if consent.state != GIVEN:
        raise Refused(_("Only a consent that was given can lose its guardian."))
    if not consent.decided_on <= changed_on <= today():
        raise Refused(_("The day lies between the signature and today."))
    consent.changed_on = changed_on
    db.session.flush()
    detail = {"purpose": consent.purpose, "after": "guardian_changed"}
    record(actor_id=actor_id, action="edit", entity="consent", entity_id=consent.id, detail=detail)


def add_alias(*, actor_id: int, child: Child, name: str) -> ChildAlias:
    """A name that the child is called by. Refused for a single character, which stands in any sentence, and twice."""
    if len(name) < 2:
        raise Refused(_("A nickname needs two characters or more."))
    known = db.session.scalars(select(ChildAlias).where(ChildAlias.child_id == child.id)).all()
    if name in {one.name for one in known}:
        raise Refused(_("This nickname is on record already."))
    if len(known) >= MOST_ALIASES:
        raise Refused(_("At most %(n)s nicknames are kept.", n=MOST_ALIASES))
    row = ChildAlias(child_id=child.id, name=name, added_at=now(), added_by=actor_id)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="child_alias", entity_id=row.id)
    return row


def remove_alias(*, actor_id: int, alias: ChildAlias) -> None:
    record(actor_id=actor_id, action="remove", entity="child_alias", entity_id=alias.id)
    db.session.delete(alias)
    db.session.flush()


MOST_ALIASES = 12
