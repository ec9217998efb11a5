"""What a squad by itself cannot have: too few activities, nobody to lead them, no place for them."""

from __future__ import annotations

from collections.abc import Iterator

from careplan.scheduling.columns import Space
from careplan.scheduling.offers import Offers, lasting
from careplan.scheduling.preflight.finding import Finding
from careplan.scheduling.problem import Problem, TermRule
from careplan.scheduling.supply import most
from careplan.scheduling.useful import Rule, concerns, counts_for


def ruled(problem: Problem) -> Iterator[tuple[str, Rule, str]]:
    """Each rule of squads with its reference and what it is about."""
    rules = problem.rules
    for i, term in enumerate(rules.sessions_per_term):
        yield f"rules.sessions_per_term[{i}]", term, term.term
    for i, goal in enumerate(rules.goals):
        yield f"rules.goals[{i}]", goal, goal.goal
    for i, method in enumerate(rules.methods):
        yield f"rules.methods[{i}]", method, method.method


def bounds_crossed(offers: Offers) -> Iterator[Finding]:
    """A minimum above a maximum that some squad has for the same."""
    problem, every = offers.space.problem, list(ruled(offers.space.problem))
    for reference, rule, about in every:
        for other, limit, same in every:
            if type(rule) is type(limit) and about == same and limit.max is not None and rule.min > limit.max:
                squads = [s.id for s in problem.squads if concerns(rule, s.id) and concerns(limit, s.id)]
                if squads:
                    both = tuple(dict.fromkeys((reference, other)))
                    yield Finding("crossed", both, True, about, tuple(squads), rule.min, limit.max)


def too_few(offers: Offers) -> Iterator[Finding]:
    """A minimum that some squads cannot reach whatever the others do; one finding for each rule and number."""
    problem = offers.space.problem
    for reference, rule, about in ruled(problem):
        if not rule.min:
            continue
        short: dict[int, list[str]] = {}
        for squad in problem.squads:
            if concerns(rule, squad.id) and (has := at_most(offers, squad.id, rule)) < rule.min:
                short.setdefault(has, []).append(squad.id)
        for has, squads in short.items():
            kind = "too_few" if has else _why_none(offers.space, rule, squads[0])
            yield Finding(kind, _named(offers, reference, rule, squads[0]), True, about, tuple(squads), rule.min, has)


def at_most(offers: Offers, squad: str, rule: Rule, repeats: bool = True, weekly: bool = True) -> int:
    """How many sessions that count for a rule the squad could have, by its starts, weeks and repeats."""
    problem = offers.space.problem
    inside = offers.term_bits[rule.term] if isinstance(rule, TermRule) else offers.space.full
    starts: dict[int, int] = {}
    for a, g in offers.of_squad[squad]:
        if counts_for(rule, problem.activities[a], getattr(rule, "term", "")):
            starts[a] = starts.get(a, 0) | offers.starts[a, g] & inside
    limits = {a: problem.activities[a].repeats if repeats else None for a in starts}
    by_activity = sum(min(bits.bit_count(), _or(limits[a], bits.bit_count())) for a, bits in starts.items())
    together = 0
    for bits in starts.values():
        together |= bits
    limit = problem.rules.sessions_per_week if weekly else None
    return min(by_activity, sum(most(weeks, limit) for weeks in offers.counted(together).values()))


def _or(limit: int | None, other: int) -> int:
    return other if limit is None else limit


def _named(offers: Offers, reference: str, rule: Rule, squad: str) -> tuple[str, ...]:
    """The rule, and the repeats and the weeks where they are what keeps the number down."""
    found, problem = [reference], offers.space.problem
    if at_most(offers, squad, rule, weekly=False) >= rule.min:
        found.append("rules.sessions_per_week")
    elif at_most(offers, squad, rule, repeats=False, weekly=False) >= rule.min:
        mine = dict.fromkeys(a for a, _ in offers.of_squad[squad] if counts_for(rule, problem.activities[a], ""))
        found += [
            f"activities.{problem.activities[a].id}.repeats" for a in mine if problem.activities[a].repeats is not None
        ]
    return tuple(found)


def _why_none(space: Space, rule: Rule, squad: str) -> str:
    """Why not a single session counts: no activity, nobody to lead one, or no place for one."""
    problem = space.problem
    serving = [
        (a, space.group_of[name])
        for a, activity in enumerate(problem.activities)
        if isinstance(rule, TermRule) or counts_for(rule, activity, "")
        for name in activity.groups
        if squad in problem.groups[space.group_of[name]].squads
    ]
    if not any(lasting(space, space.group_open(a, g), space.periods[a]) for a, g in serving):
        return "none"
    reasons = {why_never(space, a, g) for a, g in serving}
    return "no_room" if reasons == {"rooms"} else "nobody" if "people" in reasons else "none"


def why_never(space: Space, a: int, g: int) -> str:
    """What keeps an activity from a group: time, places or people."""
    periods = space.periods[a]
    when = lasting(space, space.group_open(a, g), periods)
    where = 0
    for v in space.fitting_venues(a, g):
        where |= lasting(space, space.venue_open[v], periods)
    if not when:
        return "time"
    return "people" if when & where else "rooms"


def activities_never_held(offers: Offers) -> Iterator[Finding]:
    """Activities for which no start is possible for anybody: a plan may do without them."""
    space = offers.space
    held = {a for a, _ in offers.starts}
    for a, activity in enumerate(space.problem.activities):
        if a not in held and activity.groups:
            whys = [why_never(space, a, space.group_of[name]) for name in activity.groups]
            why = next(one for one in ("people", "rooms", "time") if one in whys)
            yield Finding("never", (), False, activity.id, why=why)
