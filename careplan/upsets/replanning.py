"""Fallen sessions planned anew while everything else stays: what is asked of the scheduler, from near to far. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem, Request, Squad
from careplan.scheduling.solution import Session

NOTICE = timedelta(days=3)
"""A session moves to an earlier day only where people still have so long to know."""
SAME_DAY, SAME_WEEK, THREE_WEEKS, WHOLE_YEAR = 0, 6, 21, 400


@dataclass(frozen=True, slots=True)
class Attempt:
    """How far from its day a fallen session may go, whether its people stay, whether it may be given up."""

    days: int
    same_people: bool = True
    all_again: bool = True


ATTEMPTS = (
    Attempt(SAME_DAY),
    Attempt(SAME_WEEK),
    Attempt(THREE_WEEKS),
    Attempt(THREE_WEEKS, same_people=False),
    Attempt(WHOLE_YEAR),
    Attempt(WHOLE_YEAR, same_people=False),
    Attempt(WHOLE_YEAR, same_people=False, all_again=False),
)
"""From what fewest people notice to what most do: another place, another lesson, another leader, no session."""


@dataclass(frozen=True, slots=True)
class Falling:
    """A session of the plan that falls. people_stay False: its leader cannot, whatever happens to time and place."""

    session: Session
    day: date
    people_stay: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedule in force, sorted: what stands, what only waits for somebody else to lead it, what falls."""

    standing: tuple[Session, ...]
    waiting: tuple[Session, ...]
    falling: tuple[Falling, ...]

    def staying(self, problem: Problem) -> tuple[Session, ...]:
        """What the problem asks for at a time, what stands and what waits: all that no attempt moves."""
        return tuple(dict.fromkeys([*_asked_for(problem), *self.standing, *self.waiting]))

    def of(self, problem: Problem) -> tuple[Session, ...]:
        """The schedule in force as far as the problem can hold it, the fallen with it."""
        return (*self.staying(problem), *(one.session for one in self.falling))


def narrowed(problem: Problem, plan: Plan, attempt: Attempt, today: date) -> Problem:
    """The problem in which all that stands is asked for as it is, and a squad is open near its fallen sessions only.

    `problem` holds the schedule in force as `previous`, so that what changes is counted; squads that lose nothing have
    no lesson in which anything of theirs could change. Sessions that wait for a leader keep their time and place.
    """
    falling = plan.falling
    asked = [Request(one.activity, one.group, one.start, one.venue, one.staff) for one in plan.standing]
    asked += [Request(one.activity, one.group, one.start, one.venue) for one in plan.waiting]
    if attempt.all_again:
        asked += [_again(one, attempt) for one in falling]
    known = set(map(_fixed, problem.requests))
    new = tuple(one for one in asked if one.start is None or _fixed(one) not in known)
    staying = plan.staying(problem)
    taken, near = _lessons(problem, staying), _near(problem, falling, attempt, today)
    for squad, full in _full_weeks(problem, staying).items():
        near[squad] = {slot for slot in near.get(squad, ()) if slot not in full}
    squads = tuple(_narrow(one, taken.get(one.id, set()) | near.get(one.id, set())) for one in problem.squads)
    return replace(problem, squads=squads, requests=(*problem.requests, *new))


def _narrow(squad: Squad, lessons: Collection[str]) -> Squad:
    return replace(squad, open=frozenset(lessons) if squad.open is None else squad.open.intersection(lessons))


def _fixed(one: Request) -> tuple[object, ...]:
    return one.activity, one.group, one.start, one.venue, one.staff


def _again(one: Falling, attempt: Attempt) -> Request:
    people = one.session.staff if attempt.same_people and one.people_stay else None
    return Request(one.session.activity, one.session.group, None, None, people)


def _asked_for(problem: Problem) -> list[Session]:
    """The sessions that the problem asks for at a time, such as those that were held."""
    return [
        Session(one.activity, one.group, one.start, one.venue or "", one.staff or ())
        for one in problem.requests
        if one.group is not None and one.start is not None
    ]


def _lessons(problem: Problem, sessions: Sequence[Session]) -> dict[str, set[str]]:
    """Squad → the lessons its sessions take."""
    index = Judge(problem).index
    found: dict[str, set[str]] = {}
    for one in sessions:
        slots = index.filled(index.slots[one.start], index.activities[one.activity].periods) or ()
        for squad in index.groups[one.group].squads:
            found.setdefault(squad, set()).update(slot.id for slot in slots)
    return found


def _full_weeks(problem: Problem, sessions: Iterable[Session]) -> dict[str, set[str]]:
    """Squad → the lessons of weeks in which it has as many sessions as a week may have."""
    limit = problem.rules.sessions_per_week
    groups = {group.id: group.squads for group in problem.groups}
    weeks = {slot.id: slot.week for slot in problem.slots}
    had = Counter((squad, weeks[one.start]) for one in sessions for squad in groups[one.group])
    full = {key for key, count in had.items() if limit is not None and count >= limit}
    return {squad: {slot for slot, week in weeks.items() if (squad, week) in full} for squad, _ in full}


def _near(problem: Problem, falling: Sequence[Falling], attempt: Attempt, today: date) -> dict[str, set[str]]:
    """Squad → the lessons ahead that are near enough to one of its fallen sessions."""
    groups = {group.id: group.squads for group in problem.groups}
    found: dict[str, set[str]] = {}
    for one in falling:
        first, reach = max(today, min(one.day, today + NOTICE)), timedelta(days=attempt.days)
        near = {slot.id for slot in problem.slots if slot.date >= first and abs(slot.date - one.day) <= reach}
        for squad in groups.get(one.session.group, ()):
            found.setdefault(squad, set()).update(near)
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """A session that changes: as it is in force and as it would be; None where it is given up, or is a new one."""

    before: Session | None
    after: Session | None


def with_old_people(judge: Judge, plan: Plan, sessions: Sequence[Session]) -> tuple[Session, ...]:
    """The sessions with those who led a fallen one back in their posts wherever that breaks nothing."""
    found = tuple(sessions)
    for one in plan.falling:
        for at in [n for n, new in enumerate(found) if new not in plan.standing and _alike(new, one.session)][:1]:
            for person in one.session.staff:
                found = next((tried for tried in _given(found, at, person, one.session) if judge(tried).legal), found)
    return found


def _given(sessions: tuple[Session, ...], at: int, person: str, before: Session) -> Iterator[tuple[Session, ...]]:
    """The sessions with one of them given to a person who led it before, in a post of somebody who did not."""
    staff = sessions[at].staff
    for post, holder in enumerate(staff) if person not in staff else ():
        if holder not in before.staff:
            given = replace(sessions[at], staff=(*staff[:post], person, *staff[post + 1 :]))
            yield (*sessions[:at], given, *sessions[at + 1 :])


def _alike(one: Session, other: Session) -> bool:
    return (one.activity, one.group) == (other.activity, other.group)


def as_they_were(plan: Plan, sessions: Sequence[Session]) -> tuple[Session, ...]:
    """The sessions with those that wait for a leader as they are in force: who leads them is chosen by people."""
    waiting = {(one.activity, one.group, one.start, one.venue): one for one in plan.waiting}
    return tuple(waiting.get((one.activity, one.group, one.start, one.venue), one) for one in sessions)


def moves(before: Collection[Session], after: Collection[Session]) -> tuple[Move, ...]:
    """What a new plan changes of another; a session of the same activity for the same squads counts as moved."""
    gone = [one for one in before if one not in after]
    new = [one for one in after if one not in before]
    return tuple(_paired(gone, new))


def _paired(gone: list[Session], new: list[Session]) -> Iterator[Move]:
    left = list(new)
    for one in gone:
        twin = next((other for other in left if _alike(other, one)), None)
        if twin is not None:
            left.remove(twin)
        yield Move(one, twin)
    yield from (Move(None, one) for one in left)
