"""Read the duty roster, free times and appointments. The roster is the opening hours and the calendar's items."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from careplan.casework.help_queries import opening_hours
from careplan.casework.models import HelpHours
from careplan.children.models import Child
from careplan.clock import local, now, today
from careplan.counselling.models import Appointment, TakenTime
from careplan.counselling.slots import Duty, Slot, fallen, free_slots, minutes_of
from careplan.counselling.words import AHEAD, SLOT_MINUTES
from careplan.db import db
from careplan.programme.absence import is_away
from careplan.programme.models import Item
from careplan.programme.planned import moment_of
from careplan.programme.queries import WantedItems, find_items
from careplan.programme.rhythm import weekday_of
from careplan.school.load import load_year_calendar
from careplan.school.models import Venue
from careplan.school.queries import current_year
from careplan.school.queries_upsets import absences, closures
from careplan.school.stretch import Stretch

Away = dict[int, tuple[Stretch, ...]]
"""Staff id → when the person is away."""
Shut = dict[str, tuple[Stretch, ...]]
"""Place → when it is closed."""


def duties(first: date, last: date, channel: str = "room") -> list[Duty]:
    """Who is there when. Closed days have none; a day's own item in the calendar goes before the weekly hours."""
    away, shut = absences(), _shut()
    items = find_items(WantedItems(first=first, last=last, kinds=frozenset({channel})))
    own = {(one.series.help_hours_id, one.day) for one in items}
    found = [_of_item(one, away, shut) for one in items if one.staff_id]
    found += [
        _of_hours(row, day, away, shut)
        for row, day in _weekly(channel, first, last)
        if (row.id, day) not in own and row.staff_id
    ]
    return sorted(found)


def _weekly(channel: str, first: date, last: date) -> Iterator[tuple[HelpHours, date]]:
    year = current_year()
    if year is None:
        return
    calendar = load_year_calendar(year)
    rows = [row for row in opening_hours() if row.channel == channel]
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        weekday = weekday_of(calendar, day)
        yield from ((row, day) for row in rows if row.weekday == weekday)


def _shut() -> dict[str, tuple[Stretch, ...]]:
    """Name of a place → when it is closed: opening hours name their place in words."""
    shut = closures()
    if not shut:
        return {}
    rows = db.session.execute(select(Venue.name, Venue.id).where(Venue.id.in_(shut)))
    return {name: shut[venue_id] for name, venue_id in rows}


def _of_hours(row: HelpHours, day: date, away: Away, shut: Shut) -> Duty:
    begins, ends = moment_of(row.hours)
    who = row.staff_id or 0, row.staff.name if row.staff else "", row.place
    return _duty(day, begins, ends, who, _why(day, begins, ends, away.get(who[0], ()), shut.get(row.place, ())))


def _of_item(one: Item, away: Away, shut: Shut) -> Duty:
    who = one.staff_id or 0, one.staff.name if one.staff else "", one.where
    closed = _why(one.day, one.begins, one.ends, away.get(who[0], ()), shut.get(one.where, ()))
    return _duty(one.day, one.begins, one.ends, who, "cancelled" if one.state == "cancelled" else closed)


def _why(day: date, begins: time, ends: time, away: tuple[Stretch, ...], shut: tuple[Stretch, ...]) -> str:
    """Why nobody is there then: away · place · "" when somebody is."""
    hours = datetime.combine(day, begins), datetime.combine(day, ends)
    if is_away(away, *hours):
        return "away"
    return "place" if is_away(shut, *hours) else ""


def _duty(day: date, begins: time, ends: time, who: tuple[int, str, str], closed: str) -> Duty:
    return Duty(day, minutes_of(begins), minutes_of(ends), *who, closed)


def bookable(minutes: int = SLOT_MINUTES) -> list[Slot]:
    """Every free time from now on."""
    first, last, moment = today(), today() + AHEAD, local(now())
    query = select(TakenTime.staff_id, TakenTime.day, TakenTime.cell)
    query = query.where(TakenTime.day.between(first, last), TakenTime.staff_id.is_not(None))
    taken = {(staff_id or 0, day, cell) for staff_id, day, cell in db.session.execute(query)}
    return free_slots(duties(first, last), taken, minutes, SLOT_MINUTES, (first, minutes_of(moment.time())))


def _appointments() -> Select[Appointment]:
    return (
        select(Appointment)
        .options(joinedload(Appointment.staff), selectinload(Appointment.children).joinedload(Child.squad))
        .order_by(Appointment.day, Appointment.begins, Appointment.id)
    )


def coming_appointments() -> Sequence[Appointment]:
    """What is booked, and what is over and waits for a word of what came of it."""
    return db.session.scalars(_appointments().where(Appointment.state == "booked")).all()


def fallen_appointments(rows: Sequence[Appointment]) -> dict[int, str]:
    """Appointment id → why it cannot take place as booked (`slots.fallen`); of those that have not begun."""
    moment = local(now())
    ahead = [row for row in rows if (row.day, row.begins) > (moment.date(), minutes_of(moment.time()))]
    if not ahead:
        return {}
    roster = duties(min(row.day for row in ahead), max(row.day for row in ahead))
    found = {row.id: fallen(row.day, row.begins, row.ends, row.staff_id, roster) for row in ahead}
    return {key: why for key, why in found.items() if why}


def past_appointments(limit: int = 30) -> Sequence[Appointment]:
    """What is settled, the newest first."""
    query = _appointments().order_by(None).order_by(Appointment.day.desc(), Appointment.begins.desc())
    return db.session.scalars(query.where(Appointment.state != "booked").limit(limit)).all()


def find_appointment(appointment_id: int) -> Appointment | None:
    return db.session.scalar(_appointments().where(Appointment.id == appointment_id))


def away_from_class(squad_ids: Collection[int], first: date, last: date) -> list[tuple[Appointment, Child]]:
    """Which children of these squads are called for when: nothing of why. Nobody is sent to hours that fell away."""
    query = _appointments().where(
        Appointment.state == "booked",
        Appointment.comes == "pupil",
        Appointment.day.between(first, last),
        Appointment.children.any(Child.squad_id.in_(squad_ids)),
    )
    rows = db.session.scalars(query).all()
    fell = fallen_appointments(rows)
    return [(row, child) for row in rows if row.id not in fell for child in row.children if child.squad_id in squad_ids]


def children_to_choose(squad_ids: Collection[int] | None = None) -> Sequence[Child]:
    """Enrolled children by class and name."""
    query = select(Child).where(Child.state == "enrolled").options(joinedload(Child.squad))
    if squad_ids is not None:
        query = query.where(Child.squad_id.in_(squad_ids))
    rows = db.session.scalars(query).all()
    return sorted(rows, key=lambda one: (-one.squad.entry_year, one.squad.number, one.name))
