"""Freezing a report and making it again as jobs; each can be stopped until it is stored."""

from __future__ import annotations

from collections.abc import Callable
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
from careplan.reports.check_operations import compare, keep_check
from careplan.reports.checking import Check
from careplan.reports.child import ChildFailed
from careplan.reports.load import Draft, load_draft, load_year
from careplan.reports.models import Report
from careplan.reports.operations import issue_report, require_amendment, require_free, require_pupils
from careplan.reports.printing import Printed, print_document, print_page
from careplan.reports.queries import issued_report

ISSUE = "reports.issue"
SECONDS = 300.0  # in the background on a slow machine; G24's 30 seconds are for what somebody waits for
SAID = (
    lazy_gettext("Counting the year's records"),
    lazy_gettext("Drawing charts and setting pages"),
    lazy_gettext("Storing the report"),
    lazy_gettext("Setting the pages again"),
)
CHECK = "reports.check"


@job_kind(ISSUE)
def issue(arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """Freeze the annual report. Arguments: start_year, cut_off (ISO), amends_id, amend_reason."""
    progress.say(0.1, "Counting the year's records")
    draft = load_draft(
        year=load_year(arguments.get("start_year")),
        cut_off=date.fromisoformat(arguments["cut_off"]),
        issued_on=today(),
        amends_id=arguments.get("amends_id"),
        amend_reason=arguments.get("amend_reason", ""),
    )
    require_pupils(draft.pupils)
    require_free(draft.year_id)
    require_amendment(draft.year_id, draft.cut_off, draft.amends_id, draft.amend_reason)
    db.session.rollback()  # nothing is held while the pages are set
    progress.say(0.3, "Drawing charts and setting pages")
    with force_locale(DEFAULT_LANGUAGE):  # a worker has no reader whose language it could ask
        printed = print_draft(draft, progress=progress)
        progress.say(0.9, "Storing the report")
        report = store(draft, printed, actor_id=requested_by)
    return {"url": f"/reports/{report.id}", "report_id": report.id}


def print_draft(draft: Draft, *, progress: Progress | None = None) -> Printed:
    """The PDF of a draft; Cancelled when the job was stopped, Refused with words when it cannot be set."""
    stopped = progress.cancelled if progress else lambda: False
    return _set(lambda: print_document(draft.document, timeout=SECONDS, cancelled=stopped))


def _set(typesetter: Callable[[], Printed]) -> Printed:
    try:
        return typesetter()
    except ChildFailed as failure:
        if failure.reason == "cancelled":
            raise Cancelled from failure
        raise Refused(_(failure.message) % failure.params) from failure


@job_kind(CHECK)
def check(arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """Make a frozen report again and compare. Arguments: report_id."""
    progress.say(0.2, "Setting the pages again")
    report = issued_report(arguments["report_id"])
    with force_locale(DEFAULT_LANGUAGE):
        if report is None:
            raise Refused(_("This report was signed or unfrozen meanwhile. Look at it again."))
        report_id = report.id
        verify(report, actor_id=requested_by, progress=progress)
    return {"url": f"/reports/{report_id}/check"}


def verify(report: Report, *, actor_id: int | None, progress: Progress | None = None) -> Check:
    """Make a report again from what is kept, compare, write down what came out, commit.

    Refused for a report from before anything was kept with it.
    """
    report_id = report.id
    stopped = progress.cancelled if progress else lambda: False
    found = compare(
        report=report,
        folder=reports_folder(),
        remake=lambda page: _set(lambda: print_page(page, timeout=SECONDS, cancelled=stopped)).pdf,
    )
    if found is None:
        raise Refused(_("This report is from before anything was kept with it, so it cannot be made again."))
    keep_check(actor_id=actor_id, report_id=report_id, found=found)
    db.session.commit()
    return found


def store(draft: Draft, printed: Printed, *, actor_id: int | None) -> Report:
    """Freeze and commit."""
    report = issue_report(actor_id=actor_id, draft=draft, printed=printed, folder=reports_folder())
    db.session.commit()
    return report


def reports_folder() -> Path:
    """Where issued reports lie in the data folder."""
    folder: Path = current_app.config["SETTINGS"].reports_folder
    return folder
