"""Given who and what is busy, the best room and people for one more session, taken as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.model_flows import Busy


def staffed(space: Space, busy: Busy, column: Column) -> tuple[Column, int] | None:
    """The column with a free room and free people fixed, and what they cost; None where there are none."""
    periods = space.periods[column.activity]
    bits = space.span(column.start, periods) or 0
    venue = next((v for v in space.venues_at(column) if _room(space, busy, column, v, bits)), None)
    staff = column.staff or _people(space, busy, column, bits)
    if venue is None or staff is None or any(busy.staff[p] & bits for p in staff):
        return None
    return column._replace(venue=venue, staff=staff), column_cost(space, column, staff)


def _room(space: Space, busy: Busy, column: Column, venue: int, bits: int) -> bool:
    place = space.problem.venues[venue]
    if not place.shared:
        return not busy.venue[venue] & bits
    free = place.capacity - space.pupils[column.group]
    periods = space.periods[column.activity]
    return all(busy.pupils[venue, slot] <= free for slot in space.filled(column.start, periods))


def _people(space: Space, busy: Busy, column: Column, bits: int) -> tuple[int, ...] | None:
    """The squad's own counselor where it can be, and for the rest whoever has least to do."""
    own = _own(space, column)
    posts = space.posts[column.activity]
    free = [
        [
            p
            for p in space.people_at(skills, column.start, space.periods[column.activity])
            if _may(space, busy, column, p, bits)
        ]
        for skills in posts
    ]
    chosen: dict[int, int] = {}
    place = next((i for i, there in enumerate(free) if own in there), None)
    if place is not None and own is not None:
        chosen[place] = own
    for i in sorted(range(len(posts)), key=lambda i: len(free[i])):
        if i in chosen:
            continue
        left = [p for p in free[i] if p not in chosen.values()]
        if not left:
            return None
        chosen[i] = min(left, key=lambda p: (len(space.problem.staff[p].skills), busy.load[p], p))
    return tuple(chosen[i] for i in range(len(posts)))


def _may(space: Space, busy: Busy, column: Column, person: int, bits: int) -> bool:
    """Free then, and with enough periods left in the week and in the term."""
    if busy.staff[person] & bits:
        return False
    who, periods = space.problem.staff[person], space.periods[column.activity]
    week = busy.weekly[person, space.week[column.start]] + periods
    term = busy.termly[person, space.term[column.start]] + periods
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
    weekly = space.problem.rules.sessions_per_week == 1
    best: dict[tuple[object, ...], tuple[int, Column]] = {}
    for column in columns:
        found = staffed(space, busy, column)
        if found is not None:
            when = space.week[column.start] if weekly else column.start
            key = column.activity, column.group, when, column.venue, column.staff
            if key not in best or found[1] < best[key][0]:
                best[key] = found[1], found[0]
    yield from (column for _, column in best.values())
