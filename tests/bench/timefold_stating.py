"""From a problem to the facts that Timefold is told, each with its tables, so that a constraint only looks up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from careplan.scheduling.columns import Space
from tests.bench.timefold_facts import Person, PlaceTime, Start, Team, What
from tests.bench.timefold_squads import SquadTables, limit

Fact = TypeVar("Fact")


class Facts:
    """All facts of a problem."""

    def __init__(self, space: Space) -> None:
        self.space, self.problem = space, space.problem
        self.lengths = range(max([1, *space.periods]) + 1)
        self.tables = SquadTables(space)
        self.starts = [self._start(slot) for slot in range(len(space.slots))]
        self.people = [
            Person(p.id, i, limit(p.max_per_week), limit(p.max_per_term), p.balanced)
            for i, p in enumerate(self.problem.staff)
        ]
        self.flags = lru_cache(maxsize=None)(self._flags)
        self.able = lru_cache(maxsize=None)(self._able)
        self.cells = lru_cache(maxsize=None)(self._cells)
        self.places = lru_cache(maxsize=None)(self._places)
        self.what = lru_cache(maxsize=None)(self._what)

    def _start(self, number: int) -> Start:
        slot, terms = self.space.slots[number], list(self.space.weeks)
        filled = [list(self.space.filled(number, periods)) for periods in self.lengths]
        return Start(slot.id, number, self.tables.week_of[slot.week], terms.index(slot.term), filled)

    def _flags(self, bits: int, periods: int) -> str:
        """For each start, whether all that a session fills is among these slots."""
        spans = [self.space.span(slot, periods) for slot in range(len(self.starts))]
        return text(span is not None and not span & ~bits for span in spans)

    def _able(self, skills: frozenset[str], periods: int) -> list[str]:
        there = [set(self.space.people_at(skills, slot, periods)) for slot in range(len(self.starts))]
        return [text(person in able for person in range(len(self.people))) for able in there]

    def _cells(self, venue: int) -> list[PlaceTime]:
        place = self.problem.venues[venue]
        return [PlaceTime(place.capacity if place.shared else 1) for _ in self.starts]

    def _places(self, venue: int, periods: int) -> list[list[PlaceTime]]:
        slots = self.cells(venue)
        return [slots[start : start + periods] for start in range(len(slots))]

    def own(self, group: int) -> int | None:
        """The first place that only this one squad may use: no other session is ever there."""
        members = self.space.members[group]
        if len(members) > 1:
            return None
        squad, slots = frozenset([self.problem.squads[members[0]].id]), self.space.squad_open[members[0]]
        for i, place in enumerate(self.problem.venues):
            if place.squads == squad and not place.shared and not slots & ~self.space.venue_open[i]:
                return i
        return None

    def whats(self, group: int) -> list[What]:
        """All that a group may hold, in each of its places."""
        found, own, name = [], self.own(group), self.problem.groups[group].id
        for a, activity in enumerate(self.problem.activities):
            if name in activity.groups:
                for venue in self.space.fitting_venues(a, group):
                    found.append(self.what(a, None if venue == own else venue))
        return found

    def _what(self, a: int, venue: int | None) -> What:
        activity, space = self.problem.activities[a], self.space
        bits = space.activity_open[a] & (space.full if venue is None else space.venue_open[venue])
        return What(
            activity=a,
            name=activity.id,
            venue="" if venue is None else self.problem.venues[venue].id,
            method=self.tables.methods[activity.method],
            periods=activity.periods,
            posts=len(activity.staff),
            cost=activity.cost,
            open=self.flags(bits, activity.periods),
            preferred=text(space.preferred[a] >> slot & 1 for slot in range(len(self.starts))),
            places=[[] for _ in self.starts] if venue is None else self.places(venue, activity.periods),
            shared=venue is not None and self.problem.venues[venue].shared,
            able=[self.able(post.skills, activity.periods) for post in activity.staff],
            after=[space.activity_of[name] for name in activity.after],
        )

    def team(self, group: int, whats: list[What]) -> Team:
        """What its sessions can never count towards is left empty."""
        activities, methods = {what.activity for what in whats}, {what.method for what in whats}
        members, tables = self.space.members[group], self.tables
        counselor = self.space.counselor[members[0]] if len(members) == 1 else None
        own, bits = self.own(group), self.space.full
        for squad in members:
            bits &= self.space.squad_open[squad]
        return Team(
            id=self.problem.groups[group].id,
            squads=list(members),
            pupils=self.space.pupils[group],
            counselor=None if counselor is None else self.people[counselor],
            own="" if own is None else self.problem.venues[own].id,
            open=[self.flags(bits, max(1, periods)) for periods in self.lengths],
            weeks=[list(weeks) for weeks in zip(*(tables.weeks[q] for q in members), strict=True)],
            tallies=joined([tables.tallies[q] for q in members], activities),
            runs=joined([tables.runs[q] for q in members], methods),
        )


def text(flags: Iterable[object]) -> str:
    return "".join("1" if flag else "0" for flag in flags)


def joined(tables: list[list[list[list[Fact]]]], wanted: set[int]) -> list[list[list[Fact]]]:
    """Tables of the same shape as one, the lists in each place joined; rows that are not wanted stay empty."""
    return [
        [[one for cell in cells for one in cell] for cells in zip(*rows, strict=True)] if row in wanted else []
        for row, rows in enumerate(zip(*tables, strict=True))
    ]
