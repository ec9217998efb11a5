"""What the annual report asks of the principal today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from careplan.access.roles import PRINCIPAL
from careplan.accounts.models import User
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.reports.queries import issued_reports
from careplan.school.queries import current_year


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """When the year's last school day has come and no report was issued since: issue it (S45)."""
    year = current_year()
    if year is None or PRINCIPAL not in roles or not year.terms:
        return []
    last = max(term.ends_on for term in year.terms)
    done = any(report.year_id == year.id and report.cut_off >= last for report, *_rest in issued_reports())
    if today() < last or done:
        return []
    return [Task(_("Issue the annual report"), year.label, url_for("reports.preview"), "file-earmark-text", "now")]
