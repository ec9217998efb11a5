"""What was decided about a child when a school year was opened: on its time line, and in the register's history."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.casework.beside import Moment, show_on_time_line
from careplan.children.beside import HistoryLine, show_in_history
from careplan.clock import local
from careplan.rollover.load import decisions_of
from careplan.rollover.models import YearDecision
from careplan.rollover.words import LEAVES
from careplan.school.school_year import year_label


def title_of(row: YearDecision, start_year: int) -> str:
    """What was decided, with the year that was opened."""
    year = year_label(start_year)
    if row.decision == LEAVES:
        return _("Left after the last grade, when the school year %(year)s was opened", year=year)
    return _("Stays after the last grade, decided when the school year %(year)s was opened", year=year)


def moments(child_id: int) -> list[Moment]:
    """On the day of the decision, by whom, and to whom what was open is handed on."""
    return [
        Moment(local(row.decided_at).date(), "signpost-split", title_of(row, start), row.note, name, order=2)
        for row, start, name in decisions_of(child_id)
    ]


def history(child_id: int) -> list[HistoryLine]:
    """The same for the register."""
    return [
        HistoryLine(local(row.decided_at).date(), title_of(row, start), row.note, name)
        for row, start, name in decisions_of(child_id)
    ]


show_on_time_line(moments)
show_in_history(history)
