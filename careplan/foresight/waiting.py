"""What the look ahead asks of somebody today: the items that are one person's and whose day is near."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, COUNSELLING_TEACHER, HEAD_COUNSELOR, OFFICE, PRINCIPAL
from careplan.accounts.models import User
from careplan.clock import today
from careplan.foresight.kept_queries import items_today
from careplan.foresight.todo import by_person
from careplan.home.tasks import Task

READERS = frozenset({PRINCIPAL, HEAD_COUNSELOR, CLASS_TEACHER, COUNSELLING_TEACHER, OFFICE})
NEAR = timedelta(days=60)
"""Two months: early enough to make visits and sessions, late enough not to be overlooked every day of the year."""


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """One line: how many own items are due within two months, and the nearest day."""
    if not roles & READERS:
        return []
    me = f"staff-{person.staff_id}" if person.staff_id else f"user-{person.id}"
    near = [item for item in by_person(items_today(today()), me, roles) if item.by <= today() + NEAR]
    if not near:
        return []
    words = ngettext(
        "%(num)d item would be missing at the year's end", "%(num)d items would be missing at the year's end", len(near)
    )
    detail = _("the nearest by %(day)s", day=near[0].by.isoformat())
    urgency = "now" if near[0].by <= today() else "soon"
    return [Task(words, detail, url_for("foresight.todo", whose="mine"), "list-task", urgency)]
