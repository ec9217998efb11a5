"""What the voices ask of somebody today."""

from __future__ import annotations

from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from careplan.access.roles import COUNSELLING_TEACHER, HEAD_COUNSELOR, PRINCIPAL
from careplan.accounts.models import User
from careplan.clock import local, today
from careplan.home.tasks import Task
from careplan.voices.obstacle_queries import Raised, obstacles_for
from careplan.voices.obstacles import KINDS, age
from careplan.voices.talk_queries import wishes_waiting


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """For the counselling teacher: who would like to talk; for leaders: obstacles to answer; for raisers: answers."""
    tasks = _talks() if COUNSELLING_TEACHER in roles else []
    rows = obstacles_for(person.id, roles)
    return [*tasks, *_to_answer(rows, roles), *_answered(rows, person)]


def _talks() -> list[Task]:
    waiting = wishes_waiting()
    if not waiting:
        return []
    words = ngettext("%(num)d child would like to talk", "%(num)d children would like to talk", waiting)
    return [Task(words, _("Only you see this."), url_for("voices.talks"), "chat-heart", "now")]


def _to_answer(rows: list[Raised], roles: frozenset[str]) -> list[Task]:
    leader = roles & {PRINCIPAL, HEAD_COUNSELOR}
    mine = [one.row for one in rows if one.row.answered_at is None and one.row.leader in leader]
    if not mine:
        return []
    words = ngettext("%(num)d obstacle waits for your answer", "%(num)d obstacles wait for your answer", len(mine))
    days = age(local(mine[0].raised_at).date(), today())
    detail = ngettext("The oldest for %(num)d day", "The oldest for %(num)d days", days)
    return [Task(words, detail, url_for("voices.obstacles", show="open"), "sign-stop", "now" if days > 2 else "soon")]


def _answered(rows: list[Raised], person: User) -> list[Task]:
    english = str(get_locale()) == "en"
    return [
        Task(
            _("Answered: %(kind)s", kind=KINDS[one.row.kind][english]),
            _("%(name)s has answered.", name=one.answered_by),
            url_for("voices.obstacle", obstacle_id=one.row.id),
            "reply",
        )
        for one in rows
        if one.row.raised_by == person.id and one.row.answered_at is not None and one.row.seen_at is None
    ]
