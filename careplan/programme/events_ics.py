"""The school's events out of an .ics file of another calendar (S20); what repeats, day by day within a school year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from careplan.programme.repeating import MOST_ENTRIES, MOST_TIMES, refused
from careplan.programme.school_events import (
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_EVENTS,
    EventFault,
    EventFile,
    SchoolEventWords,
    collected,
)

SCHOOL_ZONE = ZoneInfo("Asia/Shanghai")
MOST_BYTES = 1024 * 1024
Row = SchoolEventWords | EventFault


def events_of_calendar(data: bytes, first: date, last: date) -> EventFile:
    """The entries with a day and a name; of those that repeat every day from `first` to `last`, both included."""
    if len(data) > MOST_BYTES or data.upper().count(b"BEGIN:VEVENT") > MOST_ENTRIES:
        return EventFile(unreadable="too-many")
    try:
        calendar = Calendar.from_ical(data)
        return collected(_some(_rows(calendar, first, last)))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError, RecursionError):
        return EventFile(unreadable="broken")


def _some(rows: Iterable[Row]) -> list[Row]:
    """As many as are needed to see that there are too many."""
    found: list[Row] = []
    for row in rows:
        found.append(row)
        if len(found) > 2 * MOST_EVENTS:
            break
    return found


def _rows(calendar: Any, first: date, last: date) -> Iterator[Row]:
    """Entries of one UID belong together: one that repeats, and its days that are otherwise."""
    together: dict[str, list[tuple[int, Any]]] = {}
    for number, entry in enumerate(calendar.walk("VEVENT"), 1):
        key = str(entry.get("UID", "")) or f" {number}"
        together.setdefault(key, []).append((number, entry))
    for entries in together.values():
        if any(_repeats(entry) for _number, entry in entries):
            yield from _repeated(calendar, entries, first, last)
        else:
            for number, entry in entries:
                yield from _row(number, entry)


def _repeats(entry: Any) -> bool:
    return entry.get("RRULE") is not None or entry.get("RDATE") is not None


def _row(number: int, entry: Any) -> Iterator[Row]:
    """An entry as it stands; what was called off is none."""
    title, start = _title(entry), entry.get("DTSTART")
    if str(entry.get("STATUS", "")).upper() == "CANCELLED":
        return
    if not title:
        yield EventFault(number, "no-title")
    elif start is None:
        yield EventFault(number, "no-day", title)
    else:
        yield _event(title, start.dt, _end(entry, start.dt), " ".join(str(entry.get("LOCATION", "")).split()))


def _title(entry: Any) -> str:
    return " ".join(str(entry.get("SUMMARY", "")).split())[:LONGEST_TITLE]


def _repeated(calendar: Any, entries: list[tuple[int, Any]], first: date, last: date) -> Iterator[Row]:
    number, entry = next(pair for pair in entries if _repeats(pair[1]))
    title = _title(entry)
    rules = [rule for _number, one in entries for rule in _listed(one.get("RRULE"))]
    dates = sum(len(part.dts) for _n, one in entries for key in ("EXDATE", "RDATE") for part in _listed(one.get(key)))
    if entry.get("DTSTART") is None:
        yield EventFault(number, "no-day", title)
    elif why := refused(rules, dates):
        yield EventFault(number, why, title)
    else:
        yield from _expanded(number, title, _days(calendar, entries, first, last))


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [] if given is None else [given]


def _days(calendar: Any, entries: list[tuple[int, Any]], first: date, last: date) -> list[Any]:
    """The entry's days in this time, exceptions left out or as they were changed."""
    import recurring_ical_events  # loaded when something repeats: it is slow to load

    alone = Calendar()
    for zone in calendar.walk("VTIMEZONE"):
        alone.add_component(zone)
    for _number, entry in entries:
        alone.add_component(entry)
    if calendar.get("X-WR-TIMEZONE") is not None:
        alone.add("X-WR-TIMEZONE", calendar["X-WR-TIMEZONE"])
    after = last + timedelta(days=1)
    return list(recurring_ical_events.of(alone).between(first, after))


def _expanded(number: int, title: str, days: list[Any]) -> Iterator[Row]:
    if len(days) > MOST_TIMES:
        yield EventFault(number, "too-often", title)
        return
    rows = [row for day in days for row in _row(number, day)]
    yield from dict.fromkeys(rows)
    if not rows:
        yield EventFault(number, "not-this-year", title)


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
