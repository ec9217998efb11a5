"""Edit the texts of a year's report section by section, and talk about them before it is frozen (S45)."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused, StaleEdit
from careplan.partners.operations import Watch, refuse_names
from careplan.reports.models import ReportComment, ReportText
from careplan.reports.queries import comments_of, text_of_section, waiting_report
from careplan.reports.sections import BadText, Fault, Resolve, Section, blocks_of

MOST_SAID = 10
"""Faults that are told at once; who mends these sees the next."""


class BadSection(Refused):
    """A text with fields that cannot be read."""


def save_text(
    *, actor_id: int, year_id: int, section: Section, text: str, version: int, resolve: Resolve, watch: Watch
) -> ReportText:
    """Keep the own text of a section. `version`: the one that was opened, 0 where there was none yet.

    StaleEdit when somebody else saved meanwhile; Refused while a frozen report waits for its signature, when a field
    cannot be read, and when a child is named.
    """
    _require_open(year_id)
    row = text_of_section(year_id, section.key)
    if (row.version if row else 0) != version:
        raise StaleEdit(_("Somebody else saved this while you were editing."))
    try:
        blocks_of(text, resolve)
    except BadText as bad:
        said = dict.fromkeys(_said(fault) for fault in bad.faults)
        raise BadSection(" ".join(list(said)[:MOST_SAID])) from bad
    refuse_names(watch, text)
    if row is None:
        row = ReportText(year_id=year_id, section=section.key)
        db.session.add(row)
    row.text, row.proposal, row.edited_at, row.edited_by = text, section.proposal, now(), actor_id
    try:
        db.session.flush()
    except IntegrityError as error:
        raise StaleEdit(_("Somebody else saved this while you were editing.")) from error
    record(actor_id=actor_id, action="edit", entity="report_text", entity_id=row.id)
    return row


def put_back(*, actor_id: int, row: ReportText, version: int) -> None:
    """Take the proposed text again; the own one goes. StaleEdit when somebody else saved meanwhile."""
    _require_open(row.year_id)
    if row.version != version:
        raise StaleEdit(_("Somebody else saved this while you were editing."))
    record(actor_id=actor_id, action="discard", entity="report_text", entity_id=row.id)
    db.session.delete(row)
    db.session.flush()


def add_comment(*, actor_id: int, year_id: int, section: str, text: str, watch: Watch) -> ReportComment:
    """Say something about a section; Refused when a child is named. Sent twice, it stands there once."""
    refuse_names(watch, text)
    for one in comments_of(year_id, section):
        if (one.written_by, one.text, one.answer, one.settled_at) == (actor_id, text, "", None):
            return one
    row = ReportComment(year_id=year_id, section=section, text=text, written_at=now(), written_by=actor_id)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="report_comment", entity_id=row.id)
    return row


def answer_comment(*, actor_id: int, row: ReportComment, answer: str, watch: Watch) -> None:
    """Answer a comment that is not settled; Refused when it is, or when a child is named."""
    if row.settled_at is not None:
        raise Refused(_("This comment is settled already."))
    refuse_names(watch, answer)
    row.answer, row.answered_at, row.answered_by = answer, now(), actor_id
    record(actor_id=actor_id, action="answer", entity="report_comment", entity_id=row.id)


def settle_comment(*, actor_id: int, row: ReportComment) -> None:
    """Nothing is left to do about a comment. Settling again changes nothing."""
    if row.settled_at is None:
        row.settled_at, row.settled_by = now(), actor_id
        record(actor_id=actor_id, action="settle", entity="report_comment", entity_id=row.id)


def _require_open(year_id: int) -> None:
    """Refused while the year's report is frozen and unsigned: its text stands."""
    waiting = waiting_report(year_id)
    if waiting is not None:
        raise Refused(
            _(
                "Report no. %(number)s is frozen and waits for its signature. Unfreeze it to edit its text.",
                number=waiting.number,
            )
        )


def _said(fault: Fault) -> str:
    """A fault of a text in words."""
    if fault.what == "unknown":
        return _(
            "Line %(line)s: there is no figure %(near)s. Choose one from the list.", line=fault.line, near=fault.near
        )
    return _("Line %(line)s: braces are for figures only, as in {指标:…}: %(near)s", line=fault.line, near=fault.near)
