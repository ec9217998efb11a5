"""Freeze a report: store its PDF whole, keep everything it was made from, say so in the audit (S45)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import date
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import local, now
from careplan.db import current_school_id, db
from careplan.errors import Refused
from careplan.reports.freezing import freeze
from careplan.reports.frozen import frozen_of, pack
from careplan.reports.load import SEALED, Draft
from careplan.reports.made_with import made_with
from careplan.reports.models import Report, ReportFreeze
from careplan.reports.printing import Printed
from careplan.reports.queries import signed_reports, texts_of, waiting_report
from careplan.secrecy import place_in, seal


def issue_report(*, actor_id: int | None, draft: Draft, printed: Printed, folder: Path) -> Report:
    """Freeze a report with everything it was made from: file on the disk first, then the rows. It waits to be signed.

    Refused when another one waits for its signature, when its number was taken meanwhile, when the texts were changed
    since the draft was gathered, when it has to amend another and does not, or when not one child is on the roll.

    `folder` is the data folder's reports folder; the file is readable by its owner only.
    """
    require_pupils(draft.pupils)
    require_free(draft.year_id)
    amended = require_amendment(draft.year_id, draft.cut_off, draft.amends_id, draft.amend_reason)
    _require_number(draft)
    _require_texts(draft)
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
        amends_id=amended.id if amended else None,
        amend_reason=draft.amend_reason if amended else "",
    )
    try:
        db.session.add(report)
        db.session.flush()
    except IntegrityError as error:
        raise Refused(_taken()) from error
    _keep(report, draft, printed)
    detail = {"year": draft.start_year, "number": draft.number, "sha256": digest, "frozen": report.frozen_sha256}
    record(actor_id=actor_id, action="freeze", entity="report", entity_id=report.id, detail=detail)
    return report


def _require_number(draft: Draft) -> None:
    """Refused when the number that stands in the document was taken since it was gathered."""
    standing = (Report.year_id == draft.year_id, Report.number == draft.number, Report.withdrawn_at.is_(None))
    if db.session.scalar(select(Report.id).where(*standing)) is not None:
        raise Refused(_taken())


def _require_texts(draft: Draft) -> None:
    """Refused when somebody wrote on the texts since the draft was gathered: what is frozen is what stands."""
    now_own = {row.section: row.text for row in texts_of(draft.year_id)}
    if now_own != {one.section: one.text for one in draft.texts}:
        raise Refused(_("Somebody changed the text of the report meanwhile. Read the preview again, then freeze."))


def _keep(report: Report, draft: Draft, printed: Printed) -> None:
    """Store everything the report was made from, sealed to its row."""
    assert draft.facts is not None
    frozen = frozen_of(draft.facts, draft.document, draft.texts, printed.html, made_with())
    stored, report.frozen_sha256 = pack(frozen)
    row = ReportFreeze(report_id=report.id, sealed=b"")
    db.session.add(row)
    db.session.flush()
    row.sealed = seal(place_in(SEALED, row.id), stored)
    db.session.flush()


def require_free(year_id: int) -> None:
    """Refused, saying who froze it and when, while another report of the year waits for its signature."""
    other = waiting_report(year_id)
    if other is None:
        return
    name = db.session.scalar(select(User.display_name).where(User.id == other.issued_by)) or _("command line")
    raise Refused(
        _(
            "%(name)s has frozen report no. %(number)s on %(moment)s and it waits for its signature. Sign it, or "
            "unfreeze it, before you freeze another.",
            name=name,
            number=other.number,
            moment=f"{local(other.issued_at):%Y-%m-%d %H:%M}",
        )
    )


def require_amendment(year_id: int, cut_off: date, amends_id: int | None, reason: str) -> Report | None:
    """The signed report that is amended, None for a new one; Refused when it cannot be, or has to be one.

    A signed report says what was so up to its day: another one up to the same day or an earlier one amends it.
    """
    signed = signed_reports(year_id)
    last = max(signed, key=lambda one: (one.cut_off, one.id), default=None)
    if amends_id is None:
        if last is not None and cut_off <= last.cut_off:
            raise Refused(
                _(
                    "Report no. %(number)s, with facts up to %(day)s, is signed. Choose it as the one that is "
                    "amended, and give the reason, or take a later day.",
                    number=last.number,
                    day=last.cut_off.isoformat(),
                )
            )
        return None
    amended = next((one for one in signed if one.id == amends_id), None)
    if amended is None or any(one.amends_id == amends_id for one in signed):
        raise Refused(_("Only a signed report that was not amended yet can be amended."))
    if not reason.strip():
        raise Refused(_("Please say why the report is amended."))
    return amended


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
