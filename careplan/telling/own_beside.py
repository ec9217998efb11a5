"""What packages further down the way add to a person's calendar: the hours that are their own beside the sessions.

They register here once, when the application is made; telling knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from careplan.telling.calendar_file import Entry

if TYPE_CHECKING:
    from careplan.accounts.models import User

Own = Callable[["User"], list[Entry]]
"""A person's entries, in the person's language; they may name no child."""
_own: list[Own] = []


def add_to_calendar(own: Own) -> None:
    """Register who has entries."""
    if own not in _own:
        _own.append(own)


def entries_beside(person: User) -> list[Entry]:
    """Everything of a person beside the sessions."""
    return [entry for own in _own for entry in own(person)]
