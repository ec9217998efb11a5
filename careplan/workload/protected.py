"""Protected time (S44, S50): loads beside their limits, and kept-free time that was not kept.

Pure; counts what really happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NEAR = (4, 5)
"""Near the limit: four fifths of it and more."""
KEPT, LESSON = "kept", "lesson"


@dataclass(frozen=True, slots=True)
class Held:
    """A session that somebody held a post in, or other work with hours of its own (then without lessons led).

    source, source_id: session · item · entry with its id; slots: weekday and period of each lesson that it fills;
    planned: it lies ahead, and counts for what is coming only.
    """

    staff_id: int
    source: str
    source_id: int
    day: date
    lessons: int
    slots: tuple[tuple[int, int], ...]
    title: str
    title_en: str = ""
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a person may lead at most, in lessons, and which weekly lessons are theirs.

    slots: (weekday, period) → kept or lesson.
    """

    per_week: int | None
    per_term: int | None
    slots: Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Week:
    """A week's lessons beside the limit. state: over · near · within · free (no limit set)."""

    monday: date
    lessons: int
    limit: int | None
    state: str
    planned: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """What took place in somebody's kept-free time (kept) or while they had a lesson to teach (lesson)."""

    what: str
    held: Held
    slot: tuple[int, int]
    kind: str = ""
    """As a line has it; nothing here is a post."""

    @property
    def source(self) -> str:
        return self.held.source

    @property
    def source_id(self) -> int:
        return self.held.source_id


@dataclass(frozen=True, slots=True)
class Load:
    """One person's load. weeks: those at or over four fifths of the limit; term: lessons held; ahead: planned ones."""

    staff_id: int
    term: int
    ahead: int
    term_limit: int | None
    term_state: str
    fullest: int
    week_limit: int | None
    weeks: tuple[Week, ...]
    breaches: tuple[Breach, ...]

    @property
    def state(self) -> str:
        """The worst of weeks and term."""
        states = {self.term_state, *(week.state for week in self.weeks)}
        return next((one for one in ("over", "near") if one in states), "within" if self.week_limit else "free")


def state_of(lessons: int, limit: int | None) -> str:
    """over · near · within · free."""
    if limit is None:
        return "free"
    if lessons > limit:
        return "over"
    return "near" if lessons * NEAR[1] >= limit * NEAR[0] and lessons else "within"


def load_of(staff_id: int, held: Iterable[Held], limits: Limits) -> Load:
    """What somebody's sessions come to, beside the limits that the school set."""
    own = sorted(
        (one for one in held if one.staff_id == staff_id), key=lambda one: (one.day, one.source, one.source_id)
    )
    done, ahead = [one for one in own if not one.planned], [one for one in own if one.planned]
    by_week: dict[tuple[date, bool], int] = {}
    for one in (one for one in own if one.lessons):
        key = (one.day - timedelta(days=one.day.weekday()), one.planned)
        by_week[key] = by_week.get(key, 0) + one.lessons
    weeks = [
        Week(monday, lessons, limits.per_week, state_of(lessons, limits.per_week), planned)
        for (monday, planned), lessons in sorted(by_week.items())
    ]
    term = sum(one.lessons for one in done)
    return Load(
        staff_id,
        term,
        sum(one.lessons for one in ahead),
        limits.per_term,
        state_of(term, limits.per_term),
        max((week.lessons for week in weeks if not week.planned), default=0),
        limits.per_week,
        tuple(week for week in weeks if week.state in ("near", "over")),
        tuple(Breach(limits.slots[slot], one, slot) for one in done for slot in one.slots if slot in limits.slots),
    )
