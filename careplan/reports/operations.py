"""Issue a report: store its PDF whole, keep it frozen with its figures, say so in the audit (S45)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import current_school_id, db
from careplan.errors import Refused
from careplan.reports.freezing import freeze
from careplan.reports.load import Draft
from careplan.reports.models import Report
from careplan.reports.printing import Printed


def issue_report(*, actor_id: int | None, draft: Draft, printed: Printed, folder: Path) -> Report:
    """Keep the report for good: file on the disk first, then the row.

    Refused when its number was taken meanwhile, or when not one child is on the roll.

    `folder` is the data folder's reports folder; the file is readable by its owner only.
    """
    require_pupils(draft.pupils)
    taken = select(Report.id).where(Report.year_id == draft.year_id, Report.number == draft.number)
    if db.session.scalar(taken) is not None:
        raise Refused(_taken())
    digest = hashlib.sha256(printed.pdf).hexdigest()
    name = f"school-{current_school_id()}-{draft.start_year}-{draft.number}-{digest[:12]}.pdf"
    store_whole(folder / name, printed.pdf)
    report = Report(
        year_id=draft.year_id,
        number=draft.number,
        cut_off=draft.cut_off,
        title=draft.document.name,
        document=freeze(draft.document),
        figures=draft.figures,
        file_name=name,
        sha256=digest,
        pages=printed.pages,
        issued_at=now(),
        issued_by=actor_id,
    )
    db.session.add(report)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(_taken()) from error
    detail = {"year": draft.start_year, "number": draft.number, "sha256": digest}
    record(actor_id=actor_id, action="issue", entity="report", entity_id=report.id, detail=detail)
    return report


def require_pupils(pupils: int) -> None:
    """Refused, saying what to do, when there is nobody a report could speak of."""
    if not pupils:
        raise Refused(nobody_on_the_roll())


def nobody_on_the_roll() -> str:
    """Why no report can be issued for a school without pupils."""
    return _("No child is on the roll on this day, so there is nothing to report. Enter or import the roster first.")


def no_approved_plan() -> str:
    """What is said, without refusing, when the year's plan is not approved."""
    return _(
        "This year's plan is not approved. The report can be issued all the same; it will say that the plan is not "
        "approved, and what needs a plan stands there without data."
    )


def _taken() -> str:
    return _("Another report was issued meanwhile. Look at it, then issue again if it is still needed.")


def store_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, through to the disk, for its owner's eyes only (0600)."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_pdf(report: Report, *, folder: Path) -> bytes:
    """The stored PDF, checked against its hash; Refused with words when it is missing or was changed."""
    path = folder / Path(report.file_name).name
    content = path.read_bytes() if path.is_file() else b""
    if not content:
        raise Refused(_("The PDF of this report is missing from the data folder. Put it back from a backup."))
    if hashlib.sha256(content).hexdigest() != report.sha256:
        raise Refused(_("The PDF of this report was changed after it was issued. Put it back from a backup."))
    return content
