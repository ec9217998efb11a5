"""What training asks of somebody today."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, OFFICE
from careplan.accounts.models import User
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.training.queries import records_of, submitted_records

SOON = timedelta(days=60)


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """The office: records to review. Everybody: own records that came back, own certificates that run out soon."""
    found = []
    if OFFICE in roles and (count := len(submitted_records())):
        words = ngettext("%(num)d training record to review", "%(num)d training records to review", count)
        found.append(Task(words, _("submitted by teachers"), url_for("training.training"), "mortarboard", "soon"))
    if person.staff_id is None:
        return [*found, *_unjoined(roles)]
    url = url_for("training.person", staff_id=person.staff_id)
    for entry in records_of(person.staff_id):
        if entry.state == "returned":
            found.append(
                Task(
                    _("A training record came back: %(course)s", course=entry.course),
                    entry.reason,
                    url,
                    "mortarboard",
                    "now",
                )
            )
        ends = entry.valid_until
        if entry.state == "recognised" and ends and today() <= ends <= today() + SOON:
            detail = _("valid until %(day)s", day=ends.isoformat())
            found.append(
                Task(
                    _("A certificate runs out soon: %(course)s", course=entry.course),
                    detail,
                    url,
                    "hourglass-split",
                    "soon",
                )
            )
    return found


def _unjoined(roles: frozenset[str]) -> list[Task]:
    """A teacher's account that is joined to nobody on the staff list sees no class of its own."""
    if CLASS_TEACHER not in roles:
        return []
    detail = _("Ask the administrator to join it; then your class, sessions and training stand here.")
    title = _("Your account is not joined to a person on the staff list")
    return [Task(title, detail, url_for("training.training"), "person-x", "now")]
