"""What aid asks of somebody today: own duties missed and due, for three roles what nobody did or nobody holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, COMMUNITY_WORKER, COUNSELLING_TEACHER, OFFICE, PRINCIPAL
from careplan.accounts.models import User
from careplan.aid.models import Duty
from careplan.aid.overview_load import loud_duties
from careplan.aid.queries import all_duties, holder_of, ownerless
from careplan.aid.views_words import duty_title, window_word
from careplan.aid.windows import MISSED, OPEN
from careplan.clock import today
from careplan.home.tasks import Task

WHO = frozenset({PRINCIPAL, COUNSELLING_TEACHER, OFFICE, CLASS_TEACHER, COMMUNITY_WORKER})
WATCH = frozenset({PRINCIPAL, COUNSELLING_TEACHER})


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """Titles of duties and counts; no child's name."""
    if not roles & WHO:
        return []
    duties = [one for one in all_duties() if one.child is None or one.child.state == "enrolled"]
    own = [one for one in duties if (held := holder_of(one)) and person.staff_id and held.staff_id == person.staff_id]
    tasks = [*_missed(own, "mine"), *_due(own)]
    if roles & WATCH:
        tasks += _missed([one for one in duties if one not in own], "all")
        tasks += _alone(duties)
    return tasks


def _title(duty: Duty) -> str:
    """What it was started from; somebody's own words may name a child, so they stay on the duty's page."""
    return _("A regular duty") if duty.title else duty_title(duty)


def _missed(duties: list[Duty], whose: str) -> list[Task]:
    found = loud_duties(duties, today(), (MISSED,))
    if not found:
        return []
    words = (
        ngettext("You missed one regular duty", "You missed %(num)d regular duties", len(found))
        if whose == "mine"
        else ngettext("Somebody missed one regular duty", "Others missed %(num)d regular duties", len(found))
    )
    titles = dict.fromkeys(_title(one.duty) for one in found)
    url = url_for("aid.duties", show="loud", whose=whose)
    return [Task(words, " · ".join(list(titles)[:2]), url, "exclamation-triangle", "now")]


def _due(duties: list[Duty]) -> list[Task]:
    found = loud_duties(duties, today(), (OPEN,))
    if len(found) > 2:
        words = ngettext("One regular duty is due now", "%(num)d regular duties are due now", len(found))
        first = min(one.occurrence.window.closes for one in found)
        detail = _("the first one until %(day)s", day=first.isoformat())
        return [Task(words, detail, url_for("aid.duties", whose="mine"), "gift", "soon")]
    return [
        Task(
            _title(one.duty),
            window_word(one.occurrence.window),
            url_for("aid.record", duty_id=one.duty.id, opens=one.occurrence.window.opens.isoformat()),
            "gift",
            "soon",
        )
        for one in found
    ]


def _alone(duties: list[Duty]) -> list[Task]:
    found = ownerless(duties, today())
    if not found:
        return []
    words = ngettext("Nobody does one regular duty", "Nobody does %(num)d regular duties", len(found))
    detail = _("Who did it is no longer there, or no longer sees the child. Hand it over.")
    return [Task(words, detail, url_for("aid.duties", show="all"), "person-x", "now")]
