"""Issued reports."""

from __future__ import annotations

import re

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import local
from careplan.db import db
from careplan.reports.models import Report
from careplan.school.models import SchoolYear

NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


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


def file_name(report: Report, ending: str) -> str:
    """What its file is called: title, day of issue by the school's clock, number."""
    return NOT_IN_A_NAME.sub("", f"{report.title}-{local(report.issued_at):%Y%m%d}-{report.number}") + f".{ending}"
