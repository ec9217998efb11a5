"""Which columns there are to choose from: free ones, those that requests fix in part, those of the plan in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, permutations

from careplan.scheduling.columns import Column, Plan, Space
from careplan.scheduling.problem import Request


def free_columns(space: Space, squads: frozenset[int] | None = None) -> Iterator[Column]:
    """Every possible column with venue and staff left open; of groups made up of `squads`, where given."""
    for a, activity in enumerate(space.problem.activities):
        if activity.repeats == 0:
            continue
        for name in dict.fromkeys(activity.groups):
            g = space.group_of[name]
            if squads is not None and not squads.issuperset(space.members[g]):
                continue
            starts = space.possible_starts(a, g)
            while starts:
                first = starts & -starts
                starts ^= first
                yield Column(a, g, first.bit_length() - 1)


def request_columns(space: Space, request: Request) -> Iterator[Column]:
    """The possible columns that answer a request, with what it fixes."""
    a = space.activity_of[request.activity]
    activity = space.problem.activities[a]
    venue = None if request.venue is None else space.venue_of[request.venue]
    staff = None if request.staff is None else tuple(space.staff_of[name] for name in request.staff)
    groups = [request.group] if request.group is not None else list(dict.fromkeys(activity.groups))
    starts = range(len(space.slots)) if request.start is None else [space.slot_of[request.start]]
    for name in groups:
        if name in activity.groups:
            g = space.group_of[name]
            for start in starts:
                column = Column(a, g, start, venue, staff)
                if space.possible(column):
                    yield column


def answers(request: Column, column: Column) -> bool:
    """Whether a column has the venue and the staff that a request's column fixes."""
    return request.venue in (None, column.venue) and request.staff in (None, column.staff)


def previous_columns(space: Space) -> Iterator[Column]:
    """The sessions of the plan in force that are still possible, as columns; one for each staff order."""
    for session in dict.fromkeys(space.problem.previous):
        activity = space.problem.activities[space.activity_of[session.activity]]
        if session.group not in activity.groups or len(session.staff) != len(activity.staff):
            continue
        yield from _orders(space, space.column(session))


def _orders(space: Space, column: Column) -> Iterable[Column]:
    """The column, or where its people cannot hold their posts in this order, with them in another one."""
    if space.possible(column):
        return [column]
    others = islice(permutations(column.staff or ()), 720)
    return [one for staff in others if space.possible(one := column._replace(staff=staff))][:1]


def columns_of(space: Space) -> list[Column]:
    """Every possible column: free ones, and those that requests or the plan in force fix in part."""
    found = dict.fromkeys(free_columns(space))
    for request in dict.fromkeys(space.problem.requests):
        found.update(dict.fromkeys(request_columns(space, request)))
    if space.problem.weights.change:
        found.update(dict.fromkeys(previous_columns(space)))
    return list(found)


def outright(space: Space) -> Plan:
    """The sessions that requests name in full and that structure allows: they are in every plan."""
    found: dict[Column, None] = {}
    for request in space.problem.requests:
        if None not in (request.group, request.start, request.venue, request.staff):
            found.update(dict.fromkeys(request_columns(space, request)))
    return list(found)
