"""What packages further down the way show on a session's page, and what they do when the schedule changes.

They register here once, when the application is made; the sessions know none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careplan.sessions.models import ScheduleVersion, TeamSession

Listener = Callable[["ScheduleVersion", "ScheduleVersion | None", int | None], None]
"""Takes the version now in force, the one before it (None: the first), and who published."""

_listeners: list[Listener] = []


def when_published(listener: Listener) -> None:
    """Register who does something with each publication; an error of theirs takes the publication back."""
    if listener not in _listeners:
        _listeners.append(listener)


def published(version: ScheduleVersion, former: ScheduleVersion | None, actor_id: int | None) -> None:
    """Tell all of them, once for each publication."""
    for listener in _listeners:
        listener(version, former, actor_id)


Hearer = Callable[["TeamSession", int | None], int]
"""Takes a session that was cancelled, held otherwise, or taken back, and who did it; how many people are to be told."""
_hearers: list[Hearer] = []


def when_apart(hearer: Hearer) -> None:
    """Register who does something when a session comes apart from its plan."""
    if hearer not in _hearers:
        _hearers.append(hearer)


def came_apart(team_session: TeamSession, actor_id: int | None) -> int:
    """Tell all of them, in the same transaction; how many people are to be told."""
    return sum(hearer(team_session, actor_id) for hearer in _hearers)


PLACES = ("feedback", "aside")
"""In the block of the feedback, or as a block of its own at the end of the second column."""


@dataclass(frozen=True, slots=True)
class Part:
    """A template and what it shows, which it finds as `part.shown`."""

    place: str
    template: str
    shown: Mapping[str, Any]


Show = Callable[[Any], Part | None]
"""From the session to what is shown of it on its page; None: nothing."""
_shows: list[Show] = []
_keeps: list[Callable[[int], bool]] = []


def show_on_session(show: Show) -> None:
    """Register a part of the page."""
    if show not in _shows:
        _shows.append(show)


def keep_record(keeps: Callable[[int], bool]) -> None:
    """Register who knows of records of a session (by its id) that would be lost if it had not been held after all."""
    if keeps not in _keeps:
        _keeps.append(keeps)


def parts_of(session: Any) -> list[Part]:
    """All parts in the order in which they were registered."""
    return [part for show in _shows if (part := show(session)) is not None]


def has_records(session_id: int) -> bool:
    """Whether something further down the way is recorded of the session."""
    return any(keeps(session_id) for keeps in _keeps)
