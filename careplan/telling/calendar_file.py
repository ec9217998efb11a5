"""A person's sessions as an iCalendar file (RFC 5545) that a phone subscribes to. Pure.

Times are the school's wall clock with its time zone. UIDs stay while a session moves, SEQUENCE rises; what is dropped
is no longer in the file, so it leaves the phone's calendar at its next look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//careplan//sessions//ZH"
LOOK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One session in the calendar: begins and ends are the school's wall clock, without zone."""

    uid: str
    sequence: int
    begins: datetime
    ends: datetime
    title: str
    place: str
    words: str
    changed_at: datetime
    """In UTC, without zone."""


def calendar_file(name: str, entries: Iterable[Entry], alarms: Sequence[int], zone: ZoneInfo) -> bytes:
    """The file. name: what the phone calls the calendar; alarms: minutes before each session."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, alarms, zone))
    calendar.add_missing_timezones()
    data: bytes = calendar.to_ical()
    return data


def _event(entry: Entry, alarms: Sequence[int], zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.replace(tzinfo=UTC))
    event.add("last-modified", entry.changed_at.replace(tzinfo=UTC))
    event.add("dtstart", entry.begins.replace(tzinfo=zone))
    event.add("dtend", entry.ends.replace(tzinfo=zone))
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("description", entry.words)
    event.add("status", "CONFIRMED")
    for minutes in sorted(alarms, reverse=True):
        event.add_component(_alarm(minutes, entry.title))
    return event


def _alarm(minutes: int, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm
