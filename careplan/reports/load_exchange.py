"""Our own public figures out of a signed report, and the files of other schools that were taken in. Reads only."""

from __future__ import annotations

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.db import db
from careplan.reports.canonical import canonical
from careplan.reports.exchange import PublicFigures, fingerprint_of, public_figures, told_figures
from careplan.reports.exchange_reading import read_file
from careplan.reports.frozen import Frozen
from careplan.reports.load import load_frozen
from careplan.reports.models import OtherSchool, Report
from careplan.reports.queries import signed_reports
from careplan.school.models import SchoolYear
from careplan.school.queries import this_school


def load_public(report: Report) -> PublicFigures | None:
    """What may be given of a report; None while it is not signed, or where nothing was kept with it."""
    frozen = load_frozen(report) if report.signed_on is not None else None
    if frozen is None or report.signed_on is None:
        return None
    school = this_school()
    year = db.session.scalars(select(SchoolYear).where(SchoolYear.id == report.year_id)).one()
    return public_figures(
        frozen,
        told_figures(frozen, earlier_signed(report)),
        school=(school.name, school.county),
        year=year.label,
        number=report.number,
        signed_on=report.signed_on,
    )


def earlier_signed(report: Report) -> list[Frozen]:
    """What everybody may have read before: the year's signed reports with a lower number, as they were frozen."""
    earlier = (load_frozen(one) for one in signed_reports(report.year_id) if one.number < report.number)
    return [one for one in earlier if one is not None]


def givable_reports() -> list[tuple[Report, SchoolYear]]:
    """Our signed reports with what they were made from, the newest first."""
    query = (
        select(Report, SchoolYear)
        .join(SchoolYear, SchoolYear.id == Report.year_id)
        .where(Report.signed_at.is_not(None), Report.withdrawn_at.is_(None), Report.frozen_sha256 != "")
        .order_by(SchoolYear.start_year.desc(), Report.number.desc())
    )
    return [(report, year) for report, year in db.session.execute(query)]


def givable_files() -> list[tuple[Report, SchoolYear, str]]:
    """`givable_reports`, each with the fingerprint of the file as it is given out today; "" where none can be made."""
    files = ((report, year, load_public(report)) for report, year in givable_reports())
    return [(report, year, fingerprint_of(content) if content else "") for report, year, content in files]


def others_taken() -> list[tuple[OtherSchool, PublicFigures, str | None]]:
    """Every file with what it holds and who took it in, by school, year and number."""
    query = select(OtherSchool, User.display_name).outerjoin(User, User.id == OtherSchool.taken_by)
    rows = [(row, figures_of(row), name) for row, name in db.session.execute(query)]
    return sorted(rows, key=lambda one: (one[1].school, one[1].year, one[1].number))


def other_taken(other_id: int) -> OtherSchool | None:
    """One file of this school."""
    return db.session.scalar(select(OtherSchool).where(OtherSchool.id == other_id))


def other_with(sha256: str) -> OtherSchool | None:
    """The file with this fingerprint."""
    return db.session.scalar(select(OtherSchool).where(OtherSchool.sha256 == sha256))


def figures_of(row: OtherSchool) -> PublicFigures:
    """What a file held, read as strictly as on the first day."""
    return read_file(canonical(row.content))[0]
