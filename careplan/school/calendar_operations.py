"""Changes to the calendar: terms, closed days, make-up days, days to plan around."""

from __future__ import annotations

import itertools
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from careplan.audit.operations import record
from careplan.db import db
from careplan.errors import Refused
from careplan.school.calendar import days_between
from careplan.school.models import CalendarDay, SchoolYear

LONGEST_SPAN = 62  # days that one entry may close at once: a long summer


def edit_terms(*, actor_id: int, year: SchoolYear, dates: dict[int, tuple[date, date]]) -> None:
    """Set first and last day of each term by its number; Refused when they overlap or run backwards."""
    spans = [dates[term.number] for term in year.terms]
    for first, last in spans:
        if last <= first:
            raise Refused(_("The last day of a term must come after its first day."))
    for (_first, last), (first, _last) in itertools.pairwise(spans):
        if first <= last:
            raise Refused(_("A term begins before the one before it has ended."))
    for term in year.terms:
        term.starts_on, term.ends_on = dates[term.number]
    flag_modified(year, "start_year")
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="school_year", entity_id=year.id)


def add_days(
    *,
    actor_id: int,
    first: date,
    last: date | None,
    kind: str,
    label: str,
    note: str = "",
    timetable_weekday: int | None = None,
    confirmed: bool = True,
) -> list[CalendarDay]:
    """Put an entry on one day, or closed days on each day of a span."""
    last = last or first
    _check_span(first, last, kind)
    rows = []
    for day in days_between(first, last):
        _check_day(day, kind, label, None)
        rows.append(
            CalendarDay(
                day=day, kind=kind, label=label, note=note, timetable_weekday=timetable_weekday, confirmed=confirmed
            )
        )
    db.session.add_all(rows)
    db.session.flush()
    detail = {"kind": kind, "from": first.isoformat(), "to": last.isoformat()}
    record(actor_id=actor_id, action="add", entity="calendar_day", entity_id=rows[0].id, detail=detail)
    return rows


def edit_day(
    *,
    actor_id: int,
    entry: CalendarDay,
    kind: str,
    label: str,
    note: str,
    timetable_weekday: int | None,
    confirmed: bool,
) -> None:
    """Change an entry of a day."""
    _check_day(entry.day, kind, label, entry)
    entry.kind, entry.label, entry.note = kind, label, note
    entry.timetable_weekday = timetable_weekday if kind == "makeup" else None
    entry.confirmed = confirmed
    db.session.flush()
    _record_day(actor_id, "edit", entry)


def remove_day(*, actor_id: int, entry: CalendarDay) -> None:
    """Take an entry off its day; the day is ordinary again unless it has others."""
    _record_day(actor_id, "remove", entry)
    db.session.delete(entry)
    db.session.flush()


def _record_day(actor_id: int, action: str, entry: CalendarDay) -> None:
    detail = {"kind": entry.kind, "day": entry.day.isoformat()}
    record(actor_id=actor_id, action=action, entity="calendar_day", entity_id=entry.id, detail=detail)


def _check_span(first: date, last: date, kind: str) -> None:
    if last < first:
        raise Refused(_("The last day lies before the first."))
    if kind != "closed" and last != first:
        raise Refused(_("Only closed days can be entered for several days at once."))
    if (last - first).days >= LONGEST_SPAN:
        raise Refused(_("At most %(days)s days can be closed at once.", days=LONGEST_SPAN))


def _check_day(day: date, kind: str, label: str, entry: CalendarDay | None) -> None:
    """One kind of school day a day, and each entry once."""
    for other in db.session.scalars(select(CalendarDay).where(CalendarDay.day == day)):
        if entry is not None and other.id == entry.id:
            continue
        if (other.kind, other.label) == (kind, label):
            raise Refused(_("%(day)s has this entry already.", day=day.isoformat()))
        if {other.kind, kind} == {"closed", "makeup"}:
            raise Refused(
                _(
                    "%(day)s cannot be closed and a make-up day at once. Remove the other entry first.",
                    day=day.isoformat(),
                )
            )
