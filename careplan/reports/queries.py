"""Issued reports."""

from __future__ import annotations

import re

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import local
from careplan.db import db
from careplan.reports.models import Report, ReportCheck, ReportComment, ReportText
from careplan.school.models import SchoolYear

NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def issued_reports() -> list[tuple[Report, SchoolYear, str | None]]:
    """Each report with its year and the name of who issued it (None: the command line), the newest first."""
    query = (
        select(Report, SchoolYear, User.display_name)
        .join(SchoolYear, SchoolYear.id == Report.year_id)
        .outerjoin(User, User.id == Report.issued_by)
        .where(Report.withdrawn_at.is_(None))
        .order_by(Report.issued_at.desc(), Report.id.desc())
    )
    return [(report, year, name) for report, year, name in db.session.execute(query)]


def issued_report(report_id: int) -> Report | None:
    """One report of this school that was not thrown away."""
    return db.session.scalar(select(Report).where(Report.id == report_id, Report.withdrawn_at.is_(None)))


def waiting_report(year_id: int) -> Report | None:
    """The report of a year that waits for its signature."""
    unsigned = (Report.year_id == year_id, Report.signed_at.is_(None), Report.withdrawn_at.is_(None))
    return db.session.scalar(select(Report).where(*unsigned))


def signed_reports(year_id: int) -> list[Report]:
    """The signed reports of a year by number."""
    signed = (Report.year_id == year_id, Report.signed_at.is_not(None))
    return list(db.session.scalars(select(Report).where(*signed).order_by(Report.number)))


def amended_by(report_id: int) -> Report | None:
    """The report that amends this one; only one does."""
    standing = (Report.amends_id == report_id, Report.withdrawn_at.is_(None))
    return db.session.scalar(select(Report).where(*standing))


def thrown_away() -> list[tuple[Report, SchoolYear, str | None]]:
    """Frozen reports that were unfrozen, each with its year and who did it, the newest first."""
    query = (
        select(Report, SchoolYear, User.display_name)
        .join(SchoolYear, SchoolYear.id == Report.year_id)
        .outerjoin(User, User.id == Report.withdrawn_by)
        .where(Report.withdrawn_at.is_not(None))
        .order_by(Report.withdrawn_at.desc(), Report.id.desc())
    )
    return [(report, year, name) for report, year, name in db.session.execute(query)]


def last_check(report_id: int) -> ReportCheck | None:
    """The newest comparison of a report with itself made again."""
    made = select(ReportCheck).where(ReportCheck.report_id == report_id)
    return db.session.scalar(made.order_by(ReportCheck.checked_at.desc(), ReportCheck.id.desc()).limit(1))


def texts_of(year_id: int) -> list[ReportText]:
    """The own texts of a year's report."""
    return list(db.session.scalars(select(ReportText).where(ReportText.year_id == year_id).order_by(ReportText.id)))


def text_of_section(year_id: int, section: str) -> ReportText | None:
    """The own text of a section."""
    return db.session.scalar(select(ReportText).where(ReportText.year_id == year_id, ReportText.section == section))


def comments_of(year_id: int, section: str | None = None) -> list[ReportComment]:
    """The comments on a year's report or one section of it, in their order."""
    chosen = select(ReportComment).where(ReportComment.year_id == year_id).order_by(ReportComment.id)
    if section is not None:
        chosen = chosen.where(ReportComment.section == section)
    return list(db.session.scalars(chosen))


def comment_of(comment_id: int) -> ReportComment | None:
    """One comment of this school."""
    return db.session.scalar(select(ReportComment).where(ReportComment.id == comment_id))


def people_names() -> dict[int, str]:
    """The name of everybody who may have written something, by id."""
    return {person.id: person.display_name for person in db.session.scalars(select(User))}


def file_name(report: Report, ending: str) -> str:
    """What its file is called: title, day of issue by the school's clock, number."""
    return NOT_IN_A_NAME.sub("", f"{report.title}-{local(report.issued_at):%Y%m%d}-{report.number}") + f".{ending}"
