"""What the school's set-up asks of the office and the head counselor today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from careplan.access.roles import HEAD_COUNSELOR, OFFICE
from careplan.home.tasks import Task
from careplan.school.views_gaps import shown_gaps

PEOPLE = frozenset({OFFICE, HEAD_COUNSELOR})


def tasks_for(person: object, roles: frozenset[str]) -> list[Task]:
    """One task that names what is missing; holidays whose notice is not out yet ask nothing of anybody."""
    if not roles & PEOPLE:
        return []
    missing = [gap for gap in shown_gaps() if gap.asks]
    if not missing:
        return []
    url = missing[0].url if len(missing) == 1 else url_for("school.overview")
    return [Task(_("The school's set-up is incomplete"), " ".join(gap.text for gap in missing), url, "building")]
