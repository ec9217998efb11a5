"""What a person enters of an activity. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ActivityWords:
    """An activity's content; the names are the table's."""

    title: str
    title_en: str
    goals: list[str]
    grades: list[int]
    method: str
    strand: str
    channel: str
    tier: str
    domains: list[str]
    abilities: list[str]
    principles: list[str]
    audiences: list[str]
    lessons: int
    group_min: int
    group_max: int
    meets: str
    venue_kinds: list[str]
    seasons: list[str]
    posts: list[dict[str, str]]
    cost_fen: int
    purpose: str
    basis: str
    materials: list[str]
    safety: list[str]
    success: list[str]
    family: str
    steps: list[dict[str, Any]]


LESSON_MINUTES = 40


def minutes_of(steps: list[dict[str, Any]]) -> int:
    """The minutes of all steps together."""
    return sum(int(step["minutes"]) for step in steps)
