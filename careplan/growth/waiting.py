"""What the children's own view asks of a class teacher today."""

from __future__ import annotations

from datetime import date

from flask import url_for
from flask_babel import gettext as _

from careplan.access.roles import CLASS_TEACHER
from careplan.accounts.models import User
from careplan.clock import today
from careplan.growth.queries import checks_of_year
from careplan.home.tasks import Task
from careplan.school.models import SchoolYear
from careplan.school.queries import current_year, squads_led_by, squads_of_year

END_MONTH = 6
"""In June the year is asked about once more."""


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """The own squads that have not answered yet."""
    year = current_year()
    moment = _moment(year, today()) if year and CLASS_TEACHER in roles else None
    if year is None or moment is None:
        return []
    answered = {one.squad_id for one in checks_of_year(year.start_year) if one.moment == moment}
    own = squads_led_by(person.staff_id) - answered
    words = {"start": _("Ask the children: start of the year"), "end": _("Ask the children: end of the year")}
    return [
        Task(
            words[moment],
            squad.label(year.start_year),
            url_for("growth.check", squad_id=squad.id, moment=moment),
            "hand-index",
        )
        for squad in squads_of_year(year.start_year)
        if squad.id in own
    ]


def _moment(year: SchoolYear, day: date) -> str | None:
    if not year.terms or not year.terms[0].starts_on <= day <= year.terms[-1].ends_on:
        return None
    return "end" if day >= date(year.start_year + 1, END_MONTH, 1) else "start"
