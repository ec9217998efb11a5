"""Sign a frozen report, or throw it away before that; both only once (S45)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import delete, update

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import local, now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.reports.load import load_frozen
from careplan.reports.models import Report, ReportCheck, ReportFreeze
from careplan.reports.operations import read_pdf


class WrongDay(Refused):
    """The day of the signature cannot be; told at its field."""


def sign_report(*, actor: User, report: Report, name: str, day: date, folder: Path) -> None:
    """The principal puts the name under a report; from here on it is only amended.

    Refused when it is signed or unfrozen already, when the day lies before its freezing or ahead, and when the stored
    PDF or what was frozen is not as it was.
    """
    if day > today() or day < local(report.issued_at).date():
        raise WrongDay(_("The day of the signature lies between the day of freezing and today."))
    read_pdf(report, folder=folder)
    load_frozen(report)
    _once(report, signed_at=now(), signed_by=actor.id, signed_name=name, signed_on=day)
    detail = {"number": report.number, "sha256": report.sha256, "frozen": report.frozen_sha256}
    record(actor_id=actor.id, action="sign", entity="report", entity_id=report.id, detail=detail)


def unfreeze_report(*, actor: User, report: Report, reason: str) -> None:
    """Throw a frozen report away that nobody signed: what it said goes, its row stays with the reason and the hash.

    Its number is free again. The file is for the caller to take away after the commit.
    """
    _once(report, withdrawn_at=now(), withdrawn_by=actor.id, withdrawn_reason=reason)
    report.document, report.figures = {}, {}
    for table in (ReportFreeze, ReportCheck):
        db.session.execute(delete(table).where(table.report_id == report.id))
    detail = {"number": report.number, "sha256": report.sha256}
    record(actor_id=actor.id, action="unfreeze", entity="report", entity_id=report.id, detail=detail)


def _once(report: Report, **values: object) -> None:
    """Change a report that is frozen and unsigned; Refused when somebody was quicker. One statement, so no two win."""
    waiting = (Report.id == report.id, Report.signed_at.is_(None), Report.withdrawn_at.is_(None))
    changed = db.session.execute(
        update(Report).where(*waiting).values(**values).returning(Report.id),
        execution_options={"synchronize_session": False},
    )
    if changed.scalar() is None:
        raise Refused(_("This report was signed or unfrozen meanwhile. Look at it again."))
    db.session.refresh(report)
