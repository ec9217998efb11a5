"""Make a mandatory report (未成年人保护法 §11): nothing holds it up; note what was done about it."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.events.alarm_queries import next_number, people_to_name
from careplan.events.alarm_words import AUTHORITIES, SITUATIONS
from careplan.events.models import MandatoryReport, ProtectionPerson, ReportStep


def make_report(
    *, actor_id: int, words: str, who: str = "", situation: str = "", found: str = "", child_id: int | None = None
) -> MandatoryReport:
    """One sentence is enough. No consent, no approval, no other field can stop it (PIPL §13).

    The log says that somebody reported, not about whom or what.
    """
    row = MandatoryReport(
        number=next_number(),
        child_id=child_id,
        words=words,
        who=who,
        situation=situation if situation in SITUATIONS else "",
        found=found,
        made_at=now(),
        made_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="report", entity="mandatory_report", entity_id=row.id)
    return row


def note_step(*, actor_id: int, row: MandatoryReport, to: str, at: datetime, receipt: str, note: str) -> ReportStep:
    """Somebody outside was told, or something else was done; at is in UTC, as stored."""
    if to not in AUTHORITIES:
        raise Refused(_("Please choose."))
    if at > now():
        raise Refused(_("This moment lies ahead."))
    step = ReportStep(report=row, to=to, at=at, receipt=receipt, note=note, recorded_at=now(), recorded_by=actor_id)
    db.session.add(step)
    db.session.flush()
    record(actor_id=actor_id, action="note", entity="mandatory_report", entity_id=row.id)
    return step


def close_report(*, actor_id: int, row: MandatoryReport) -> None:
    """Refused before an authority has been told: the law asks for that."""
    if row.closed_at is not None:
        raise Refused(_("This is closed already."))
    if not row.steps:
        raise Refused(_("First note whom the school has told."))
    row.closed_at = now()
    db.session.flush()
    record(actor_id=actor_id, action="close-report", entity="mandatory_report", entity_id=row.id)


def name_person(*, actor_id: int, user_id: int) -> None:
    """From today this account reads mandatory reports beside the principal; the one before it no longer."""
    if user_id not in {one.id for one in people_to_name()}:
        raise Refused(_("Please choose an account of the list."))
    for former in db.session.scalars(select(ProtectionPerson).where(ProtectionPerson.until.is_(None))):
        former.until = today()
    row = ProtectionPerson(user_id=user_id, since=today(), named_by=actor_id)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="name", entity="protection_person", entity_id=row.id)
