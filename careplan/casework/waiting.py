"""What the care for children asks of somebody today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, COMMUNITY_WORKER, COUNSELLING_TEACHER
from careplan.accounts.models import User
from careplan.casework.help_queries import due_talks
from careplan.casework.queries import care_list
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.school.queries import squads_led_by


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """For those who follow children: how many wait for a contact. Counts only, no names."""
    if not roles & {CLASS_TEACHER, COUNSELLING_TEACHER, COMMUNITY_WORKER}:
        return []
    return _contacts(person, roles) + (_talks(person) if COUNSELLING_TEACHER in roles else [])


def _talks(person: User) -> list[Task]:
    """The writer's own talks whose follow-up is due (S32)."""
    due = due_talks(person.id, today())
    if not due:
        return []
    words = ngettext("%(num)d talk waits for a second look", "%(num)d talks wait for a second look", due)
    return [Task(words, "", url_for("casework.help_mine"), "chat-heart", "now")]


def _contacts(person: User, roles: frozenset[str]) -> list[Task]:
    squads = None if roles & {COUNSELLING_TEACHER, COMMUNITY_WORKER} else squads_led_by(person.staff_id)
    lines = care_list(squads, today())
    overdue = sum(one.standing.is_overdue(today()) for one in lines)
    if not overdue:
        return []
    words = ngettext("%(num)d child waits for a contact", "%(num)d children wait for a contact", overdue)
    detail = _("of %(n)s left-behind children", n=len(lines))
    return [Task(words, detail, url_for("casework.contacts", show="overdue"), "house-heart", "now")]
