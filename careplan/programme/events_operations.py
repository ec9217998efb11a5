"""Take the school's events over from a file that was looked at, write one by hand, change it, take it away (S20)."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.children.faults import Fault
from careplan.children.roster_xlsx import read_workbook
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.events_child import read_calendar
from careplan.programme.join_queries import ref_of
from careplan.programme.joining import stood_of
from careplan.programme.models import SchoolEvent
from careplan.programme.planned import days_of_year
from careplan.programme.queries import school_events
from careplan.programme.school_events import EventFile, SchoolEventWords, events_of_sheet
from careplan.school.queries import require_year


def read_events(file_name: str, data: bytes) -> EventFile:
    """What stands in an .ics or a workbook, opened in a process of its own; of what repeats this school year's days."""
    if file_name.lower().endswith(".ics") or data.lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return read_calendar(data, *days_of_year(require_year().start_year))
    grids = read_workbook(data)
    return EventFile(unreadable="broken") if isinstance(grids, Fault) else events_of_sheet(grids)


def import_events(*, actor_id: int | None, events: Sequence[SchoolEventWords], source: str) -> int:
    """Store the events that are not there yet; returns how many. Refused when there is none to store."""
    if not events:
        raise Refused(_("Please tick at least one event."))
    known = {(row.day, row.title) for row in school_events(min(e.day for e in events), max(e.last_day for e in events))}
    added = [event for event in events if (event.day, event.title) not in known]
    for event in added:
        db.session.add(
            SchoolEvent(
                day=event.day,
                last_day=event.last_day,
                begins=event.begins,
                ends=event.ends,
                title=event.title,
                place=event.place,
                source=source[:120],
            )
        )
    db.session.flush()
    record(actor_id=actor_id, action="import", entity="school_event", detail={"added": len(added)})
    return len(added)


def enter_event(*, actor_id: int | None, words: SchoolEventWords) -> SchoolEvent:
    """An event that stands in no file, written by hand."""
    _check(words)
    event = SchoolEvent(source="", serves=[])
    _write(event, words)
    db.session.add(event)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="school_event", entity_id=event.id)
    return event


def change_event(*, actor_id: int | None, event: SchoolEvent, words: SchoolEventWords) -> None:
    """Other words for an event; what it is joined with stays joined as long as it lies on the event's days."""
    _check(words)
    if any(not words.day <= stood_of(join.stood).day <= words.last_day for join in event.joins if ref_of(join)):
        raise Refused(_("It is joined with something on another day. Please take the joining back first."))
    _write(event, words)
    event.settled = False
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="school_event", entity_id=event.id)


def _check(words: SchoolEventWords) -> None:
    first, last = days_of_year(require_year().start_year)
    if not first <= words.day <= words.last_day <= last:
        raise Refused(_("The days must lie in this school year, the last not before the first."))
    if (words.begins is None) != (words.ends is None) or (words.begins and words.ends and words.begins >= words.ends):
        raise Refused(_("Please write the time like 12:20-13:00."))


def _write(event: SchoolEvent, words: SchoolEventWords) -> None:
    event.day, event.last_day, event.title, event.place = words.day, words.last_day, words.title, words.place
    event.begins, event.ends = words.begins, words.ends


def remove_event(*, actor_id: int | None, event: SchoolEvent) -> None:
    """Take an event off the list; what it was joined with stands by itself again."""
    record(actor_id=actor_id, action="remove", entity="school_event", entity_id=event.id)
    db.session.delete(event)
    db.session.flush()
