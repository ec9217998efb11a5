"""A plan laid against its problem: every id looked up once, sessions by squad and in order of time.

The rules and preferences read an `Agenda`; they share nothing with the solver.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from careplan.scheduling.problem import Activity, Problem, Slot, Venue
from careplan.scheduling.solution import Session

Moment = tuple[dt.date, int]


class Index:
    """A problem's objects by id, and its calendar."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = {slot.id: slot for slot in problem.slots}
        self.squads = {squad.id: squad for squad in problem.squads}
        self.groups = {group.id: group for group in problem.groups}
        self.venues = {venue.id: venue for venue in problem.venues}
        self.staff = {person.id: person for person in problem.staff}
        self.activities = {activity.id: activity for activity in problem.activities}
        self.at: dict[Moment, Slot] = {(slot.date, slot.period): slot for slot in problem.slots}
        self.pupils = {group.id: sum(self.squads[name].size for name in group.squads) for group in problem.groups}
        self.weeks = teaching_weeks(problem.slots)

    def filled(self, start: Slot, periods: int) -> tuple[Slot, ...] | None:
        """The consecutive slots from `start`; None where they are not all there."""
        found = [self.at.get((start.date, start.period + step)) for step in range(periods)]
        whole = tuple(slot for slot in found if slot is not None)
        return whole if len(whole) == periods else None


def teaching_weeks(slots: Iterable[Slot]) -> dict[str, tuple[int, ...]]:
    """The teaching weeks of each term in order; a week without slots is simply not among them."""
    weeks: dict[str, set[int]] = defaultdict(set)
    for slot in slots:
        weeks[slot.term].add(slot.week)
    return {term: tuple(sorted(numbers)) for term, numbers in weeks.items()}


def runs(weeks: Sequence[int], length: int) -> list[Sequence[int]]:
    """Every run of so many consecutive teaching weeks."""
    return [weeks[start : start + length] for start in range(len(weeks) - length + 1)]


@dataclass(frozen=True, slots=True)
class Held:
    """One session of a plan with what its ids mean; `slots` is None where it runs past its day."""

    number: int  # its place in the plan
    session: Session
    activity: Activity
    squads: tuple[str, ...]
    pupils: int
    start: Slot
    slots: tuple[Slot, ...] | None
    venue: Venue
    people: frozenset[str]

    @property
    def moment(self) -> Moment:
        return self.start.date, self.start.period

    @property
    def last(self) -> Moment:
        return self.start.date, self.start.period + self.activity.periods - 1


class Agenda:
    """The sessions of a plan that can be read, and whatever cannot as (number, why)."""

    def __init__(self, index: Index, sessions: Sequence[Session]) -> None:
        self.index = index
        self.problem = index.problem
        self.unread: list[tuple[int, str]] = []
        self.held: list[Held] = []
        for number, session in enumerate(sessions):
            fault = unreadable(index, session)
            if fault is None:
                self.held.append(_hold(index, number, session))
            else:
                self.unread.append((number, fault))
        self.by_squad: dict[str, list[Held]] = {squad.id: [] for squad in index.problem.squads}
        for held in sorted(self.held, key=lambda one: one.moment):
            for squad in held.squads:
                self.by_squad[squad].append(held)


def unreadable(index: Index, session: Session) -> str | None:
    """The id of a session that does not exist or does not belong; None where all do."""
    activity = index.activities.get(session.activity)
    if activity is None:
        return session.activity
    if session.group not in index.groups or session.group not in activity.groups:
        return session.group
    if session.start not in index.slots:
        return session.start
    if session.venue not in index.venues:
        return session.venue
    if len(session.staff) != len(activity.staff):
        return "staff"
    return next((name for name in session.staff if name not in index.staff), None)


def _hold(index: Index, number: int, session: Session) -> Held:
    activity, start = index.activities[session.activity], index.slots[session.start]
    return Held(
        number,
        session,
        activity,
        index.groups[session.group].squads,
        index.pupils[session.group],
        start,
        index.filled(start, activity.periods),
        index.venues[session.venue],
        frozenset(session.staff),
    )
