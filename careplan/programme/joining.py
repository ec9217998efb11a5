"""What a joined session or item was and when, and where it stands in a later schedule (S20). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Stood:
    """A session or item as it was joined. period, activity, squads: of a session (0, "", () of an item).

    zh, en: what a page calls it, also when it is gone.
    """

    day: date
    zh: str
    en: str
    period: int = 0
    activity: str = ""
    squads: tuple[str, ...] = ()

    @property
    def content(self) -> tuple[str, tuple[str, ...]]:
        """What stays the same while it moves."""
        return self.activity, tuple(sorted(self.squads))

    def json(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "zh": self.zh,
            "en": self.en,
            "period": self.period,
            "activity": self.activity,
            "squads": sorted(self.squads),
        }


def stood_of(stored: Mapping[str, Any]) -> Stood:
    """As it was stored."""
    return Stood(
        date.fromisoformat(stored["day"]),
        stored["zh"],
        stored["en"],
        stored["period"],
        stored["activity"],
        tuple(stored["squads"]),
    )


def heir(stood: Stood, sessions: Mapping[int, Stood], first: date, last: date) -> int | None:
    """The row that is the same session in another schedule, as long as it still lies on the event's days.

    At its own time before another lesson of its day, that before another day of the event.
    """
    same = [
        (one.day != stood.day, abs((one.day - stood.day).days), abs(one.period - stood.period), row)
        for row, one in sessions.items()
        if one.content == stood.content and first <= one.day <= last
    ]
    return min(same)[-1] if same and stood.activity else None
