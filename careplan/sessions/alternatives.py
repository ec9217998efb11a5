"""What can stand here? The best alternatives for a session or an empty lesson, each weighed by the judge. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from careplan.scheduling.agenda import Agenda
from careplan.scheduling.problem import Activity, Slot
from careplan.scheduling.rules import STRUCTURE
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing
from careplan.sessions.finding_words import Names
from careplan.sessions.findings import Effect, effect_of, only_in, severity_of
from careplan.sessions.places import Finder

Kind = Literal["time", "leader", "venue", "activity"]
KINDS: tuple[Kind, ...] = ("time", "leader", "venue", "activity")
BEST, EACH = 10, 2  # so many are shown, and of each kind so many at least where there are any
LEADERS = 3  # people who are tried for one post of a new session


@dataclass(frozen=True, slots=True)
class Alternative:
    """What could be done instead: the sessions at these places go, another one comes. people: who has to be told."""

    kind: Kind
    out: tuple[int, ...]
    into: Session
    points: int
    broken: int
    people: tuple[str, ...]
    squads: tuple[str, ...]

    @property
    def blocks(self) -> bool:
        """Whether it would keep the draft from being published."""
        return self.broken > 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """What breaks nothing comes first, then what scores best, then what fewer people must hear of."""
        return self.broken, self.points, len(self.people)


class Asking:
    """Looks for alternatives on one desk."""

    def __init__(self, desk: Desk, fixing: Fixing, language: str, names: Names) -> None:
        self.desk, self.fixing, self.language, self.names = desk, fixing, language, names
        self.index = desk.judge.index
        self.loads = Counter(person for one in desk.sessions for person in one.staff)

    def for_session(self, place: int) -> list[Alternative]:
        """Other times, leaders, places and activities for one session of the draft."""
        session = self.desk.sessions[place]
        offers = {
            "time": self._times(place),
            "leader": self._leaders(session),
            "venue": (replace(session, venue=one.id) for one in self.desk.problem.venues),
            "activity": self._activities(session.group, session.start, session.activity),
        }
        offered = ((kind, one) for kind in KINDS for one in offers[kind] if one != session)
        return best([found for kind, one in offered if (found := self._weighed(kind, (place,), one))])

    def for_lesson(self, squad: str, slot: Slot) -> list[Alternative]:
        """New sessions for a squad in an empty lesson; with the other squads of its grade where they are free too."""
        groups = [one.id for one in self.desk.problem.groups if squad in one.squads]
        offers = [one for group in groups for one in self._activities(group, slot.id, "")]
        return best([found for one in offers if (found := self._weighed("activity", (), one))])

    def effect(self, one: Alternative) -> Effect:
        """What an alternative does, in sentences."""
        return effect_of(self.desk.weighing, one.out, (one.into,), self.language, self.names)

    def _times(self, place: int) -> Iterator[Session]:
        """The lessons in which the session could stand as it is."""
        return Finder(self.desk, place, "none", self.fixing, self.language, self.names).allowed()

    def _leaders(self, session: Session) -> Iterator[Session]:
        """One person after the other in the first post."""
        for person in self.desk.problem.staff if session.staff else ():
            if person.id not in session.staff:
                yield replace(session, staff=(person.id, *session.staff[1:]))

    def _activities(self, group: str, start: str, but: str) -> Iterator[Session]:
        """Every activity that suits the group, with the place and the people that suit it best."""
        for activity in self.desk.problem.activities:
            if group in activity.groups and activity.id != but:
                yield from islice(self._fillings(activity, group, start), LEADERS)

    def filling(self, activity: Activity, group: str, start: str) -> Session | None:
        """The activity in a lesson as it suits it best; None where place or people are missing."""
        return next(self._fillings(activity, group, start), None)

    def _fillings(self, activity: Activity, group: str, start: str) -> Iterator[Session]:
        """The activity with the nearest free place, and with different leaders."""
        free = self._free(activity, start)
        venue = next(iter(self._venues(activity, group, free)), None)
        crew = self._crew(activity, group, free)
        if venue is None or len(crew) < len(activity.staff):
            return
        rest = tuple(people[0] for people in crew[1:])
        for leader in crew[0] if crew else ():
            if leader not in rest:
                yield Session(activity.id, group, start, venue, (leader, *rest))
        if not crew:
            yield Session(activity.id, group, start, venue)

    def _free(self, activity: Activity, start: str) -> frozenset[str]:
        """The lessons it takes."""
        slots = self.index.filled(self.index.slots[start], activity.periods) or ()
        return frozenset(one.id for one in slots)

    def _venues(self, activity: Activity, group: str, needed: frozenset[str]) -> list[str]:
        """Places that suit and hold them, their own room first, then the smallest."""
        squads, pupils = set(self.index.groups[group].squads), self.index.pupils[group]
        taken = self._taken(needed)
        fit = [
            one
            for one in self.desk.problem.venues
            if one.kinds & activity.venues
            and one.capacity >= pupils
            and (one.squads is None or squads <= one.squads)
            and (one.open is None or needed <= one.open)
            and (one.shared or one.id not in taken)
        ]
        return [one.id for one in sorted(fit, key=lambda one: (one.squads is None, one.capacity))]

    def _crew(self, activity: Activity, group: str, needed: frozenset[str]) -> list[list[str]]:
        """For each post those who are qualified and free: the squads' own counselors first, then who leads least."""
        own = {self.index.squads[squad].counselor for squad in self.index.groups[group].squads}
        taken = self._taken(needed)
        crew: list[list[str]] = []
        for post in activity.staff:
            picked = {people[0] for people in crew}
            fit = [
                one.id
                for one in self.desk.problem.staff
                if post.skills <= one.skills
                and one.id not in taken | picked
                and (one.open is None or needed <= one.open)
            ]
            if not fit:
                break
            crew.append(sorted(fit, key=lambda one: (one not in own, self.loads[one]))[:LEADERS])
        return crew

    def _taken(self, needed: frozenset[str]) -> set[str]:
        """People and places with a session in one of these lessons."""
        found: set[str] = set()
        for one in self.desk.sessions:
            activity = self.index.activities.get(one.activity)
            slot = self.index.slots.get(one.start)
            if activity and slot and not needed.isdisjoint(self._free(activity, one.start)):
                found |= {one.venue, *one.staff}
        return found

    def _weighed(self, kind: Kind, out: tuple[int, ...], one: Session) -> Alternative | None:
        """The alternative with its price; None where something forbids it, or what is there is fixed."""
        if self.fixing.of(self.desk, one) is not None or self._forbidden(one):
            return None
        weighed, first = self.desk.weighing.weigh(out, (one,)), len(self.desk.sessions)
        whole = (*self.desk.sessions, one)
        new = only_in((whole, weighed.after, {}), (whole, weighed.before, {}))
        if any(first in fault.sessions and severity_of(fault.code) == "placing" for fault in new):
            return None
        broken = sum(severity_of(fault.code) == "publishing" for fault in new)
        gone = [self.desk.sessions[place] for place in out]
        return Alternative(kind, out, one, weighed.points, broken, *touched(self.desk, gone, (one,)))

    def _forbidden(self, one: Session) -> bool:
        """Whether the session by itself cannot be: the first look, without the others."""
        plan = Agenda(self.index, (one,))
        return any(severity_of(fault.code) == "placing" for rule in STRUCTURE for fault in rule.check(plan))


def touched(desk: Desk, out: Iterable[Session], into: Iterable[Session]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people and squads of the sessions that go and come, in the problem's order."""
    those = [*out, *into]
    people = {person for one in those for person in one.staff}
    groups = desk.judge.index.groups
    squads = {squad for one in those if one.group in groups for squad in groups[one.group].squads}
    return (
        tuple(one.id for one in desk.problem.staff if one.id in people),
        tuple(one.id for one in desk.problem.squads if one.id in squads),
    )


def best(found: Sequence[Alternative]) -> list[Alternative]:
    """The best ten, each activity once: what blocks nothing first, two of each kind at least where there are any."""
    ranked = _once(sorted(found, key=lambda one: one.rank))
    chosen: list[Alternative] = []
    for some in ([one for one in ranked if not one.broken], [one for one in ranked if one.broken]):
        room = BEST - len(chosen)
        each = [one for kind in KINDS for one in islice((one for one in some if one.kind == kind), EACH)][:room]
        chosen += each + [one for one in some if one not in each][: max(0, room - len(each))]
    return sorted(chosen, key=lambda one: one.rank)


def _once(ranked: Sequence[Alternative]) -> list[Alternative]:
    """Of the ways to hold another activity only the best one."""
    seen: set[str] = set()
    found = []
    for one in ranked:
        if one.kind != "activity" or one.into.activity not in seen:
            found.append(one)
        if one.kind == "activity":
            seen.add(one.into.activity)
    return found
