"""What passing on asks of somebody today: recipients who have not been asked to delete what must go (C37)."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import COMMUNITY_WORKER, COUNSELLING_TEACHER, OFFICE, PRINCIPAL
from careplan.accounts.models import User
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.passing.deciding import kinds_for
from careplan.passing.queries import recalls

WHO = frozenset({PRINCIPAL, OFFICE, COUNSELLING_TEACHER, COMMUNITY_WORKER})
"""Who may open the list of recalls."""


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """A count, no child's name and no recipient's: loud until the recipient was asked."""
    if not roles & WHO:
        return []
    waiting = sum(not (one.line.asked_on or one.line.deleted_on) for one in recalls(kinds_for(roles), today()))
    if not waiting:
        return []
    words = ngettext("%(num)d child's data must be called back", "%(num)d children's data must be called back", waiting)
    text = _("Ask the recipient to delete it, and note what they say.")
    return [Task(words, text, url_for("passing.recalls"), "box-arrow-up-right", "now")]
