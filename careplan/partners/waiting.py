"""What waits of partners: pledges that are late, deliveries without a proof. No reminder names a child."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, COMMUNITY_WORKER, COUNSELLING_TEACHER, OFFICE
from careplan.accounts.models import User
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.partners.load import pledge_state
from careplan.partners.queries import accounts_closed, all_pledges

WHO = frozenset({CLASS_TEACHER, COUNSELLING_TEACHER, OFFICE, COMMUNITY_WORKER})
"""Who may note a delivery."""


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """A pledge waits for whoever made it; where that account is closed or unknown, for the office."""
    if not roles & WHO:
        return []
    closed = accounts_closed() if OFFICE in roles else frozenset()
    rows = [
        one
        for one in all_pledges()
        if one.made_by == person.id or (OFFICE in roles and (one.made_by is None or one.made_by in closed))
    ]
    states = [pledge_state(one, today()) for one in rows]
    whose = "all" if OFFICE in roles else "mine"
    return [*_late(states.count("late"), whose), *_unproved(states.count("delivered"), whose)]


def _late(number: int, whose: str) -> list[Task]:
    if not number:
        return []
    words = ngettext("A partner's pledge is late", "%(num)d pledges of partners are late", number)
    detail = _("Ask the partner, then note the delivery or withdraw the pledge.")
    url = url_for("partners.pledges", state="late", whose=whose)
    return [Task(words, detail, url, "box-seam", "now")]


def _unproved(number: int, whose: str) -> list[Task]:
    if not number:
        return []
    words = ngettext("A delivery has no proof yet", "%(num)d deliveries have no proof yet", number)
    url = url_for("partners.pledges", state="delivered", whose=whose)
    return [Task(words, _("Add a receipt or a photograph without children."), url, "receipt", "soon")]
