"""Issued reports."""

from __future__ import annotations

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.db import db
from careplan.reports.models import Report
from careplan.school.models import SchoolYear


def issued_reports() -> list[tuple[Report, SchoolYear, str | None]]:
    """Each report with its year and the name of who issued it (None: the command line), the newest first."""
    query = (
        select(Report, SchoolYear, User.display_name)
        .join(SchoolYear, SchoolYear.id == Report.year_id)
        .outerjoin(User, User.id == Report.issued_by)
        .order_by(Report.issued_at.desc(), Report.id.desc())
    )
    return [(report, year, name) for report, year, name in db.session.execute(query)]


def issued_report(report_id: int) -> Report | None:
    """One report of this school."""
    return db.session.scalar(select(Report).where(Report.id == report_id))
