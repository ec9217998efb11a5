"""The page that looks ahead: sessions that lose their leader, and the trainings that bring back the most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template

from careplan.clock import today
from careplan.outlook.choice import Training
from careplan.outlook.load import Outlook, look_ahead
from careplan.plans.load import squad_code
from careplan.school.queries import current_year, squads_of_year
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from careplan.training.attestation import attestations
from careplan.web.query import query_int

blueprint = Blueprint("outlook", __name__, url_prefix="/outlook")
USUAL_PLACES, MOST_PLACES = 5, 40


@dataclass(frozen=True, slots=True)
class Course:
    """The chosen places of one qualification: one training for all of them, over by the earliest day."""

    qualification: str
    content: str
    by: date
    staff_ids: tuple[int, ...]


@blueprint.get("/")
def outlook() -> str:
    """?places= how many training places there are."""
    places = query_int("places", USUAL_PLACES, minimum=1, maximum=MOST_PLACES) or USUAL_PLACES
    found = look_ahead(today(), places)
    return render_template(
        "outlook/outlook.html",
        found=found,
        places=places,
        most=MOST_PLACES,
        courses=_courses(found) if found else (),
        titles=_titles(),
        squads=_squads(),
    )


def _courses(found: Outlook) -> tuple[Course, ...]:
    """What goes into the calendar: who is not down for such a training already, by qualification."""
    groups: defaultdict[str, list[Training]] = defaultdict(list)
    for one in found.choice.trainings:
        if (one.person, one.qualification) not in found.down:
            groups[one.qualification].append(one)
    return tuple(
        Course(
            code,
            sorted(attestations()[code].contents)[0],
            min(one.by for one in group),
            tuple(found.people[one.person].id for one in group),
        )
        for code, group in groups.items()
    )


def _titles() -> dict[int, Any]:
    version = published_schedule()
    return {row.id: row.activity for row in sessions_of(version)} if version else {}


def _squads() -> dict[str, str]:
    year = current_year()
    rows = squads_of_year(year.start_year) if year else ()
    return {squad_code(row): row.label(year.start_year) for row in rows} if year else {}
