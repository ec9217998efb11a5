"""What the year plan asks of somebody today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from careplan.access.roles import CLASS_TEACHER, COUNSELLING_TEACHER, HEAD_COUNSELOR, OFFICE, PRINCIPAL
from careplan.accounts.models import User
from careplan.home.tasks import Glance, Task
from careplan.plans.queries import current_year, plan_of


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """For the head counselor: make or mend the plan; for the principal: decide on it."""
    year = current_year()
    if year is None or not roles & {HEAD_COUNSELOR, PRINCIPAL}:
        return []
    plan = plan_of(year)
    state = plan.state if plan else "none"
    url = url_for("plans.plan")
    offered = {
        ("none", HEAD_COUNSELOR): Task(_("Begin the year plan"), year.label, url, "signpost-split", "now"),
        ("draft", HEAD_COUNSELOR): Task(
            _("Finish and submit the year plan"), year.label, url, "signpost-split", "soon"
        ),
        ("returned", HEAD_COUNSELOR): Task(
            _("The year plan came back"), plan.decision_note if plan else "", url, "signpost-split", "now"
        ),
        ("submitted", PRINCIPAL): Task(_("Decide on the year plan"), year.label, url, "signpost-split", "now"),
    }
    return [task for (when, role), task in offered.items() if when == state and role in roles]


READERS = frozenset({PRINCIPAL, HEAD_COUNSELOR, CLASS_TEACHER, COUNSELLING_TEACHER, OFFICE})


def glances_for(person: User, roles: frozenset[str]) -> list[Glance]:
    """How far the year plan is."""
    year = current_year()
    plan = plan_of(year) if year and roles & READERS else None
    if year is None or plan is None:
        return []
    states = {
        "draft": _("draft"),
        "submitted": _("with the principal"),
        "approved": _("approved"),
        "returned": _("returned"),
    }
    return [Glance(_("Year plan"), states[plan.state], year.label, url_for("plans.plan"))]
