"""What the school as a whole cannot have: money, people and places, counted over the year.

What a minimum takes at the least is counted for each squad by itself, a session of several squads divided among them;
of all minima of a squad only the dearest counts, so nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from careplan.scheduling.offers import Offers
from careplan.scheduling.preflight.finding import Finding
from careplan.scheduling.preflight.supply import ruled
from careplan.scheduling.problem import Problem
from careplan.scheduling.useful import Rule, concerns, counts_for

Take = Callable[[int, int], Fraction]  # what a session of an activity for a group takes, for each of its squads


def budget_too_small(offers: Offers) -> Iterator[Finding]:
    space, problem = offers.space, offers.space.problem
    limit = problem.rules.budget
    if limit is None:
        return
    need, rules = _least(offers, lambda a, g: Fraction(problem.activities[a].cost, len(space.members[g])))
    if need > limit:
        yield Finding("budget", (*rules, "rules.budget"), True, least=-int(-need // 1), has=limit)


def people_too_few(offers: Offers) -> Iterator[Finding]:
    """For each skill: the lessons that ask for it, and those that its people have."""
    space, problem = offers.space, offers.space.problem
    for skill in sorted({skill for posts in space.posts for post in posts for skill in post}):

        def take(a: int, g: int, skill: str = skill) -> Fraction:
            posts = sum(skill in post for post in space.posts[a])
            return Fraction(space.periods[a] * posts, len(space.members[g]))

        need, rules = _least(offers, take)
        able = [p for p, person in enumerate(problem.staff) if skill in person.skills]
        has = sum(offers.lessons(p, problem.staff[p], term) for p in able for term in offers.term_bits)
        if need > has:
            yield Finding("people", (*rules, *_limits(problem, able)), True, skill, least=-int(-need // 1), has=has)


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
    sets = {frozenset(space.fitting_venues(a, g)) for a, g in offers.starts}
    single = [rooms for rooms in sets if not any(venues[v].shared or venues[v].squads is not None for v in rooms)]
    for rooms in sorted(single, key=sorted):

        def take(a: int, g: int, rooms: frozenset[int] = rooms) -> Fraction:
            inside = rooms.issuperset(space.fitting_venues(a, g))
            return Fraction(space.periods[a] * inside, len(space.members[g]))

        need, rules = _least(offers, take)
        has = sum((space.venue_open[v] & offers.used[v]).bit_count() for v in rooms)
        if need > has:
            what = "、".join(sorted(set().union(*(venues[v].kinds for v in rooms))))
            yield Finding("rooms", tuple(rules), True, what, least=-int(-need // 1), has=has)


def _least(offers: Offers, take: Take) -> tuple[Fraction, list[str]]:
    """What all squads need at the least, and the rules that ask for it."""
    taken = {offer: take(*offer) for offer in offers.starts}
    rules = [(reference, rule) for reference, rule, _ in ruled(offers.space.problem) if rule.min]
    need, named = Fraction(0), dict[str, None]()
    for squad in offers.of_squad:
        dearest, by = Fraction(0), ""
        for reference, rule in rules:
            if concerns(rule, squad) and (cost := _of_rule(offers, squad, rule, taken)) > dearest:
                dearest, by = cost, reference
        if by:
            need += dearest
            named[by] = None
    return need, list(named)


def _of_rule(offers: Offers, squad: str, rule: Rule, taken: dict[tuple[int, int], Fraction]) -> Fraction:
    """The cheapest sessions that reach a minimum, each activity as often as it may be."""
    problem = offers.space.problem
    cheapest: dict[int, tuple[Fraction, int]] = {}
    for a, g in offers.of_squad[squad]:
        term = getattr(rule, "term", "")
        if counts_for(rule, problem.activities[a], term) and (not term or term in offers.weekly[a, g]):
            cost = min(taken[a, g], cheapest.get(a, (taken[a, g], 0))[0])
            repeats = problem.activities[a].repeats
            cheapest[a] = cost, rule.min if repeats is None else min(rule.min, repeats)
    need, left = Fraction(0), rule.min
    for cost, often in sorted(cheapest.values()):
        need += cost * min(left, often)
        left -= min(left, often)
    return need
