"""What the annual report asks of the principal today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from careplan.access.roles import HEAD_COUNSELOR, PRINCIPAL
from careplan.accounts.models import User
from careplan.clock import today
from careplan.home.tasks import Glance, Task
from careplan.reports.queries import issued_reports, waiting_report
from careplan.school.queries import current_year


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """A frozen report to sign; when the last school day has come and no report says so: issue it (S45)."""
    year = current_year()
    if year is None or PRINCIPAL not in roles or not year.terms:
        return []
    unsigned = waiting_report(year.id)
    if unsigned is not None:
        url = url_for("reports.report", report_id=unsigned.id)
        return [Task(_("Sign the annual report"), year.label, url, "pen", "now")]
    last = max(term.ends_on for term in year.terms)
    done = any(report.year_id == year.id and report.cut_off >= last for report, *_rest in issued_reports())
    if today() < last or done:
        return []
    return [Task(_("Issue the annual report"), year.label, url_for("reports.preview"), "file-earmark-text", "now")]


def glances_for(person: User, roles: frozenset[str]) -> list[Glance]:
    """The newest issued report."""
    newest = next(iter(issued_reports()), None)
    if newest is None or not roles & {PRINCIPAL, HEAD_COUNSELOR}:
        return []
    report = newest[0]
    note = _("up to %(day)s", day=report.cut_off.isoformat())
    pages = _("%(n)s pages", n=report.pages)
    return [Glance(_("Annual report"), pages, note, url_for("reports.report", report_id=report.id))]
