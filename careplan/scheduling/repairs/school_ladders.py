"""What a school could always do besides: change an activity, find a place or time, ask somebody to be there.

Each ladder loosens structure, not a rule; its reference is the rule or request that gains by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from careplan.scheduling.problem import Activity, GoalRule, MethodRule, Problem
from careplan.scheduling.repairs.library import asked_activities, number_of, squads_of
from careplan.scheduling.repairs.time_ladders import time_ladders
from careplan.scheduling.repairs.wide import MOST_TOGETHER, Ladder, in_chain, rule_of
from careplan.scheduling.solution import Price, Repair

MOST_ROOMS, MOST_NEW = 3, 8
OTHERS = 3  # other activities that a request, or a goal, is offered
Wanted = tuple[str, list[Activity]]  # a rule or request, and the activities that it asks for


def school_ladders(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """Every such change that the conflict gives a reason to."""
    wanted = [(one, list(asked_activities(problem, one))) for one in conflict if _asks(problem, one)]
    for make in (_seasons, _rooms, _suiting, _shorter, _posts):
        for one in wanted:
            yield from make(problem, one)
    if "rules.budget" in conflict:
        for one in wanted:
            yield from _cheaper(problem, one)
    yield from _present(problem, wanted)
    for reference, _ in wanted:
        yield from (
            _of_request(problem, reference) if reference.startswith("requests[") else _of_rule(problem, reference)
        )
    if wanted:
        yield from time_ladders(problem, wanted[0][0], [one for one, _ in wanted])


def _asks(problem: Problem, reference: str) -> bool:
    if reference.startswith("requests["):
        return True
    return reference.startswith("rules.") and "[" in reference and rule_of(problem, reference).min > 0


def _one(repair: Repair) -> Ladder:
    return Ladder(repair.kind, 1, lambda _: repair)


def _closed(problem: Problem, opened: frozenset[str] | None) -> tuple[str, ...]:
    return () if opened is None else tuple(one.id for one in problem.slots if one.id not in opened)


def _seasons(problem: Problem, wanted: Wanted) -> Iterator[Ladder]:
    reference, asked = wanted
    closed = [(one, slots) for one in asked if (slots := _closed(problem, one.open))]
    if 0 < len(closed) <= MOST_TOGETHER:
        parts = [Repair("season", reference, activity=one.id, slots=slots) for one, slots in closed]
        yield _one(in_chain(parts, Price(squads=len(squads_of(problem, reference)))))


def _rooms(problem: Problem, wanted: Wanted) -> Iterator[Ladder]:
    """Places of the kind that most of the activities use, for the largest group of theirs."""
    reference, asked = wanted
    kinds = Counter(kind for one in asked for kind in one.venues)
    if not kinds:
        return
    kind = max(kinds, key=lambda one: (kinds[one], one))
    pupils = _largest(problem, [one for one in asked if kind in one.venues], set(squads_of(problem, reference)))

    def rung(i: int) -> Repair:
        return Repair("room", reference, venue=kind, to=i + 1, pupils=pupils)

    if pupils:
        yield Ladder("room", MOST_ROOMS, rung)


def _largest(problem: Problem, asked: Sequence[Activity], squads: set[str]) -> int:
    """Pupils of the largest group that the activities are for and that has one of the squads; 0 where there is none."""
    size = {one.id: one.size for one in problem.squads}
    groups = {name for one in asked for name in one.groups}
    meeting = [one.squads for one in problem.groups if one.id in groups and (not squads or squads & set(one.squads))]
    single = [one for one in meeting if len(one) == 1]
    return max((sum(size[name] for name in one) for one in single or meeting), default=0)


def _suiting(problem: Problem, wanted: Wanted) -> Iterator[Ladder]:
    """Activities that are not for some of the squads are for them too; those first that lack the fewest."""
    reference, asked = wanted
    members = {one.id: one.squads for one in problem.groups}
    squads = squads_of(problem, reference)
    for one in asked:
        meeting = [members[name] for name in one.groups]
        if reference.startswith("requests["):
            lacking = squads if squads and set(squads) not in map(set, meeting) else ()
        else:
            lacking = tuple(name for name in squads if not any(name in group for group in meeting))
        if lacking:
            price = Price(squads=len(lacking))
            yield _one(Repair("suit", reference, activity=one.id, squads=lacking, price=price))


def _shorter(problem: Problem, wanted: Wanted) -> Iterator[Ladder]:
    reference, asked = wanted
    long = [one for one in asked if one.periods > 1]
    if 0 < len(long) <= MOST_TOGETHER:
        parts = [Repair("shorten", reference, was=one.periods, to=1, activity=one.id) for one in long]
        yield _one(in_chain(parts, Price(squads=len(squads_of(problem, reference)))))


def _posts(problem: Problem, wanted: Wanted) -> Iterator[Ladder]:
    reference, asked = wanted
    several = [one for one in asked if len(one.staff) > 1]
    if 0 < len(several) <= MOST_TOGETHER:
        parts = [Repair("posts", reference, was=len(one.staff), to=1, activity=one.id) for one in several]
        yield _one(in_chain(parts, Price(squads=len(squads_of(problem, reference)))))


def _cheaper(problem: Problem, wanted: Wanted) -> Iterator[Ladder]:
    """What a rule asks for costs less, by a quarter of it at a time."""
    reference, asked = wanted

    def rung(i: int) -> Repair:
        return Repair(
            "cheaper", reference, was=100, to=75 - 25 * i, price=Price(squads=len(squads_of(problem, reference)))
        )

    if any(one.cost for one in asked):
        yield Ladder("cheaper", 4, rung)


def _present(problem: Problem, wanted: Sequence[Wanted]) -> Iterator[Ladder]:
    """People who could lead it are there at times at which they are not now."""
    skills = {post.skills for _, asked in wanted for one in asked for post in one.staff}
    for person in problem.staff:
        slots = _closed(problem, person.open)
        if slots and any(one <= person.skills for one in skills):
            yield _one(Repair("present", wanted[0][0], people=(person.id,), slots=slots, price=Price(people=1)))


def _of_request(problem: Problem, reference: str) -> Iterator[Ladder]:
    """Another activity that the group may have, like the one asked for."""
    asked = problem.requests[number_of(reference)]
    mine = next(one for one in problem.activities if one.id == asked.activity)
    others = [
        one
        for one in problem.activities
        if one.id != mine.id
        and (asked.group in one.groups if asked.group else set(mine.groups) & set(one.groups))
        and (asked.staff is None or len(one.staff) == len(mine.staff))
    ]
    others.sort(key=lambda one: (-len(one.goals & mine.goals), one.method != mine.method, len(one.after)))
    people = len(asked.staff or ())
    for one in others[:OTHERS]:
        yield _one(Repair("instead", reference, activity=one.id, price=Price(people=people, squads=1)))


def _of_rule(problem: Problem, reference: str) -> Iterator[Ladder]:
    """Another activity serves the goal as well; new activities; squads meet at more times."""
    rule, squads = rule_of(problem, reference), squads_of(problem, reference)
    if isinstance(rule, GoalRule):
        for one in _other_goals(problem, rule.goal, set(squads)):
            yield _one(Repair("serve", reference, activity=one.id, price=Price(squads=len(squads))))
    if isinstance(rule, GoalRule | MethodRule):
        yield Ladder("new", MOST_NEW, lambda i: Repair("new", reference, to=i + 1, price=Price(squads=len(squads))))
    shut = tuple(one.id for one in problem.squads if one.id in squads and one.open is not None)
    opened: list[frozenset[str]] = [one.open for one in problem.squads if one.id in shut and one.open is not None]
    slots = _closed(problem, frozenset.intersection(*opened)) if opened else ()
    if slots:
        yield _one(Repair("hours", reference, squads=shut, slots=slots, price=Price(squads=len(shut))))


def _other_goals(problem: Problem, goal: str, squads: set[str]) -> list[Activity]:
    """Activities for all of the squads that do not serve a goal yet, those that serve the fewest first."""
    members = {one.id: one.squads for one in problem.groups}
    fit = [
        one
        for one in problem.activities
        if goal not in one.goals and squads <= {name for group in one.groups for name in members[group]}
    ]
    return sorted(fit, key=lambda one: (len(one.after), len(one.goals), len(one.staff), one.cost))[:OTHERS]
