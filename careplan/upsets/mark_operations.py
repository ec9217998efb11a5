"""Mark what happened: somebody is away, places are closed, a day is lost, a make-up day follows another timetable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.calendar_operations import add_days
from careplan.school.models import CalendarDay, StaffMember, Venue
from careplan.school.models_upsets import Away, Closure
from careplan.school.stretch import Stretch

LONGEST = 200  # days: half a school year; whoever is away for longer is taken off the staff list
AWAY_REASONS = ("duty", "course", "leave", "other")
CLOSURE_REASONS = ("weather", "repair", "taken", "other")


def mark_away(*, actor_id: int | None, staff: StaffMember, stretch: Stretch, reason: str) -> Away:
    """Note that a person is away; the audit entry says neither why nor who."""
    _check(stretch, reason, AWAY_REASONS)
    _check_alone(staff.id, stretch, None)
    row = Away(staff_id=staff.id, reason=reason, marked_at=now(), marked_by=actor_id, **_columns(stretch))
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="staff_away", entity_id=row.id)
    return row


def edit_away(*, actor_id: int | None, row: Away, stretch: Stretch, reason: str) -> None:
    """Longer, shorter, another kind of reason."""
    _check(stretch, reason, AWAY_REASONS)
    _check_alone(row.staff_id, stretch, row)
    _set(row, stretch)
    row.reason = reason
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="staff_away", entity_id=row.id)


def remove_away(*, actor_id: int | None, row: Away) -> None:
    """The person comes after all. Who was put in the place stays there until that is changed."""
    record(actor_id=actor_id, action="remove", entity="staff_away", entity_id=row.id)
    db.session.delete(row)
    db.session.flush()


def close_places(
    *, actor_id: int | None, venues: Sequence[Venue], stretch: Stretch, reason: str, note: str = ""
) -> Closure:
    """Note that places cannot be used."""
    _check(stretch, reason, CLOSURE_REASONS)
    if not venues:
        raise Refused(_("Please choose at least one place."))
    _check_new(venues, stretch)
    row = Closure(reason=reason, note=note, marked_at=now(), marked_by=actor_id, **_columns(stretch))
    row.venues = list(venues)
    db.session.add(row)
    db.session.flush()
    _record_closure(actor_id, "add", row)
    return row


def edit_closure(
    *, actor_id: int | None, row: Closure, venues: Sequence[Venue], stretch: Stretch, reason: str, note: str
) -> None:
    """Longer, shorter, other places."""
    _check(stretch, reason, CLOSURE_REASONS)
    if not venues:
        raise Refused(_("Please choose at least one place."))
    _set(row, stretch)
    row.venues, row.reason, row.note = list(venues), reason, note
    db.session.flush()
    _record_closure(actor_id, "edit", row)


def remove_closure(*, actor_id: int | None, row: Closure) -> None:
    """The places can be used again."""
    _record_closure(actor_id, "remove", row)
    db.session.delete(row)
    db.session.flush()


def lose_day(*, actor_id: int, first: date, last: date | None, label: str) -> list[CalendarDay]:
    """A day without lessons for everybody, or some of them."""
    _check_ahead(last or first)
    return add_days(actor_id=actor_id, first=first, last=last, kind="closed", label=label)


def make_up_day(*, actor_id: int, day: date, weekday: int, label: str) -> list[CalendarDay]:
    """A day on which the lessons of another weekday run; a make-up day that is there already follows it from now on."""
    _check_ahead(day)
    query = select(CalendarDay).where(CalendarDay.day == day, CalendarDay.kind == "makeup")
    rows = list(db.session.scalars(query))
    if not rows:
        return add_days(actor_id=actor_id, first=day, last=None, kind="makeup", label=label, timetable_weekday=weekday)
    for row in rows:
        row.timetable_weekday = weekday
        db.session.flush()
        detail = {"kind": "makeup", "day": day.isoformat()}
        record(actor_id=actor_id, action="edit", entity="calendar_day", entity_id=row.id, detail=detail)
    return rows


def _columns(stretch: Stretch) -> dict[str, date | int | None]:
    names = ("first", "last", "first_period", "last_period")
    return {name: getattr(stretch, name) for name in names}


def _set(row: Away | Closure, stretch: Stretch) -> None:
    for name, value in _columns(stretch).items():
        setattr(row, name, value)


def _record_closure(actor_id: int | None, action: str, row: Closure) -> None:
    detail = {"from": row.first.isoformat(), "to": row.last.isoformat(), "reason": row.reason}
    record(actor_id=actor_id, action=action, entity="closure", entity_id=row.id, detail=detail)


def _check(stretch: Stretch, reason: str, reasons: Sequence[str]) -> None:
    if reason not in reasons:
        raise Refused(_("Please choose one of the reasons."))
    if stretch.last < stretch.first:
        raise Refused(_("The last day lies before the first."))
    if (stretch.last - stretch.first).days >= LONGEST:
        raise Refused(_("At most %(days)s days can be marked at once.", days=LONGEST))
    _check_ahead(stretch.last)
    periods = (stretch.first_period, stretch.last_period)
    if (periods[0] is None) != (periods[1] is None):
        raise Refused(_("Please give the first and the last lesson, or neither for whole days."))
    if periods[0] is not None and periods[1] is not None and periods[1] < periods[0]:
        raise Refused(_("The last lesson lies before the first."))


def _check_ahead(last: date) -> None:
    if last < today():
        raise Refused(_("These days are over; nothing can be changed any more."))


def _check_new(venues: Sequence[Venue], stretch: Stretch) -> None:
    """The same places at the same times once: a form sent twice."""
    for other in db.session.scalars(select(Closure).filter_by(**_columns(stretch))):
        if set(other.venues) >= set(venues):
            raise Refused(_("Some of these days are marked already. Please change that entry instead."))


def _check_alone(staff_id: int, stretch: Stretch, row: Away | None) -> None:
    """The same days once."""
    query = select(Away).where(Away.staff_id == staff_id, Away.last >= stretch.first, Away.first <= stretch.last)
    for other in db.session.scalars(query):
        if other is not row and None in (other.first_period, stretch.first_period):
            raise Refused(_("Some of these days are marked already. Please change that entry instead."))
