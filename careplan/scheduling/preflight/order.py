"""What order (`after`) leaves of the offers: what would have to come after itself, in a circle, can never be held."""

from __future__ import annotations

from collections.abc import Iterator

from careplan.scheduling.offers import Offers
from careplan.scheduling.problem import Activity, Problem

Able = frozenset[tuple[int, str]]  # an activity and a squad that can do it some day


def able_in_order(offers: Offers) -> Able:
    """Which squads can do which activities once what must come before was done; found from the first ones upwards."""
    space, problem = offers.space, offers.space.problem
    after = [[space.activity_of[name] for name in activity.after] for activity in problem.activities]
    able: set[tuple[int, str]] = set()
    waiting = [(a, g) for a, g in offers.starts if problem.activities[a].repeats != 0]
    while True:
        ready = [
            (a, g)
            for a, g in waiting
            if all((before, squad) in able for before in after[a] for squad in problem.groups[g].squads)
        ]
        if not ready:
            return frozenset(able)
        able.update((a, squad) for a, g in ready for squad in problem.groups[g].squads)
        done = set(ready)
        waiting = [one for one in waiting if one not in done]


def circle(problem: Problem, activity: Activity) -> tuple[str, ...]:
    """The way from an activity over what must come before it back to itself, where there is one."""
    known = {one.id: one for one in problem.activities}
    came_from: dict[str, str] = {}
    waiting = [activity.id]
    while waiting:
        here = waiting.pop(0)
        for before in known[here].after:
            if before == activity.id:
                return (*tuple(_way(came_from, here))[::-1], activity.id)
            if before not in came_from:
                came_from[before] = here
                waiting.append(before)
    return ()


def _way(came_from: dict[str, str], here: str) -> Iterator[str]:
    while True:
        yield here
        if here not in came_from:
            return
        here = came_from[here]


def order_rules(problem: Problem, activity: Activity) -> tuple[str, ...]:
    """The rules of order that keep an activity out: of the circle, or its own."""
    names = circle(problem, activity)[:-1] or (activity.id,)
    return tuple(f"activities.{name}.after" for name in names)
