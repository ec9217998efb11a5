"""What the school as a whole cannot have: money, people and places, counted over the year.

What a minimum takes at the least is counted for each squad by itself, a session of several squads divided among them;
of all minima of a squad only the dearest counts, so nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import lcm

from careplan.scheduling.offers import Offers
from careplan.scheduling.preflight.finding import Finding
from careplan.scheduling.preflight.supply import ruled
from careplan.scheduling.problem import Problem
from careplan.scheduling.useful import Rule, concerns, counts_for

Take = Callable[[int, int], int]  # what a session of an activity for a group takes, of all its squads together


def budget_too_small(offers: Offers) -> Iterator[Finding]:
    problem = offers.space.problem
    limit = problem.rules.budget
    if limit is None:
        return
    need, rules = _least(offers, lambda a, _: problem.activities[a].cost)
    if need > limit:
        yield Finding("budget", (*rules, "rules.budget"), True, least=need, has=limit)


def people_too_few(offers: Offers) -> Iterator[Finding]:
    """For each skill: the lessons that ask for it, and those that its people have."""
    space, problem = offers.space, offers.space.problem
    for skill in sorted({skill for posts in space.posts for post in posts for skill in post}):

        def take(a: int, _: int, skill: str = skill) -> int:
            return space.periods[a] * sum(skill in post for post in space.posts[a])

        need, rules = _least(offers, take)
        able = [p for p, person in enumerate(problem.staff) if skill in person.skills]
        has = sum(offers.lessons(p, problem.staff[p], term) for p in able for term in offers.term_bits)
        if need > has:
            yield Finding("people", (*rules, *_limits(problem, able)), True, skill, least=need, has=has)


def _limits(problem: Problem, people: list[int]) -> list[str]:
    return [
        f"staff.{problem.staff[p].id}.{key}"
        for p in people
        for key in ("max_per_week", "max_per_term")
        if getattr(problem.staff[p], key) is not None
    ]


def rooms_too_few(offers: Offers) -> Iterator[Finding]:
    """For each set of places that take one session at a time: the lessons that nowhere else can take."""
    space, venues = offers.space, offers.space.problem.venues
    fitting = {(a, g): frozenset(space.fitting_venues(a, g)) for a, g in offers.starts}
    sets = set(fitting.values())
    single = [rooms for rooms in sets if not any(venues[v].shared or venues[v].squads is not None for v in rooms)]
    for rooms in sorted(single, key=sorted):

        def take(a: int, g: int, rooms: frozenset[int] = rooms) -> int:
            return space.periods[a] if rooms.issuperset(fitting[a, g]) else 0

        need, rules = _least(offers, take)
        has = sum((space.venue_open[v] & offers.used[v]).bit_count() for v in rooms)
        if need > has:
            what = "、".join(sorted(set().union(*(venues[v].kinds for v in rooms))))
            yield Finding("rooms", tuple(rules), True, what, least=need, has=has)


def _least(offers: Offers, take: Take) -> tuple[int, list[str]]:
    """What all squads need at the least, and the rules that ask for it.

    Counted in whole shares of a session: as many as each group's squads can be given evenly.
    """
    members, problem = offers.space.members, offers.space.problem
    shares = lcm(*(len(members[g]) for _, g in offers.starts))
    taken = {(a, g): take(a, g) * shares // len(members[g]) for a, g in offers.starts}
    rules = [(reference, rule, _serving(problem, rule)) for reference, rule, _ in ruled(problem) if rule.min]
    need, named = 0, dict[str, None]()
    for squad, mine in offers.of_squad.items() if any(taken.values()) else ():
        dearest, by = 0, ""
        for reference, rule, serving in rules:
            if concerns(rule, squad) and (cost := _of_rule(offers, mine, rule, serving, taken)) > dearest:
                dearest, by = cost, reference
        if by:
            need += dearest
            named[by] = None
    return -(-need // shares), list(named)


def _serving(problem: Problem, rule: Rule) -> frozenset[int]:
    """The activities that can count for a rule."""
    term = getattr(rule, "term", "")
    return frozenset(a for a, one in enumerate(problem.activities) if counts_for(rule, one, term))


def _of_rule(
    offers: Offers, mine: list[tuple[int, int]], rule: Rule, serving: frozenset[int], taken: dict[tuple[int, int], int]
) -> int:
    """The cheapest of a squad's sessions that reach a minimum, each activity as often as it may be."""
    term = getattr(rule, "term", "")
    cheapest: dict[int, int] = {}
    for a, g in mine:
        if a in serving and (not term or term in offers.weekly[a, g]):
            cheapest[a] = min(taken[a, g], cheapest.get(a, taken[a, g]))
    need, left = 0, rule.min
    for cost, a in sorted((cost, a) for a, cost in cheapest.items()):
        if not left:
            break
        repeats = offers.space.problem.activities[a].repeats
        often = left if repeats is None else min(left, repeats)
        need += cost * often
        left -= often
    return need
