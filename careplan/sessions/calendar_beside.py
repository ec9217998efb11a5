"""What packages further down plan beside the sessions, shown in the same calendar and lists (S36, S32, S35, S5).

They register a feed once, when the application is made; the sessions know none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """What a calendar shows: days, both included, and its filters; mine: (own squads, own staff id).

    in_force: beside the schedule in force, not another version.
    """

    first: date
    last: date
    squad_id: int | None = None
    staff_id: int | None = None
    venue_id: int | None = None
    mine: tuple[frozenset[int], int | None] | None = None
    in_force: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Beside:
    """Something planned beside the sessions, in the reader's words, on the school's wall clock.

    kind: its code, for the look; word: the kind's name; title: kind and topic; state: planned · done · cancelled;
    waits: its day is over and nothing is recorded; staff_id, venue_id: whose row it stands in; mark: what else it is.
    """

    begins: datetime
    ends: datetime
    key: str
    kind: str
    word: str
    title: str
    who: str
    place: str
    state: str
    waits: bool
    url: str
    staff_id: int | None = None
    venue_id: int | None = None
    mark: str = ""

    @property
    def day(self) -> date:
        return self.begins.date()

    @property
    def hours(self) -> str:
        """12:20–13:00."""
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"

    def event(self) -> dict[str, Any]:
        """As the calendar's script wants it."""
        return {
            "id": self.key,
            "title": self.title,
            "detail": " · ".join(part for part in (self.hours, self.place, self.who, self.mark) if part),
            "start": self.begins.isoformat(),
            "end": self.ends.isoformat(),
            "url": self.url,
            "className": ["beside", f"beside-{self.kind}", f"is-{'waiting' if self.waits else self.state}"],
        }


Feed = Callable[[Asked], list[Beside]]
_feeds: list[Feed] = []


def show_in_calendar(feed: Feed) -> None:
    """Register who can say what else is planned on these days."""
    if feed not in _feeds:
        _feeds.append(feed)


def beside_sessions(asked: Asked) -> list[Beside]:
    """Everything that stands beside the sessions, in order of time."""
    return sorted(one for feed in _feeds for one in feed(asked))


Marks = Callable[[list[int]], dict[int, str]]
"""From sessions in force, by id, to what else some of them are: an event of the school's calendar."""
_marks: list[Marks] = []


def mark_sessions(marks: Marks) -> None:
    """Register who marks sessions in the calendar and in lists."""
    if marks not in _marks:
        _marks.append(marks)


def marks_of(session_ids: list[int]) -> dict[int, str]:
    """The marks, in the reader's words."""
    found: dict[int, str] = {}
    for marks in _marks:
        for session_id, words in marks(session_ids).items():
            found[session_id] = " · ".join(filter(None, (found.get(session_id), words)))
    return found
