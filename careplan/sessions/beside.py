"""What packages further down the way do when a schedule is published, in the same transaction.

They register here once, when the application is made; publishing knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careplan.sessions.models import ScheduleVersion

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
