"""What packages further down the way show where somebody is away: what else of theirs needs somebody.

They register here once, when the application is made; these pages know none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A template and what it shows, which it finds as `part.shown`."""

    template: str
    shown: Mapping[str, Any]


Show = Callable[[int | None], Part | None]
"""Of everybody who is away (None), or of one person by staff id; None where there is nothing."""
_shows: list[Show] = []


def show_when_away(show: Show) -> None:
    """Register a part of the pages."""
    if show not in _shows:
        _shows.append(show)


def parts_when_away(staff_id: int | None = None) -> list[Part]:
    """All parts in the order in which they were registered."""
    return [part for show in _shows if (part := show(staff_id)) is not None]
