"""The school's events out of an .ics file of another calendar (S20)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from careplan.programme.school_events import (
    LONGEST_PLACE,
    LONGEST_TITLE,
    EventFault,
    EventFile,
    SchoolEventWords,
    collected,
)

SCHOOL_ZONE = ZoneInfo("Asia/Shanghai")
MOST_BYTES = 1024 * 1024


def events_of_calendar(data: bytes) -> EventFile:
    """The entries with a day and a name; one that repeats is told, its first day alone would mislead."""
    if len(data) > MOST_BYTES:
        return EventFile(unreadable="too-many")
    try:
        calendar = Calendar.from_ical(data)
        return collected(list(_entries(calendar)))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError):
        return EventFile(unreadable="broken")


def _entries(calendar: Any) -> Iterator[SchoolEventWords | EventFault]:
    for number, entry in enumerate(calendar.walk("VEVENT"), 1):
        title = " ".join(str(entry.get("SUMMARY", "")).split())[:LONGEST_TITLE]
        start = entry.get("DTSTART")
        if not title:
            yield EventFault(number, "no-title")
        elif start is None:
            yield EventFault(number, "no-day", title)
        elif entry.get("RRULE") is not None or entry.get("RDATE") is not None:
            yield EventFault(number, "repeats", title)
        else:
            yield _event(title, start.dt, _end(entry, start.dt), " ".join(str(entry.get("LOCATION", "")).split()))


def _end(entry: Any, start: date) -> date:
    """The end as written, or after its length; without either the day itself, or an hour."""
    if entry.get("DTEND") is not None:
        end: date = entry["DTEND"].dt
        return end
    if entry.get("DURATION") is not None:
        later: date = start + entry["DURATION"].dt
        return later
    return start + (timedelta(hours=1) if isinstance(start, datetime) else timedelta(days=1))


def _event(title: str, start: date, end: date, place: str) -> SchoolEventWords:
    if isinstance(start, datetime) and isinstance(end, datetime):
        first, last = _at_school(start), _at_school(end)
        if first.date() == last.date() and first < last:
            return SchoolEventWords(first.date(), first.date(), title, first.time(), last.time(), place[:LONGEST_PLACE])
        return SchoolEventWords(first.date(), max(last.date(), first.date()), title, place=place[:LONGEST_PLACE])
    last_day = end - timedelta(days=1)  # a day's end is the day after
    return SchoolEventWords(start, max(last_day, start), title, place=place[:LONGEST_PLACE])


def _at_school(moment: datetime) -> datetime:
    """On the school's wall clock, without zone and seconds."""
    local = moment.astimezone(SCHOOL_ZONE) if moment.tzinfo else moment
    return local.replace(tzinfo=None, second=0, microsecond=0)
