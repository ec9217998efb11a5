"""What the turn of the year asks of somebody: open the new one, decide about children past the last grade. No names."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import OFFICE, PRINCIPAL
from careplan.accounts.models import User
from careplan.home.tasks import Task
from careplan.rollover.load_undecided import past_the_last_grade
from careplan.rollover.views import NEXT, NOW, may_open
from careplan.school.queries import current_year


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """For those who open the year."""
    year = current_year()
    if year is None or not roles & {PRINCIPAL, OFFICE}:
        return []
    found = []
    if may_open(year):
        detail = _("what carries over, and what waits for a decision")
        url = url_for("rollover.year", of=NEXT)
        found.append(Task(_("The school year is over"), detail, url, "arrow-repeat", "now"))
    between = len(past_the_last_grade(year.start_year))
    if between:
        words = ngettext("%(num)d child is past the last grade", "%(num)d children are past the last grade", between)
        url = url_for("rollover.year", of=NOW)
        found.append(Task(words, _("still on the roll: has it left, or another class?"), url, "signpost-split", "now"))
    return found
