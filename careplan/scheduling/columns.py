"""Everything that could be held: a column is one activity, for one group, at one start.

Ids become small numbers and sets of slots become bits of one whole number, so that a year's hundred
thousand columns are found in well under a second. A column is left out only when no plan can hold it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from careplan.scheduling.agenda import teaching_weeks
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session

Skills = frozenset[str]


class Column(NamedTuple):
    """One session that could be in a plan; `venue` and `staff` only where they are fixed."""

    activity: int
    group: int
    start: int
    venue: int | None = None
    staff: tuple[int, ...] | None = None


Plan = list[Column]  # venue and staff fixed


class Space:
    """A problem in small numbers: slots in order of time, masks of open slots, who and what suits."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = sorted(problem.slots, key=lambda slot: (slot.date, slot.period))
        self.slot_of = {slot.id: i for i, slot in enumerate(self.slots)}
        self.squad_of = {squad.id: i for i, squad in enumerate(problem.squads)}
        self.group_of = {group.id: i for i, group in enumerate(problem.groups)}
        self.venue_of = {venue.id: i for i, venue in enumerate(problem.venues)}
        self.staff_of = {person.id: i for i, person in enumerate(problem.staff)}
        self.activity_of = {activity.id: i for i, activity in enumerate(problem.activities)}
        self.week = [slot.week for slot in self.slots]
        self.term = [slot.term for slot in self.slots]
        self.weeks = teaching_weeks(problem.slots)
        self.members = [tuple(self.squad_of[name] for name in group.squads) for group in problem.groups]
        self.pupils = [sum(problem.squads[q].size for q in members) for members in self.members]
        self.periods = [activity.periods for activity in problem.activities]
        self.posts = [tuple(post.skills for post in activity.staff) for activity in problem.activities]
        self.follow = self._follow()
        self.full = (1 << len(self.slots)) - 1
        self.squad_open = [self.mask(squad.open) for squad in problem.squads]
        self.venue_open = [self.mask(venue.open) for venue in problem.venues]
        self.staff_open = [self.mask(person.open) for person in problem.staff]
        self.activity_open = [self.mask(activity.open) for activity in problem.activities]
        self.preferred = [self.mask(activity.preferred) for activity in problem.activities]
        self.counselor = [self.staff_of.get(squad.counselor or "") for squad in problem.squads]
        self.wanted = self._wanted()
        self.span = lru_cache(maxsize=None)(self._span)
        self.qualified = lru_cache(maxsize=None)(self._qualified)
        self.people_at = lru_cache(maxsize=None)(self._people_at)
        self.fitting_venues = lru_cache(maxsize=None)(self._fitting_venues)
        self.long_enough = lru_cache(maxsize=None)(self._long_enough)
        self.staffed_starts = lru_cache(maxsize=None)(self._staffed_starts)

    def mask(self, names: frozenset[str] | None) -> int:
        """The bits of some slots; None means all of them."""
        return self.full if names is None else sum(1 << self.slot_of[name] for name in names)

    def _follow(self) -> list[int | None]:
        """For each slot, the one right after it on the same day."""
        at = {(slot.date, slot.period): i for i, slot in enumerate(self.slots)}
        return [at.get((slot.date, slot.period + 1)) for slot in self.slots]

    def _span(self, start: int, periods: int) -> int | None:
        """The bits that a session fills; None where the day is too short."""
        bits, slot = 0, start
        for step in range(periods):
            bits |= 1 << slot
            if step < periods - 1:
                following = self.follow[slot]
                if following is None:
                    return None
                slot = following
        return bits

    def filled(self, start: int, periods: int) -> range:
        """The slots of a session that has a span; slots of one day stand next to each other."""
        return range(start, start + periods)

    def _qualified(self, skills: Skills) -> tuple[int, ...]:
        return tuple(i for i, person in enumerate(self.problem.staff) if skills <= person.skills)

    def _fitting_venues(self, activity: int, group: int) -> tuple[int, ...]:
        """The venues of a right kind that admit the group and hold its pupils, the least wanted first."""
        return tuple(sorted(self._suitable(activity, group), key=lambda v: (self.wanted[v], v)))

    def _suitable(self, activity: int, group: int) -> list[int]:
        kinds, squads = self.problem.activities[activity].venues, self.problem.groups[group].squads
        return [
            i
            for i, venue in enumerate(self.problem.venues)
            if kinds & venue.kinds
            and venue.capacity >= self.pupils[group]
            and (venue.squads is None or venue.squads.issuperset(squads))
        ]

    def _wanted(self) -> list[float]:
        """How much each venue is wanted: by every activity and group that has nowhere else to go, once."""
        wanted = [0.0] * len(self.problem.venues)
        for a, activity in enumerate(self.problem.activities):
            for name in activity.groups:
                rooms = self._suitable(a, self.group_of[name])
                for v in rooms:
                    wanted[v] += self.periods[a] / len(rooms) ** 2
        return wanted

    def venues_at(self, column: Column) -> tuple[int, ...]:
        """The venues that a column may use at its time."""
        bits = self.span(column.start, self.periods[column.activity]) or 0
        fixed = None if column.venue is None else (column.venue,)
        fitting = self.fitting_venues(column.activity, column.group)
        return tuple(v for v in fixed or fitting if v in fitting and not bits & ~self.venue_open[v])

    def _people_at(self, skills: Skills, start: int, periods: int) -> tuple[int, ...]:
        """Who could hold a post at a time."""
        bits = self.span(start, periods) or 0
        return tuple(p for p in self.qualified(skills) if not bits & ~self.staff_open[p])

    def possible(self, column: Column) -> bool:
        """Whether structure alone allows the column, everything else set aside."""
        bits = self.span(column.start, self.periods[column.activity])
        if bits is None or bits & ~self.group_open(column.activity, column.group):
            return False
        return bool(self.venues_at(column)) and self._staffed(column)

    def group_open(self, activity: int, group: int) -> int:
        bits = self.activity_open[activity]
        for squad in self.members[group]:
            bits &= self.squad_open[squad]
        return bits

    def _staffed(self, column: Column) -> bool:
        posts, periods = self.posts[column.activity], self.periods[column.activity]
        free = [self.people_at(skills, column.start, periods) for skills in posts]
        if column.staff is None:
            return all(free) and len(set().union(*free)) >= len(posts)
        return len(set(column.staff)) == len(posts) and all(
            person in there for person, there in zip(column.staff, free, strict=True)
        )

    def possible_starts(self, activity: int, group: int) -> int:
        """The bits of all starts at which a column is possible with venue and staff left open."""
        periods = self.periods[activity]
        venues = 0
        for v in self.fitting_venues(activity, group):
            venues |= self._lasting(self.venue_open[v], periods)
        squads = self._lasting(self.group_open(activity, group), periods)
        return venues & squads & self.staffed_starts(self.posts[activity], periods)

    def _lasting(self, bits: int, periods: int) -> int:
        """The slots from which on all of a session's are among `bits`."""
        if periods > len(self.slots):
            return 0
        starts = self.long_enough(periods)
        for step in range(periods):
            starts &= bits >> step
        return starts

    def _long_enough(self, periods: int) -> int:
        return sum(1 << slot for slot in range(len(self.slots)) if self.span(slot, periods) is not None)

    def _staffed_starts(self, posts: tuple[Skills, ...], periods: int) -> int:
        """The starts at which there are different people for all the posts, as far as their number goes."""
        starts = 0
        for start in range(len(self.slots)):
            free = [self.people_at(skills, start, periods) for skills in posts]
            if all(free) and len(set().union(*free)) >= len(posts):
                starts |= 1 << start
        return starts

    def column(self, session: Session, fixed: bool = True) -> Column:
        """The column of a session; `fixed` keeps its venue and its staff."""
        where = self.venue_of[session.venue] if fixed else None
        who = tuple(self.staff_of[name] for name in session.staff) if fixed else None
        return Column(
            self.activity_of[session.activity],
            self.group_of[session.group],
            self.slot_of[session.start],
            where,
            who,
        )


def sessions_of(space: Space, columns: list[Column]) -> tuple[Session, ...]:
    """Columns with venue and staff fixed, in the words of the problem."""
    problem = space.problem
    return tuple(
        Session(
            problem.activities[c.activity].id,
            problem.groups[c.group].id,
            space.slots[c.start].id,
            problem.venues[c.venue or 0].id,
            tuple(problem.staff[p].id for p in c.staff or ()),
        )
        for c in columns
    )
