"""The school's own events, read from another calendar or a sheet, so that the planner sees busy days (S20). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from unicodedata import normalize

from careplan.casework.help_words import clean_hours
from careplan.children.grid import Grid, Value, as_text, is_blank
from careplan.programme.planned import moment_of

MOST_EVENTS = 500
LONGEST_TITLE, LONGEST_PLACE = 80, 60
LONGEST_DAYS = 366
YEARS = range(2000, 2100)
COLUMNS = {
    "day": ("日期", "开始日期", "date", "start"),
    "last": ("结束日期", "截止日期", "end"),
    "hours": ("时间", "time", "hours"),
    "title": ("活动", "活动名称", "名称", "事项", "内容", "主题", "title", "event"),
    "place": ("地点", "场地", "place", "location"),
}
HEADER_ROWS = 10
_INVISIBLE = re.compile("[\u200b\u200d\ufeff\u2060]")
_DAY = re.compile(r"(20\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?")


@dataclass(frozen=True, slots=True, order=True)
class SchoolEventWords:
    """An event; begins None: the whole day."""

    day: date
    last_day: date
    title: str
    begins: time | None = None
    ends: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class EventFault:
    """A line that cannot be taken over. where: row of the sheet, or the event's place in the calendar; why: a code."""

    where: int
    why: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class EventFile:
    """What stands in a file; unreadable: why nothing could be read at all."""

    events: tuple[SchoolEventWords, ...] = ()
    faults: tuple[EventFault, ...] = ()
    unreadable: str = ""


def events_of_sheet(grids: Sequence[Grid]) -> EventFile:
    """The events of the first sheet that has a column of days and one of names."""
    for grid in grids:
        found = _header(grid)
        if found is not None:
            row, columns = found
            return _checked(_rows(grid, row, columns))
    return EventFile(unreadable="no-header")


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(grid.rows[:HEADER_ROWS]):
        named = {as_text(value).strip().lower(): column for column, value in enumerate(row) if not is_blank(value)}
        columns = {key: named[word] for key, words in COLUMNS.items() for word in words[::-1] if word in named}
        if {"day", "title"} <= set(columns):
            return number, columns
    return None


def _rows(grid: Grid, header: int, columns: dict[str, int]) -> Iterable[SchoolEventWords | EventFault]:
    for number, row in enumerate(grid.rows[header + 1 :], header + 2):
        cells = {key: row[column] for key, column in columns.items()}
        if any(not is_blank(value) for value in cells.values()):
            yield _event(number, cells)


def _event(number: int, cells: dict[str, Value]) -> SchoolEventWords | EventFault:
    title, day = as_text(cells["title"])[:LONGEST_TITLE], _day(cells["day"])
    if not title:
        return EventFault(number, "no-title")
    if day is None:
        return EventFault(number, "no-day", as_text(cells["day"])[:LONGEST_TITLE])
    last = _day(cells["last"]) if not is_blank(cells.get("last")) else day
    written = normalize("NFKC", as_text(cells.get("hours")))
    hours = clean_hours(written) if written else None
    if last is None or last < day:
        return EventFault(number, "no-last", title)
    if written and hours is None:
        return EventFault(number, "no-hours", written[:LONGEST_TITLE])
    begins, ends = moment_of(hours) if hours else (None, None)
    return SchoolEventWords(day, last, title, begins, ends, as_text(cells.get("place"))[:LONGEST_PLACE])


def _day(value: Value) -> date | None:
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(as_text(value).strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _checked(rows: Iterable[SchoolEventWords | EventFault]) -> EventFile:
    found = [_sound(number, row) for number, row in enumerate(rows, 1)]
    events = sorted({row for row in found if isinstance(row, SchoolEventWords)}, key=_order)
    if len(events) > MOST_EVENTS:
        return EventFile(unreadable="too-many")
    faults = tuple(row for row in found if isinstance(row, EventFault))
    return EventFile(tuple(events), faults, "" if events or faults else "empty")


def _sound(number: int, row: SchoolEventWords | EventFault) -> SchoolEventWords | EventFault:
    """The row; a fault where a form would not take it: other characters, another century, longer than a year."""
    if isinstance(row, EventFault):
        return row
    event = replace(row, title=_line(row.title), place=_line(row.place))
    if not (event.title.isprintable() and event.place.isprintable()):
        return EventFault(number, "bad-text", row.day.isoformat())
    if not {row.day.year, row.last_day.year} <= set(YEARS):
        return EventFault(number, "far", event.title)
    return EventFault(number, "too-long", event.title) if (row.last_day - row.day).days > LONGEST_DAYS else event


def _line(text: str) -> str:
    """One line of plain blanks, without marks that nobody sees."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _order(event: SchoolEventWords) -> tuple[date, str]:
    return event.day, event.title


def collected(rows: Iterable[SchoolEventWords | EventFault]) -> EventFile:
    """The same for a calendar's entries."""
    return _checked(rows)


def overlaps(event: SchoolEventWords, day: date, begins: time, ends: time) -> bool:
    """Whether the event takes up these minutes of the day; one without hours takes the whole day."""
    if not event.day <= day <= event.last_day:
        return False
    return event.begins is None or event.ends is None or (begins < event.ends and event.begins < ends)
