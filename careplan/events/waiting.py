"""What events ask of somebody today: own tasks (overdue ones loud), what was sent to one's role, mandatory reports."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import ADMINISTRATOR, HEAD_COUNSELOR
from careplan.accounts.models import User
from careplan.clock import now
from careplan.events.alarm_queries import may_read_reports, open_reports
from careplan.events.queries import escalations_to, tasks_of
from careplan.events.withdraw_queries import unsaid_to
from careplan.home.tasks import Task


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """Counts only, no names and no kinds: a first page is seen by whoever passes by."""
    found = _reports(person)
    if roles <= {HEAD_COUNSELOR, ADMINISTRATOR}:
        return found
    return [*found, *_own(person, roles), *_sent(roles), *_unsaid(person, roles)]


def _reports(person: User) -> list[Task]:
    waiting = len(open_reports()) if may_read_reports(person) else 0
    if not waiting:
        return []
    words = ngettext("%(num)d mandatory report is open", "%(num)d mandatory reports are open", waiting)
    return [Task(words, _("Act now: police, civil affairs, education."), url_for("events.reports"), "megaphone", "now")]


def _own(person: User, roles: frozenset[str]) -> list[Task]:
    tasks, moment = tasks_of(person.staff_id, roles), now()
    over = sum(one.is_over(moment) for one in tasks)
    found = []
    if over:
        words = ngettext("%(num)d task after an event is overdue", "%(num)d tasks after events are overdue", over)
        found.append(Task(words, _("The clock runs by the hour."), url_for("events.events"), "alarm", "now"))
    if len(tasks) > over:
        words = ngettext("%(num)d task after an event", "%(num)d tasks after events", len(tasks) - over)
        found.append(Task(words, "", url_for("events.events"), "lightning", "soon"))
    return found


def _sent(roles: frozenset[str]) -> list[Task]:
    sent = len(escalations_to(roles))
    if not sent:
        return []
    words = ngettext(
        "%(num)d message about a child waits for you", "%(num)d messages about children wait for you", sent
    )
    return [Task(words, _("Acknowledge it, then answer."), url_for("events.events"), "envelope-exclamation", "now")]


def _unsaid(person: User, roles: frozenset[str]) -> list[Task]:
    back = len(unsaid_to(person.id, roles))
    if not back:
        return []
    words = ngettext(
        "%(num)d message about a child was taken back", "%(num)d messages about children were taken back", back
    )
    return [Task(words, _("It was sent by mistake."), url_for("events.events"), "arrow-counterclockwise", "soon")]
