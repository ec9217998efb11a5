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
from careplan.training.planned_queries import over_and_open
from careplan.training.queries import endings, records_of, state_counts

SOON = timedelta(days=60)


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """The office: records to review. Everybody: own records that came back, own certificates that run out soon."""
    found = [*_for_office(), *_for_planners()] if OFFICE in roles else []
    if person.staff_id is None:
        return [*found, *_unjoined(roles)]
    url = url_for("training.person", staff_id=person.staff_id)
    for entry in records_of(person.staff_id):
        if entry.state == "returned":
            title = _("A training record came back: %(course)s", course=entry.course)
            found.append(Task(title, entry.reason, url, "mortarboard", "now"))
    for one in endings(today(), today() + SOON, person.staff_id):
        detail = _("valid until %(day)s", day=one.until.isoformat())
        title = _("A certificate runs out soon: %(course)s", course=one.record.course)
        found.append(Task(title, detail, url, "hourglass-split", "soon"))
    return found


def _for_office() -> list[Task]:
    """What is to be reviewed, and whose certificates run out: reminded before, not after (S48)."""
    found = []
    if count := state_counts().get("submitted", 0):
        words = ngettext("%(num)d training record to review", "%(num)d training records to review", count)
        found.append(Task(words, _("submitted by teachers"), url_for("training.review"), "mortarboard", "soon"))
    if ending := endings(today(), today() + SOON):
        words = ngettext("One certificate runs out soon", "%(num)d certificates run out soon", len(ending))
        detail = _("the first on %(day)s", day=ending[0].until.isoformat())
        found.append(Task(words, detail, url_for("outlook.outlook"), "hourglass-split", "soon"))
    return found


def _for_planners() -> list[Task]:
    return [
        Task(
            _("Who came to “%(course)s”?", course=row.course),
            _("the training is over; those who came get a draft record"),
            url_for("training.planned", planned_id=row.id),
            "calendar-check",
            "soon",
        )
        for row in over_and_open(today())
    ]


def _unjoined(roles: frozenset[str]) -> list[Task]:
    """A teacher's account that is joined to nobody on the staff list sees no class of its own."""
    if CLASS_TEACHER not in roles:
        return []
    detail = _("Ask the administrator to join it; then your class, sessions and training stand here.")
    title = _("Your account is not joined to a person on the staff list")
    return [Task(title, detail, url_for("training.training"), "person-x", "now")]
