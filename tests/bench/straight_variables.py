"""The variables of the straight model, and a plan read back from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ortools.sat.python import cp_model

from careplan.scheduling.problem import Activity, Problem
from careplan.scheduling.solution import Session

Bool = cp_model.IntVar


class Held(NamedTuple):
    """One thing that may be held."""

    activity: str
    group: str
    start: str


class Need(NamedTuple):
    """What sessions of a group at one start have in common: their places, or the skills of a post."""

    group: str
    start: str
    what: frozenset[str]
    periods: int


class Variables:
    """x, the places and the people; the tables by which the rules find them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.members = {group.id: group.squads for group in problem.groups}
        self.squads = {squad.id: squad for squad in problem.squads}
        self.activities = {one.id: one for one in problem.activities}
        self.slots = {slot.id: slot for slot in problem.slots}
        self.size = {g: sum(self.squads[q].size for q in members) for g, members in self.members.items()}
        self.ordered = sorted(problem.slots, key=lambda slot: (slot.date, slot.period))
        self.rank = {slot.id: i for i, slot in enumerate(self.ordered)}
        at = {(slot.date, slot.period): slot.id for slot in problem.slots}
        self.filled = {
            (slot.id, periods): tuple(at.get((slot.date, slot.period + step), "") for step in range(periods))
            for slot in problem.slots
            for periods in {activity.periods for activity in problem.activities}
        }
        self.x: dict[Held, Bool] = {}
        self.places: dict[Need, dict[str, Bool]] = {}
        self.people: dict[Need, dict[str, Bool]] = {}
        self.taken_by: dict[Held, list[Bool]] = {}  # requests that may have it
        self._add_held()
        self.of_squad: dict[str, list[tuple[Held, Bool]]] = defaultdict(list)
        for held, var in self.x.items():
            for squad in self.members[held.group]:
                self.of_squad[squad].append((held, var))

    def _add_held(self) -> None:
        place_of: dict[Need, list[Bool]] = defaultdict(list)
        people_of: dict[Need, list[tuple[Bool, int]]] = defaultdict(list)
        for activity in self.problem.activities:
            posts = Counter(post.skills for post in activity.staff)
            for held in self._possible(activity):
                var = self.x[held] = self.model.new_bool_var("")
                at = held.group, held.start
                place_of[Need(*at, activity.venues, activity.periods)].append(var)
                for skills, number in posts.items():
                    people_of[Need(*at, skills, activity.periods)].append((var, number))
        for need, vars in place_of.items():
            self.places[need] = {name: self.model.new_bool_var("") for name in self._venues(need)}
            self.model.add(sum(self.places[need].values()) == sum(vars))
        for need, terms in people_of.items():
            self.people[need] = {name: self.model.new_bool_var("") for name in self._able(need)}
            self.model.add(sum(self.people[need].values()) == sum(number * var for var, number in terms))

    def _possible(self, activity: Activity) -> Iterator[Held]:
        """Every group and start at which the squads and the activity are open."""
        for group in activity.groups:
            windows = [self.squads[squad].open for squad in self.members[group]] + [activity.open]
            for slot in self.ordered:
                slots = self.filled[slot.id, activity.periods]
                if "" not in slots and all(opened is None or opened.issuperset(slots) for opened in windows):
                    yield Held(activity.id, group, slot.id)

    def _venues(self, need: Need) -> Iterator[str]:
        slots, squads = self.filled[need.start, need.periods], set(self.members[need.group])
        for venue in self.problem.venues:
            admitted = venue.squads is None or squads <= venue.squads
            opened = venue.open is None or venue.open.issuperset(slots)
            if venue.kinds & need.what and admitted and opened and self.size[need.group] <= venue.capacity:
                yield venue.id

    def _able(self, need: Need) -> Iterator[str]:
        slots = self.filled[need.start, need.periods]
        for person in self.problem.staff:
            if need.what <= person.skills and (person.open is None or person.open.issuperset(slots)):
                yield person.id

    def sessions(self, solver: cp_model.CpSolver) -> tuple[Session, ...]:
        """The plan; a group has one session at a time, so its places and people are that session's."""
        found = []
        for held, var in self.x.items():
            if not solver.boolean_value(var):
                continue
            activity = self.activities[held.activity]
            at = held.group, held.start
            chosen = self.places[Need(*at, activity.venues, activity.periods)]
            venue = next(name for name, one in chosen.items() if solver.boolean_value(one))
            waiting = {
                skills: [
                    n for n, v in self.people[Need(*at, skills, activity.periods)].items() if solver.boolean_value(v)
                ]
                for skills in {post.skills for post in activity.staff}
            }
            staff = tuple(waiting[post.skills].pop() for post in activity.staff)
            found.append(Session(*held, venue, staff))
        return tuple(sorted(found, key=lambda s: self.rank[s.start]))
