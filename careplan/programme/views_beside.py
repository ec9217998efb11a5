"""What is planned beside the sessions, in their calendar; and what becomes of it when opening hours go."""

from __future__ import annotations

from dataclasses import replace

from careplan.casework.hours_beside import when_hours_go
from careplan.programme.hours_operations import hours_gone
from careplan.programme.join_operations import keep_joins
from careplan.programme.join_queries import events_between
from careplan.programme.own_queries import own_entries
from careplan.programme.queries import WantedItems, find_items
from careplan.programme.served_once import Ref
from careplan.programme.taken_queries import hours_taken
from careplan.programme.views_marks import marks, part_of_session, session_marks, stands_there
from careplan.programme.views_words import beside_of, beside_of_event
from careplan.school.queries import current_year, squads_of_year
from careplan.sessions.beside import show_on_session, when_published
from careplan.sessions.calendar_beside import Asked, Beside, mark_sessions, show_in_calendar
from careplan.sessions.taken_beside import take_up
from careplan.telling.own_beside import add_to_calendar


def feed(asked: Asked) -> list[Beside]:
    """The items on these days; of somebody's own what they answer for and what is meant for their squads' grades.

    For one squad those that name its grade; what is for the whole school would hide the rest.
    """
    wanted = WantedItems(asked.first, asked.last, staff_id=asked.staff_id, venue_id=asked.venue_id)
    if asked.squad_id:
        wanted = replace(wanted, grades=_grades(frozenset({asked.squad_id})))
    found = find_items(wanted)
    if asked.mine:
        squads, staff_id = asked.mine
        grades = _grades(squads)
        found = [one for one in found if (staff_id and one.staff_id == staff_id) or grades & set(one.series.grades)]
    known = marks([Ref("item", item.id) for item in found])
    shown = [replace(beside_of(item), mark=known.get(Ref("item", item.id), "")) for item in found]
    return shown + _events(asked)


def _events(asked: Asked) -> list[Beside]:
    """The school's own events: for everybody, but not among what one person, place or squad does.

    One that is a session or item too stands there once, as that, with a mark.
    """
    if asked.squad_id or asked.staff_id or asked.venue_id:
        return []
    found = events_between(asked.first, asked.last)
    return [beside_of_event(event) for event in found if not stands_there(event, asked)]


def _grades(squad_ids: frozenset[int]) -> frozenset[int]:
    year = current_year()
    rows = squads_of_year(year.start_year) if year and squad_ids else ()
    return frozenset(row.grade(year.start_year) for row in rows if row.id in squad_ids) if year else frozenset()


show_in_calendar(feed)
when_hours_go(hours_gone)
take_up(hours_taken)
mark_sessions(session_marks)
show_on_session(part_of_session)
when_published(keep_joins)
add_to_calendar(own_entries)
