"""What must hold, in the straight model."""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from careplan.scheduling.problem import Request
from tests.bench.straight_variables import Bool, Held, Need, Variables


def add_rules(v: Variables) -> None:
    """All of them."""
    _squads_once(v)
    _places(v)
    _people(v)
    _counts(v)
    _budget(v)
    _after(v)
    for index, request in enumerate(v.problem.requests):
        _request(v, index, request)


def _squads_once(v: Variables) -> None:
    """No squad in two sessions at one time, none with too many in a week."""
    limit = v.problem.rules.sessions_per_week
    for terms in v.of_squad.values():
        at: dict[str, list[Bool]] = defaultdict(list)
        weekly: dict[int, list[Bool]] = defaultdict(list)
        for held, var in terms:
            weekly[v.slots[held.start].week].append(var)
            for slot in v.filled[held.start, v.activities[held.activity].periods]:
                at[slot].append(var)
        if limit != 1:
            for vars in at.values():
                v.model.add_at_most_one(vars)
        for vars in weekly.values() if limit is not None else ():
            v.model.add(sum(vars) <= limit)


def _places(v: Variables) -> None:
    """One session at a time, or all pupils together within the capacity."""
    venues = {venue.id: venue for venue in v.problem.venues}
    at: dict[tuple[str, str], list[tuple[int, Bool]]] = defaultdict(list)
    for need, chosen in v.places.items():
        for name, var in chosen.items():
            for slot in v.filled[need.start, need.periods]:
                at[name, slot].append((v.size[need.group], var))
    for (name, _), terms in at.items():
        if venues[name].shared:
            v.model.add(sum(size * var for size, var in terms) <= venues[name].capacity)
        else:
            v.model.add_at_most_one([var for _, var in terms])


def _people(v: Variables) -> None:
    """In one place at a time, within the limits of the week and the term."""
    at: dict[tuple[str, str], list[Bool]] = defaultdict(list)
    spans: dict[tuple[str, int | str], list[tuple[int, Bool]]] = defaultdict(list)
    for need, chosen in v.people.items():
        start = v.slots[need.start]
        for name, var in chosen.items():
            for slot in v.filled[need.start, need.periods]:
                at[name, slot].append(var)
            spans[name, start.week].append((need.periods, var))
            spans[name, start.term].append((need.periods, var))
    for vars in at.values():
        v.model.add_at_most_one(vars)
    limits = {person.id: (person.max_per_week, person.max_per_term) for person in v.problem.staff}
    for (name, when), terms in spans.items():
        limit = limits[name][isinstance(when, str)]
        if limit is not None:
            v.model.add(sum(periods * var for periods, var in terms) <= limit)


def _counts(v: Variables) -> None:
    """What each squad has of each term, goal, method and activity."""
    rules = v.problem.rules
    for squad, terms in v.of_squad.items():
        for term in rules.sessions_per_term:
            if term.squads is None or squad in term.squads:
                _between(v, [x for h, x in terms if v.slots[h.start].term == term.term], term.min, term.max)
        for goal in rules.goals:
            if goal.squads is None or squad in goal.squads:
                _between(v, [x for h, x in terms if goal.goal in v.activities[h.activity].goals], goal.min, goal.max)
        for method in rules.methods:
            if method.squads is None or squad in method.squads:
                mine = [x for h, x in terms if v.activities[h.activity].method == method.method]
                _between(v, mine, method.min, method.max)
        by_activity: dict[str, list[Bool]] = defaultdict(list)
        for held, var in terms:
            by_activity[held.activity].append(var)
        for name, vars in by_activity.items():
            _between(v, vars, 0, v.activities[name].repeats)


def _between(v: Variables, vars: list[Bool], least: int, most: int | None) -> None:
    if least > 0:
        v.model.add(sum(vars) >= least)
    if most is not None:
        v.model.add(sum(vars) <= most)


def _budget(v: Variables) -> None:
    if v.problem.rules.budget is not None:
        v.model.add(sum(v.activities[h.activity].cost * x for h, x in v.x.items()) <= v.problem.rules.budget)


def _after(v: Variables) -> None:
    """done[squad, activity, slot]: finished before the slot; it follows from what was held."""
    wanted = {before for activity in v.problem.activities for before in activity.after}
    done: dict[tuple[str, str, str], Bool] = {}
    for squad, terms in v.of_squad.items():
        for name in wanted:
            ends: dict[str, list[Bool]] = defaultdict(list)
            for held, var in terms:
                if held.activity == name:
                    ends[v.filled[held.start, v.activities[name].periods][-1]].append(var)
            previous: list[Bool] = []
            for slot in v.ordered:
                now = done[squad, name, slot.id] = v.model.new_bool_var("")
                v.model.add(now <= sum(previous))
                previous = [now, *ends[slot.id]]
    for held, var in v.x.items():
        for before in v.activities[held.activity].after:
            for squad in v.members[held.group]:
                v.model.add_implication(var, done[squad, before, held.start])


def _request(v: Variables, index: int, request: Request) -> None:
    """One of the sessions that match is held, and is this request's own."""
    candidates = [
        (held, x)
        for held, x in v.x.items()
        if held.activity == request.activity
        and request.group in (None, held.group)
        and request.start in (None, held.start)
    ]
    chosen = [(held, x, v.model.new_bool_var("")) for held, x in candidates]
    v.model.add_exactly_one([mine for _, _, mine in chosen])
    for held, x, mine in chosen:
        v.model.add_implication(mine, x)
        for other in v.taken_by.setdefault(held, []):
            v.model.add_implication(mine, other.negated())
        v.taken_by[held].append(mine)
        for var in asked_for(v, held, request.venue, request.staff):
            v.model.add(mine <= var)


def asked_for(v: Variables, held: Held, venue: str | None, staff: tuple[str, ...] | None) -> list[cp_model.LinearExprT]:
    """What must be 1 for the session to have this place and these people."""
    activity = v.activities[held.activity]
    at = held.group, held.start
    found: list[cp_model.LinearExprT] = []
    if venue is not None:
        found.append(v.places[Need(*at, activity.venues, activity.periods)].get(venue, 0))
    for post, name in zip(activity.staff, staff or (), strict=False):
        found.append(v.people[Need(*at, post.skills, activity.periods)].get(name, 0))
    return found
