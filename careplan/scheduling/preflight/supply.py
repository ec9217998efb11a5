"""What a squad by itself cannot have: too few activities, nobody to lead them, no place for them."""

from __future__ import annotations

from collections.abc import Iterator

from careplan.scheduling.columns import Space
from careplan.scheduling.offers import Offers, lasting
from careplan.scheduling.preflight.finding import Finding
from careplan.scheduling.preflight.order import Able, able_in_order, circle, order_rules
from careplan.scheduling.problem import Activity, Problem, TermRule
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
    problem, able = offers.space.problem, able_in_order(offers)
    for reference, rule, about in ruled(problem):
        if not rule.min:
            continue
        short: dict[tuple[int, str], list[str]] = {}
        for squad in problem.squads:
            if concerns(rule, squad.id) and (has := at_most(offers, squad.id, rule, able=able)) < rule.min:
                kind = "too_few" if has else _why_none(offers, rule, squad.id, able)
                short.setdefault((has, kind), []).append(squad.id)
        for (has, kind), squads in short.items():
            named = _named(offers, reference, rule, squads[0], able)
            yield Finding(kind, named, True, about, tuple(squads), rule.min, has)


def at_most(
    offers: Offers, squad: str, rule: Rule, *, repeats: bool = True, weekly: bool = True, able: Able | None = None
) -> int:
    """How many sessions that count for a rule the squad could have, by its starts, weeks and repeats.

    `able`, where given, holds what order leaves; other activities are not counted.
    """
    problem = offers.space.problem
    starts: dict[int, int] = {}
    for a, g in offers.of_squad[squad]:
        if counts_for(rule, problem.activities[a], getattr(rule, "term", "")) and (able is None or (a, squad) in able):
            starts[a] = starts.get(a, 0) | offers.starts[a, g] & _inside(offers, rule)
    limits = {a: problem.activities[a].repeats if repeats else None for a in starts}
    by_activity = sum(min(bits.bit_count(), _or(limits[a], bits.bit_count())) for a, bits in starts.items())
    together = 0
    for bits in starts.values():
        together |= bits
    limit = problem.rules.sessions_per_week if weekly else None
    return min(by_activity, sum(most(weeks, limit) for weeks in offers.counted(together).values()))


def _inside(offers: Offers, rule: Rule) -> int:
    """The slots in which a session can count for the rule."""
    return offers.term_bits[rule.term] if isinstance(rule, TermRule) else offers.space.full


def _or(limit: int | None, other: int) -> int:
    return other if limit is None else limit


def _named(offers: Offers, reference: str, rule: Rule, squad: str, able: Able) -> tuple[str, ...]:
    """The rule, and the weeks, the repeats or the order where they are what keeps the number down."""
    found, problem = [reference], offers.space.problem
    mine = dict.fromkeys(a for a, _ in offers.of_squad[squad] if counts_for(rule, problem.activities[a], _term(rule)))
    asked = [problem.activities[a] for a in mine]
    if at_most(offers, squad, rule, weekly=False, able=able) >= rule.min:
        found.append("rules.sessions_per_week")
    elif at_most(offers, squad, rule, repeats=False, weekly=False, able=able) >= rule.min:
        found += [f"activities.{one.id}.repeats" for one in asked if one.repeats is not None]
    elif at_most(offers, squad, rule, weekly=False) >= rule.min:
        late = [problem.activities[a] for a in mine if (a, squad) not in able]
        found += dict.fromkeys(name for one in late if one.after for name in order_rules(problem, one))
    return tuple(found)


def _term(rule: Rule) -> str:
    return rule.term if isinstance(rule, TermRule) else ""


def _why_none(offers: Offers, rule: Rule, squad: str, able: Able) -> str:
    """Why not a single session counts: a rule that allows none, or what structure lacks."""
    if not at_most(offers, squad, rule, repeats=False, weekly=False):
        return _lacking(offers, rule, squad)
    if not at_most(offers, squad, rule, weekly=False):
        return "repeats_none"
    return "week_none" if at_most(offers, squad, rule, weekly=False, able=able) else "order_none"


def _lacking(offers: Offers, rule: Rule, squad: str) -> str:
    """What structure lacks: an activity, somebody to lead one, a place for one, or time."""
    space, problem = offers.space, offers.space.problem
    serving = [
        (a, space.group_of[name])
        for a, activity in enumerate(problem.activities)
        if counts_for(rule, activity, _term(rule))
        for name in activity.groups
        if squad in problem.groups[space.group_of[name]].squads
    ]
    reasons = {why_never(space, a, g, _inside(offers, rule)) for a, g in serving}
    kinds = {"people": "nobody", "rooms": "no_room", "time": "no_time"}
    return next((kinds[one] for one in kinds if one in reasons), "none")


def why_never(space: Space, a: int, g: int, inside: int) -> str:
    """What keeps an activity from a group in some slots: time, places or people."""
    periods = space.periods[a]
    when = lasting(space, space.group_open(a, g), periods) & inside
    where = 0
    for v in space.fitting_venues(a, g):
        where |= lasting(space, space.venue_open[v], periods)
    if not when:
        return "time"
    return "people" if when & where else "rooms"


def activities_never_held(offers: Offers) -> Iterator[Finding]:
    """Activities that are never held for anybody: a plan may do without them, but nobody can have meant it so."""
    space = offers.space
    held, able = {a for a, _ in offers.starts}, {a for a, _ in able_in_order(offers)}
    for a, activity in enumerate(space.problem.activities):
        if not activity.groups:
            yield Finding("never", (), False, activity.id, why="groups")
        elif a not in held:
            whys = [why_never(space, a, space.group_of[name], space.full) for name in activity.groups]
            why = next(one for one in ("people", "rooms", "time") if one in whys)
            yield Finding("never", (), False, activity.id, why=why)
        elif activity.repeats == 0:
            yield Finding("never", (f"activities.{activity.id}.repeats",), False, activity.id, why="repeats")
        elif a not in able:
            yield _out_of_order(space, activity, able)


def _out_of_order(space: Space, activity: Activity, able: set[int]) -> Finding:
    """An activity that waits for itself, or for something that no squad of its groups can do."""
    rules, around = order_rules(space.problem, activity), circle(space.problem, activity)
    never = [name for name in activity.after if space.activity_of[name] not in able]
    before = around or (never or activity.after)[:1]
    why = "circle" if around else "before"
    return Finding("never", rules, False, activity.id, why=why, before=tuple(before))
