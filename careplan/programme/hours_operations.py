"""The weekly opening hours of the room and the hotline, day by day in the calendar (S32, S35).

The hours themselves stay on the page of help; what is planned here is linked to them and follows them.
"""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.help_operations import add_hours, change_hours
from careplan.casework.models import HelpHours
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.models import Item, Series
from careplan.programme.operations import plan_series
from careplan.programme.planned import HOURS, ItemWords, SeriesWords, moment_of
from careplan.programme.queries import hours_not_planned
from careplan.programme.rhythm import weekday_of
from careplan.school.calendar import TermSpan, YearCalendar
from careplan.school.load import load_year_calendar
from careplan.school.queries import require_year


def plan_hours(*, actor_id: int | None, term: TermSpan) -> int:
    """Plan every opening hour that is not in the calendar yet, from today to the term's end; returns how many."""
    calendar, first = load_year_calendar(require_year()), max(term.first, today())
    found = 0
    for row in hours_not_planned(first, term.last):
        day = _first_day(calendar, row.weekday, first, term.last)
        if day is not None:
            plan_series(actor_id=actor_id, words=_words(row, day, term.last), help_hours_id=row.id)
            found += 1
    if not found:
        raise Refused(_("All opening hours stand in the calendar already."))
    return found


def _first_day(calendar: YearCalendar, weekday: int, first: date, last: date) -> date | None:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return next((day for day in days if weekday_of(calendar, day) == weekday), None)


def _words(row: HelpHours, day: date, last: date) -> SeriesWords:
    begins, ends = moment_of(row.hours)
    first = ItemWords(day, begins, ends, "", row.staff_id, None, row.place)
    return SeriesWords(row.channel, "", "weekly", last, first, strand="care")


def keep_hours(*, actor_id: int | None, series: Series) -> None:
    """A new weekly series of hours is opening hours too: the page of help names them."""
    if series.kind not in HOURS or series.rhythm != "weekly" or series.help_hours_id is not None:
        return
    item = series.items[0]
    row = add_hours(
        actor_id=actor_id,
        channel=series.kind,
        weekday=_weekday(item.day),
        hours=item.hours,
        place=item.where,
        staff_id=item.staff_id,
    )
    series.help_hours_id = row.id
    db.session.flush()


def _weekday(day: date) -> int:
    """The weekday that the hours keep to: of a make-up day the one that it stands for."""
    return weekday_of(load_year_calendar(require_year()), day) or day.isoweekday()


def follow_change(*, actor_id: int | None, item: Item, scope: str) -> None:
    """Hours changed for all days to come change on the page of help as well."""
    row = item.series.help_hours
    if row is None or scope != "following":
        return
    change_hours(
        actor_id=actor_id,
        row=row,
        weekday=_weekday(item.day),
        hours=item.hours,
        place=item.where,
        staff_id=item.staff_id,
    )


def hours_gone(hours_id: int, actor_id: int | None) -> None:
    """Opening hours were taken off the page of help: their days to come go too, what was recorded stays."""
    for series in db.session.scalars(select(Series).where(Series.help_hours_id == hours_id)).all():
        series.help_hours_id = None
        for row in [row for row in series.items if row.state == "planned" and row.day >= today()]:
            series.items.remove(row)
        record(actor_id=actor_id, action="remove", entity="programme_series", entity_id=series.id)
        db.session.flush()
        if not series.items:
            db.session.delete(series)
    db.session.flush()
