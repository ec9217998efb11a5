"""What a squad has had though no session of the schedule says so: it counts, and is not planned a second time. Pure.

Such is a session that was held though never planned, one to which the squads of a merged session came, and one that was
held as planned but fits the school no longer as it stands today (its place is gone, its leader teaches then now).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from careplan.scheduling.problem import Activity, GoalRule, MethodRule, Problem, TermRule
from careplan.scheduling.solution import Session
from careplan.sessions.schedule_files import Key

_R = TypeVar("_R", TermRule, GoalRule, MethodRule)


@dataclass(frozen=True, slots=True)
class Had:
    """A squad took part in an activity. key: the session in which it was planned, None where it was not."""

    activity: str
    squad: str
    term: str
    key: Key | None = None


def not_in(every: Iterable[Had], keys: Collection[Key]) -> tuple[Had, ...]:
    """Those that none of the sessions with these keys stands for."""
    return tuple(one for one in every if one.key is None or one.key not in keys)


def credited(problem: Problem, had: Sequence[Had], stay: Collection[Session] = ()) -> Problem:
    """The same problem, asking each squad for that much less, and offering it no activity that it has had.

    Minimums and targets are lowered, no maximum is: an extra session takes nothing of what the plan allows. A group
    keeps an activity as long as one of its squads has not had it, and where a session of `stay` or a request needs it.
    """
    by_id = {one.id: one for one in problem.activities}
    known = [one for one in had if one.activity in by_id]
    if not known:
        return problem
    rules = problem.rules
    goals = _less(problem, rules.goals, known, lambda rule, one: rule.goal in by_id[one.activity].goals)
    terms = _less(problem, rules.sessions_per_term, known, lambda rule, one: rule.term == one.term)
    methods = _less(problem, rules.methods, known, lambda rule, one: rule.method == by_id[one.activity].method)
    activities = _once(problem, known, stay)
    offered = {(one.id, group) for one in activities for group in one.groups}
    return replace(
        problem,
        rules=replace(rules, goals=goals, sessions_per_term=terms, methods=methods),
        activities=activities,
        previous=tuple(one for one in problem.previous if (one.activity, one.group) in offered),
    )


def _less(
    problem: Problem, rules: Sequence[_R], had: Sequence[Had], counts: Callable[[_R, Had], bool]
) -> tuple[_R, ...]:
    """Each rule in its place for those squads to whom nothing is credited; the others follow at the end."""
    first: list[_R] = []
    more: list[_R] = []
    for rule in rules:
        own = Counter(one.squad for one in had if counts(rule, one))
        parts = list(_parts(rule, own, rule.squads if rule.squads is not None else _squads(problem)))
        first.append(parts[0] if own else rule)
        more.extend(parts[1:])
    return tuple(first + more)


def _squads(problem: Problem) -> frozenset[str]:
    return frozenset(one.id for one in problem.squads)


def _parts(rule: _R, own: Mapping[str, int], squads: frozenset[str]) -> Iterator[_R]:
    """The rule once for each number that is credited, from none to most."""
    for number in sorted({own.get(squad, 0) for squad in squads} or {0}):
        those = frozenset(squad for squad in squads if own.get(squad, 0) == number)
        yield _lower(rule, number, those)


def _lower(rule: _R, number: int, squads: frozenset[str]) -> _R:
    changes: dict[str, Any] = {"squads": squads, "min": max(0, rule.min - number)}
    if isinstance(rule, GoalRule):
        changes["target"] = max(0, rule.target - number)
    return replace(rule, **changes)


def _once(problem: Problem, had: Sequence[Had], stay: Collection[Session]) -> tuple[Activity, ...]:
    needed = {(one.activity, one.group) for one in stay}
    needed |= {(one.activity, one.group) for one in problem.requests if one.group is not None}
    done = Counter((one.activity, one.squad) for one in had)
    squads = {group.id: group.squads for group in problem.groups}

    def offered(activity: Activity, group: str) -> bool:
        limit = activity.repeats
        if limit is None or (activity.id, group) in needed:
            return True
        return any(done[activity.id, squad] < limit for squad in squads[group])

    kept = (replace(one, groups=tuple(g for g in one.groups if offered(one, g))) for one in problem.activities)
    return tuple(one for one in kept if one.groups)
