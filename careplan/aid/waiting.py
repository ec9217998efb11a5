"""What aid asks of somebody today: own duties missed and due, for three roles what nobody did or nobody holds.

An own duty names its child to who does it and may see the child; that the name was shown is written down. What others
missed is counted: a leader's first page names nobody.
"""

from __future__ import annotations

from collections.abc import Collection

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, COMMUNITY_WORKER, COUNSELLING_TEACHER, OFFICE, PRINCIPAL, may_see_child
from careplan.accounts.models import User
from careplan.aid.models import Duty
from careplan.aid.overview_load import LoudDuty, loud_duties
from careplan.aid.queries import all_duties, holder_of, ownerless
from careplan.aid.views_words import duty_title, window_word
from careplan.aid.windows import MISSED, OPEN
from careplan.audit.operations import record
from careplan.children.views import squad_label
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.school.queries import squads_led_by

WHO = frozenset({PRINCIPAL, COUNSELLING_TEACHER, OFFICE, CLASS_TEACHER, COMMUNITY_WORKER})
WATCH = frozenset({PRINCIPAL, COUNSELLING_TEACHER})


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """Own duties with their child; of others' titles and counts alone."""
    if not roles & WHO:
        return []
    duties = [one for one in all_duties() if one.child is None or one.child.state == "enrolled"]
    own = [one for one in duties if (held := holder_of(one)) and person.staff_id and held.staff_id == person.staff_id]
    squads = squads_led_by(person.staff_id)
    seen = {one.id for one in own if one.child and may_see_child(roles, squads, one.child.squad_id)}
    tasks = [*_missed(own, "mine", seen), *_due(own, seen)]
    _write_down(person, [one for one in own if one.id in seen])
    if roles & WATCH:
        tasks += _missed([one for one in duties if one not in own], "all")
        tasks += _alone(duties)
    return tasks


def _title(duty: Duty) -> str:
    """What it was started from; somebody's own words may name a child, so they stay on the duty's page."""
    return _("A regular duty") if duty.title else duty_title(duty)


def _write_down(person: User, named: list[Duty]) -> None:
    """That the first page named these duties' children: those with a time that is missed or due (G28)."""
    if children := {one.duty.child_id for one in loud_duties(named, today())}:
        record(actor_id=person.id, action="read", entity="aid_list", detail={"count": len(children), "form": "today"})


def _whose(duty: Duty, seen: Collection[int]) -> str:
    """The child and its class, for those who may see it; "" for the school's and for all others."""
    child = duty.child if duty.id in seen else None
    return f"{child.name} {squad_label(child.squad)}" if child else ""


def _missed(duties: list[Duty], whose: str, seen: Collection[int] = ()) -> list[Task]:
    found = loud_duties(duties, today(), (MISSED,))
    if not found:
        return []
    words = (
        ngettext("You missed one regular duty", "You missed %(num)d regular duties", len(found))
        if whose == "mine"
        else ngettext("Somebody missed one regular duty", "Others missed %(num)d regular duties", len(found))
    )
    titles = dict.fromkeys(" ".join(filter(None, (_title(one.duty), _whose(one.duty, seen)))) for one in found)
    url = _record_url(found[0]) if whose == "mine" and len(found) == 1 else ""
    url = url or url_for("aid.duties", show="loud", whose=whose)
    return [Task(words, " · ".join(list(titles)[:2]), url, "exclamation-triangle", "now")]


def _record_url(one: LoudDuty) -> str:
    """Where this time is recorded; the page names the child."""
    return url_for("aid.record", duty_id=one.duty.id, opens=one.occurrence.window.opens.isoformat())


def _due(duties: list[Duty], seen: Collection[int]) -> list[Task]:
    found = loud_duties(duties, today(), (OPEN,))
    if len(found) > 2:
        words = ngettext("One regular duty is due now", "%(num)d regular duties are due now", len(found))
        first = min(one.occurrence.window.closes for one in found)
        detail = _("the first one until %(day)s", day=first.isoformat())
        return [Task(words, detail, url_for("aid.duties", whose="mine"), "gift", "soon")]
    return [
        Task(
            _title(one.duty),
            " · ".join(filter(None, (_whose(one.duty, seen), window_word(one.occurrence.window)))),
            _record_url(one),
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
