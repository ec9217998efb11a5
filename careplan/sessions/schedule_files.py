"""Between the scheduling format's sessions and the year's dated ones: files packed for keeping, ids looked up. Pure."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session

Key = tuple[date, int, str, frozenset[str]]
"""Day, period, activity, squads: what makes two sessions the same one in two versions of the schedule."""


@dataclass(frozen=True, slots=True)
class DatedSession:
    """A session of a plan with its day, lessons and squads; ids are those of the scheduling file."""

    activity: str
    venue: str
    staff: tuple[str, ...]
    squads: tuple[str, ...]
    day: date
    period: int
    lessons: int
    week: int
    term: int

    @property
    def key(self) -> Key:
        return self.day, self.period, self.activity, frozenset(self.squads)


def dated(problem: Problem, sessions: tuple[Session, ...]) -> tuple[DatedSession, ...]:
    """Each session of a legal plan with its day and squads, in order of time."""
    slots = {slot.id: slot for slot in problem.slots}
    groups = {group.id: group.squads for group in problem.groups}
    lessons = {activity.id: activity.periods for activity in problem.activities}
    found = [
        DatedSession(
            one.activity,
            one.venue,
            one.staff,
            groups[one.group],
            slots[one.start].date,
            slots[one.start].period,
            lessons[one.activity],
            slots[one.start].week,
            int(slots[one.start].term),
        )
        for one in sessions
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.period, one.squads)))


def pack(value: dict[str, Any]) -> bytes:
    """A file's content, compressed for keeping beside the schedule."""
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 9)


def unpack(packed: bytes) -> dict[str, Any]:
    """What `pack` kept."""
    found: dict[str, Any] = json.loads(zlib.decompress(packed))
    return found
