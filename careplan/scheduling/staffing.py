"""Given who and what is busy, the best room and people for one more session, taken as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careplan.scheduling.columns import Column, Skills, Space
from careplan.scheduling.model_flows import Busy

Key = tuple[Skills, int, int]  # skills, start, periods


class Staffing:
    """Rooms and people for single sessions, as long as nobody else moves."""

    def __init__(self, space: Space, busy: Busy) -> None:
        self.space, self.busy = space, busy
        self.free: dict[Key, list[int]] = {}

    def staffed(self, column: Column) -> tuple[Column, int] | None:
        """The column with a free room and free people fixed, and what they cost; None without them."""
        periods = self.space.periods[column.activity]
        bits = self.space.span(column.start, periods) or 0
        staff = self._people(column) if column.staff is None else column.staff
        if staff is None or any(not self._may(p, column.start, periods, bits) for p in column.staff or ()):
            return None
        rooms = self.space.venues_at(column)
        venue = next((v for v in rooms if self._room(column, v, bits)), None)
        if venue is None:
            return None
        return column._replace(venue=venue, staff=staff), column_cost(self.space, column, staff)

    def _room(self, column: Column, venue: int, bits: int) -> bool:
        place = self.space.problem.venues[venue]
        if not place.shared:
            return not self.busy.venue[venue] & bits
        free = place.capacity - self.space.pupils[column.group]
        slots = self.space.filled(column.start, self.space.periods[column.activity])
        return all(self.busy.pupils[venue, slot] <= free for slot in slots)

    def _people(self, column: Column) -> tuple[int, ...] | None:
        """The squad's own counselor where it can be, and for the rest whoever has least to do."""
        own = _own(self.space, column)
        periods = self.space.periods[column.activity]
        free = [self._free(skills, column.start, periods) for skills in self.space.posts[column.activity]]
        chosen: dict[int, int] = {}
        place = next((i for i, there in enumerate(free) if own in there), None)
        if place is not None and own is not None:
            chosen[place] = own
        for i in sorted(range(len(free)), key=lambda i: len(free[i])):
            if i not in chosen:
                best = next((p for p in free[i] if p not in chosen.values()), None)
                if best is None:
                    return None
                chosen[i] = best
        return tuple(chosen[i] for i in range(len(free)))

    def _free(self, skills: Skills, start: int, periods: int) -> list[int]:
        """Who can hold a post then: those with few skills and little to do first."""
        key = skills, start, periods
        if key not in self.free:
            staff, load = self.space.problem.staff, self.busy.load
            bits = self.space.span(start, periods) or 0
            people = self.space.people_at(skills, start, periods)
            able = [p for p in people if self._may(p, start, periods, bits)]
            self.free[key] = sorted(able, key=lambda p: (len(staff[p].skills), load[p], p))
        return self.free[key]

    def _may(self, person: int, start: int, periods: int, bits: int) -> bool:
        """Free then, and with enough periods left in the week and in the term."""
        busy, who = self.busy, self.space.problem.staff[person]
        if busy.staff[person] & bits:
            return False
        week = busy.weekly[person, self.space.week[start]] + periods
        term = busy.termly[person, self.space.term[start]] + periods
        return (who.max_per_week is None or week <= who.max_per_week) and (
            who.max_per_term is None or term <= who.max_per_term
        )


def _own(space: Space, column: Column) -> int | None:
    members = space.members[column.group]
    return space.counselor[members[0]] if len(members) == 1 else None


def column_cost(space: Space, column: Column, staff: tuple[int, ...]) -> int:
    """What a session costs by itself: out of season, or without its squad's own counselor."""
    weights, own = space.problem.weights, _own(space, column)
    cost = weights.other_counselor * (own is not None and own not in staff)
    if not space.preferred[column.activity] >> column.start & 1:
        cost += weights.off_season
    return cost


def best_starts(space: Space, busy: Busy, columns: Iterable[Column]) -> Iterator[Column]:
    """Of each activity and group the cheapest start in each week, staffed, where one can be had.

    Enough for one squad that meets at most once a week: to it two starts of a week are the same.
    """
    staffing = Staffing(space, busy)
    weekly = space.problem.rules.sessions_per_week == 1
    best: dict[tuple[object, ...], tuple[int, Column]] = {}
    for column in columns:
        found = staffing.staffed(column)
        if found is not None:
            when = space.week[column.start] if weekly else column.start
            key = column.activity, column.group, when, column.venue, column.staff
            if key not in best or found[1] < best[key][0]:
                best[key] = found[1], found[0]
    yield from (column for _, column in best.values())
