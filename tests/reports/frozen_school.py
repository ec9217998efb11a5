"""A school whose principal froze a report: made once, copied for each test. No typesetter runs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select, update

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.casework.models import Contact
from careplan.clock import SCHOOL_ZONE
from careplan.db import db, school_scope
from careplan.events.models import CareEvent
from careplan.reports.document import Chart, charts
from careplan.reports.html import page_html
from careplan.reports.jobs import reports_folder
from careplan.reports.load import Draft, load_draft, load_year
from careplan.reports.models import Report
from careplan.reports.operations import issue_report
from careplan.reports.printing import Printed
from careplan.reports.text_operations import add_comment
from careplan.sessions.models import Attendance

CUT_OFF = date(2026, 11, 20)


def made_pdf(page: str) -> bytes:
    """What stands for a typesetter: the same page gives the same bytes."""
    return b"%PDF-" + page.encode()


def gather(**more: object) -> tuple[Draft, Printed]:
    """A draft of the report and its print."""
    words: dict[str, object] = {"cut_off": CUT_OFF, "issued_on": CUT_OFF} | more
    draft = load_draft(year=load_year(None), **words)  # type: ignore[arg-type]
    drawings: dict[Chart, str] = dict.fromkeys(charts(draft.document), "<svg></svg>")
    page = page_html(draft.document, drawings)
    return draft, Printed(made_pdf(page), 12, page)


def freeze_one(folder: Path | None = None, **more: object) -> Report:
    """Freeze and commit."""
    draft, printed = gather(**more)
    db.session.rollback()
    report = issue_report(actor_id=principal().id, draft=draft, printed=printed, folder=folder or reports_folder())
    db.session.commit()
    return report


def principal() -> User:
    """The principal of the school in scope."""
    return db.session.scalars(select(User).where(User.username.startswith("principal"))).one()


def freeze_and_talk() -> None:
    """A report that waits for its signature, and a comment on one of its chapters."""
    freeze_one()
    add_comment(
        actor_id=principal().id,
        year_id=load_year(None).id,
        section="存在的问题",
        text="请写明原因。",
        watch=lambda _text: (),
    )
    db.session.commit()


def an_event() -> None:
    """A parent left: something that a report is made from and that can be taken back."""
    known = datetime(2026, 11, 3, 9, tzinfo=SCHOOL_ZONE)
    child_id = db.session.scalars(select(Contact.child_id).order_by(Contact.id).limit(1)).one()
    event = CareEvent(child_id=child_id, kind="parent-leaves", happened_on=known.date(), known_at=known)
    event.source, event.words, event.recorded_at = "teacher", "外出", known
    db.session.add(event)
    record(actor_id=None, action="make", entity="care_event")


def change_a_roll(app: Flask) -> int:
    """A child that was present becomes a sick one, past the pages; the session's id."""
    with app.app_context(), school_scope(1):
        chosen = db.session.scalars(select(Attendance).where(Attendance.state == "present").limit(1)).one()
        row_id, session_id = chosen.id, chosen.team_session_id
        db.session.execute(update(Attendance).where(Attendance.id == row_id).values(state="sick"))
        db.session.commit()
        return session_id
