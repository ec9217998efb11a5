"""Between the scheduling format's sessions and the year's dated ones: files packed for keeping, ids looked up. Pure."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from careplan.scheduling.problem import Problem, Request, Weights
from careplan.scheduling.solution import Session

CHANGE_WEIGHT = 20
"""Penalty of one session changed against the plan in force, unless the plan's weights say otherwise."""


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


def keeping(problem: Problem, recorded: tuple[Session, ...], in_force: tuple[Session, ...]) -> Problem:
    """The problem with what was already held fixed as requests, and as little else changed as can be.

    recorded: sessions that took place or were cancelled: a re-plan must not touch them. in_force: the whole plan now
    published. Sessions whose activity, venue or people are gone from the problem are left out.
    """
    known = _Known.of(problem)
    requests = tuple(
        Request(one.activity, one.group, one.start, one.venue, one.staff) for one in recorded if known.has(one)
    )
    previous = tuple(one for one in in_force if known.has(one))
    weights: Weights = problem.weights
    if previous and not weights.change:
        weights = replace(weights, change=CHANGE_WEIGHT)
    return replace(problem, requests=(*problem.requests, *requests), previous=previous, weights=weights)


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids of a problem."""

    ids: Mapping[str, frozenset[str]]

    @staticmethod
    def of(problem: Problem) -> _Known:
        lists = ("slots", "groups", "venues", "staff", "activities")
        return _Known({name: frozenset(one.id for one in getattr(problem, name)) for name in lists})

    def has(self, session: Session) -> bool:
        return (
            session.activity in self.ids["activities"]
            and session.group in self.ids["groups"]
            and session.start in self.ids["slots"]
            and session.venue in self.ids["venues"]
            and all(person in self.ids["staff"] for person in session.staff)
        )


def pack(value: dict[str, Any]) -> bytes:
    """A file's content, compressed for keeping beside the schedule."""
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 9)


def unpack(packed: bytes) -> dict[str, Any]:
    """What `pack` kept."""
    found: dict[str, Any] = json.loads(zlib.decompress(packed))
    return found
