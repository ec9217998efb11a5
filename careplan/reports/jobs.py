"""Issuing a report as a job: gather, set, store; it can be stopped until it is stored."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import force_locale, lazy_gettext
from flask_babel import gettext as _

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.i18n import DEFAULT_LANGUAGE
from careplan.jobs.operations import Cancelled, Progress, job_kind
from careplan.reports.child import ChildFailed
from careplan.reports.load import Draft, load_draft, load_year
from careplan.reports.models import Report
from careplan.reports.operations import issue_report, require_pupils
from careplan.reports.printing import Printed, print_document

ISSUE = "reports.issue"
SECONDS = 300.0  # in the background on a slow machine; G24's 30 seconds are for what somebody waits for
SAID = (
    lazy_gettext("Counting the year's records"),
    lazy_gettext("Drawing charts and setting pages"),
    lazy_gettext("Storing the report"),
)


@job_kind(ISSUE)
def issue(arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """Issue the annual report. Arguments: start_year, cut_off (ISO), problems, next_steps."""
    progress.say(0.1, "Counting the year's records")
    draft = load_draft(
        year=load_year(arguments.get("start_year")),
        cut_off=date.fromisoformat(arguments["cut_off"]),
        issued_on=today(),
        problems=arguments.get("problems", ""),
        next_steps=arguments.get("next_steps", ""),
    )
    require_pupils(draft.pupils)
    db.session.rollback()  # nothing is held while the pages are set
    progress.say(0.3, "Drawing charts and setting pages")
    with force_locale(DEFAULT_LANGUAGE):  # a worker has no reader whose language it could ask
        printed = print_draft(draft, progress=progress)
        progress.say(0.9, "Storing the report")
        report = store(draft, printed, actor_id=requested_by)
    return {"url": f"/reports/{report.id}", "report_id": report.id}


def print_draft(draft: Draft, *, progress: Progress | None = None) -> Printed:
    """The PDF of a draft; Cancelled when the job was stopped, Refused with words when it cannot be set."""
    try:
        stopped = progress.cancelled if progress else lambda: False
        return print_document(draft.document, timeout=SECONDS, cancelled=stopped)
    except ChildFailed as failure:
        if failure.reason == "cancelled":
            raise Cancelled from failure
        raise Refused(_(failure.message) % failure.params) from failure


def store(draft: Draft, printed: Printed, *, actor_id: int | None) -> Report:
    """Issue and commit."""
    report = issue_report(actor_id=actor_id, draft=draft, printed=printed, folder=reports_folder())
    db.session.commit()
    return report


def reports_folder() -> Path:
    """Where issued reports lie in the data folder."""
    folder: Path = current_app.config["SETTINGS"].reports_folder
    return folder
