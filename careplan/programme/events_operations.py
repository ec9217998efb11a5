"""Take the school's events over from a file that was looked at, and take one away again (S20)."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.children.faults import Fault
from careplan.children.roster_xlsx import read_workbook
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.events_ics import events_of_calendar
from careplan.programme.models import SchoolEvent
from careplan.programme.queries import school_events
from careplan.programme.school_events import EventFile, SchoolEventWords, events_of_sheet


def read_events(file_name: str, data: bytes) -> EventFile:
    """What stands in an .ics or a workbook; a workbook is opened in a process of its own."""
    if file_name.lower().endswith(".ics") or data.lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return events_of_calendar(data)
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


def remove_event(*, actor_id: int | None, event: SchoolEvent) -> None:
    """Take an event off the list."""
    record(actor_id=actor_id, action="remove", entity="school_event", entity_id=event.id)
    db.session.delete(event)
    db.session.flush()
