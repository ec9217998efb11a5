"""Planned trainings stand in the sessions' calendar (S27)."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.sessions.calendar_beside import Asked, Beside, show_in_calendar
from careplan.training.models import PlannedTraining
from careplan.training.planned_queries import planned_between
from careplan.web.filters import in_english, may


def feed(asked: Asked) -> list[Beside]:
    """Trainings on these days, a line for each of their days; of somebody's own those they are down for."""
    if asked.squad_id or asked.venue_id or not may("training.planned"):
        return []
    own = asked.mine[1] if asked.mine else asked.staff_id
    rows = planned_between(asked.first, asked.last)
    if asked.mine or asked.staff_id:
        rows = [row for row in rows if own in {one.staff_id for one in row.people}]
    return [one for row in rows for one in _days(row, asked)]


def _days(row: PlannedTraining, asked: Asked) -> list[Beside]:
    length = (row.ends_on - row.starts_on).days + 1
    days = [row.starts_on + timedelta(days=number) for number in range(length)]
    word = _("Training")
    return [
        Beside(
            begins=datetime.combine(day, row.begins),
            ends=datetime.combine(day, row.ends),
            key=f"training-{row.id}-{day.isoformat()}",
            kind="training",
            word=word,
            title=f"{word}: {row.course}" if in_english() else f"{word}：{row.course}",
            who=row.organiser,
            place=row.place,
            state=row.state,
            waits=row.state == "planned" and row.ends_on < today(),
            url=url_for("training.planned", planned_id=row.id),
            staff_id=asked.staff_id,
        )
        for day in days
        if asked.first <= day <= asked.last
    ]


show_in_calendar(feed)
