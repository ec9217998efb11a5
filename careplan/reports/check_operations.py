"""Make a frozen report again from what is kept and compare it with what was signed (S45)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.reports.checking import Check, check
from careplan.reports.freezing import thaw_document
from careplan.reports.frozen import Frozen
from careplan.reports.load import load_frozen
from careplan.reports.made_with import made_with
from careplan.reports.models import Report, ReportCheck

Remake = Callable[[str], bytes]
"""The kept page to a PDF."""


def compare(*, report: Report, folder: Path, remake: Remake) -> Check | None:
    """What comes out when the report is made again; None when nothing was kept with it. No transaction stays open."""
    sha256, words, path = report.sha256, report.document, folder / Path(report.file_name).name
    try:
        frozen = load_frozen(report)
    except Refused:
        db.session.rollback()
        return Check("", ("frozen_changed",), ())
    db.session.rollback()  # nothing is held while the pages are set
    if frozen is None:
        return None
    return check(
        stored_pdf=path.read_bytes() if path.is_file() else b"",
        remade_pdf=remake(frozen.page),
        sha256=sha256,
        words_as_kept=_same_words(words, frozen),
        made_then=frozen.made_with,
        made_now=made_with(),
    )


def _same_words(words: dict[str, object], frozen: Frozen) -> bool:
    """Whether the page on the web shows what was frozen."""
    try:
        return thaw_document(words) == frozen.document
    except (KeyError, TypeError, ValueError):
        return False


def keep_check(*, actor_id: int | None, report_id: int, found: Check) -> ReportCheck | None:
    """Write down what came out; None when the report was unfrozen meanwhile."""
    report = db.session.scalar(select(Report).where(Report.id == report_id, Report.withdrawn_at.is_(None)))
    if report is None:
        return None
    row = ReportCheck(
        report_id=report.id,
        checked_at=now(),
        checked_by=actor_id,
        same=found.same,
        remade_sha256=found.remade_sha256,
        findings=[[fault] for fault in found.faults] + [list(cause) for cause in found.causes],
    )
    db.session.add(row)
    detail = {"number": report.number, "same": found.same}
    record(actor_id=actor_id, action="check", entity="report", entity_id=report.id, detail=detail)
    return row
