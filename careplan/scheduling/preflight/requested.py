"""Requests that can never be placed, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from careplan.scheduling.columns import Space
from careplan.scheduling.offered import request_columns
from careplan.scheduling.offers import Offers, lasting
from careplan.scheduling.preflight.finding import Finding
from careplan.scheduling.preflight.order import Able, able_in_order, order_rules
from careplan.scheduling.problem import Request


def requests_never_placed(offers: Offers) -> Iterator[Finding]:
    """By structure; else by a limit of nought, or by an order that never comes to its turn."""
    space = offers.space
    able = able_in_order(offers)
    for i, request in enumerate(space.problem.requests):
        here = f"requests[{i}]"
        if next(iter(request_columns(space, request)), None) is None:
            yield Finding(_reason(space, request), (here,), True, request.activity, asked=_asked(request))
        elif limit := _limit(space, request, able):
            yield Finding(limit[0], (here, *limit[1]), True, request.activity, asked=_asked(request))


def _asked(request: Request) -> tuple[str, ...]:
    """What tells a request from others for the same activity."""
    given = (request.group, request.start, request.venue, *(request.staff or ()))
    return tuple(one for one in given if one is not None)


def _limit(space: Space, request: Request, able: Able) -> tuple[str, tuple[str, ...]] | None:
    """Which rule by itself keeps a request out that structure allows."""
    a = space.activity_of[request.activity]
    activity = space.problem.activities[a]
    if space.problem.rules.sessions_per_week == 0:
        return "request_week", ("rules.sessions_per_week",)
    if activity.repeats == 0:
        return "request_repeats", (f"activities.{activity.id}.repeats",)
    groups = [space.group_of[name] for name in activity.groups if request.group in (None, name)]
    if not any(all((a, squad) in able for squad in space.problem.groups[g].squads) for g in groups):
        return "request_order", order_rules(space.problem, activity)
    return None


def _reason(space: Space, request: Request) -> str:
    """The first of group, time, place and people that is in the way."""
    a = space.activity_of[request.activity]
    named = space.problem.activities[a].groups
    groups = [space.group_of[name] for name in named if request.group in (None, name)]
    if not groups:
        return "request_group" if named else "request_nobody"
    asked = space.full if request.start is None else 1 << space.slot_of[request.start]
    when = {g: asked & lasting(space, space.group_open(a, g), space.periods[a]) for g in groups}
    if not any(when.values()):
        return "request_time"
    venue = None if request.venue is None else space.venue_of[request.venue]
    for g, bits in when.items():
        for v in space.fitting_venues(a, g):
            if venue in (None, v) and bits & lasting(space, space.venue_open[v], space.periods[a]):
                return "request_people"
    return "request_room"
