"""A schedule in force as it stands, and its sessions that can no longer be held, each with the cause. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from careplan.plans.facts import PersonFacts, PlaceFacts, PlanFacts, SquadFacts
from careplan.school.calendar import LessonTime
from careplan.sessions.schedule_files import DatedSession
from careplan.sessions.taken import Taken, by_day

CauseKind = Literal["lost", "timetable", "closed", "away", "teaches", "gone"]
OF_PEOPLE = frozenset({"away", "teaches"})
"""Causes that somebody else in the post puts right; after any other the session has to move."""


@dataclass(frozen=True, slots=True)
class Standing(DatedSession):
    """A session in force. id: its row; needs: the qualification of each post; open: ahead, and nothing is recorded."""

    id: int = 0
    needs: tuple[str, ...] = ()
    open: bool = True

    @property
    def times(self) -> range:
        """Its lessons of the day."""
        return range(self.period, self.period + self.lessons)

    def meets(self, other: DatedSession) -> bool:
        """Whether the two take place at one time."""
        here = range(other.period, other.period + other.lessons)
        return self.day == other.day and any(one in here for one in self.times)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a session falls. who: the person's number, or the place's name."""

    kind: CauseKind
    who: str = ""


@dataclass(frozen=True, slots=True)
class Fallen:
    """A session that cannot be held as it stands."""

    session: Standing
    causes: tuple[Cause, ...]

    @property
    def moves(self) -> bool:
        """Whether somebody else in the post is not enough."""
        return any(cause.kind not in OF_PEOPLE for cause in self.causes)


class School:
    """The facts of a plan by id, and the hours in which people are needed beside the sessions."""

    def __init__(self, facts: PlanFacts, taken: Iterable[Taken] = ()) -> None:
        self.facts = facts
        self.taken = by_day(taken)
        self.people: Mapping[str, PersonFacts] = {one.id: one for one in facts.people}
        self.places: Mapping[str, PlaceFacts] = {one.id: one for one in facts.places}
        self.squads: Mapping[str, SquadFacts] = {one.id: one for one in facts.squads}

    def times(self, session: Standing) -> list[LessonTime]:
        """Whose weekly lessons the session takes; none on a day without lessons."""
        weekday = self.facts.calendar.lessons_of(session.day)
        return [] if weekday is None else [LessonTime(weekday, period) for period in session.times]

    def elsewhere(self, person: str, session: DatedSession) -> Taken | None:
        """What somebody is needed for beside the sessions at the time of this one."""
        found = (one for one in self.taken.get(session.day, ()) if one.staff == person)
        return next((one for one in found if one.meets(session.day, session.period, session.lessons)), None)


def fallen(school: School, sessions: Iterable[Standing]) -> tuple[Fallen, ...]:
    """The open sessions that can no longer be held as they stand, in order of time."""
    found = [Fallen(one, causes) for one in sessions if one.open and (causes := tuple(_causes(school, one)))]
    return tuple(sorted(found, key=lambda one: (one.session.day, one.session.period, one.session.id)))


def _causes(school: School, one: Standing) -> list[Cause]:
    times = school.times(one)
    if not times:
        return [Cause("lost")]
    found = [] if _has_its_lessons(school, one, times) else [Cause("timetable")]
    place = school.places.get(one.venue)
    if place is None:
        found.append(Cause("gone", one.venue))
    elif any(stretch.touches(one.day, one.period, one.lessons) for stretch in place.closed):
        found.append(Cause("closed", one.venue))
    return found + [cause for person in dict.fromkeys(one.staff) for cause in _of_person(school, one, person, times)]


def _has_its_lessons(school: School, one: Standing, times: Sequence[LessonTime]) -> bool:
    """Whether the day still has these lessons for every squad that is known."""
    known = [school.squads[squad] for squad in one.squads if squad in school.squads]
    return all(set(times) <= squad.lessons for squad in known)


def _of_person(school: School, one: Standing, number: str, times: Sequence[LessonTime]) -> list[Cause]:
    person = school.people.get(number)
    if person is None or is_away(person, one):
        return [Cause("away", number)]
    return [Cause("teaches", number)] if person.busy & set(times) else []


def is_away(person: PersonFacts, one: DatedSession) -> bool:
    """Whether the person is away in any lesson of the session."""
    return any(stretch.touches(one.day, one.period, one.lessons) for stretch in person.away)


Post = tuple[int, int]
"""A session's row and the post's place in it."""
Picks = Mapping[Post, str]
"""Who was chosen for a post a minute ago: not in force yet, but counted."""


def with_picks(sessions: Iterable[Standing], picks: Picks) -> tuple[Standing, ...]:
    """The sessions as they would be with the people chosen."""
    rows = {row for row, _ in picks}
    return tuple(_with(one, picks) if one.id in rows else one for one in sessions)


def _with(one: Standing, picks: Picks) -> Standing:
    return replace(one, staff=tuple(picks.get((one.id, post), person) for post, person in enumerate(one.staff)))
