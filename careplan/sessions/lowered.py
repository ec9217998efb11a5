"""A problem whose rules ask some squads for less than the others. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from careplan.scheduling.agenda import Agenda, Index
from careplan.scheduling.problem import Activity, GoalRule, MethodRule, Problem, TermRule
from careplan.scheduling.rules.squads import after
from careplan.scheduling.solution import Session

LeastRule = TermRule | GoalRule | MethodRule
"""A rule with a minimum for each squad."""
R = TypeVar("R", TermRule, GoalRule, MethodRule)
Less = Callable[[LeastRule, str], int]
"""How much less a rule asks of a squad."""


def counts(rule: LeastRule, activity: Activity, term: str) -> bool:
    """Whether a session of the activity in a term counts for the rule."""
    if isinstance(rule, TermRule):
        return rule.term == term
    return rule.goal in activity.goals if isinstance(rule, GoalRule) else rule.method == activity.method


def lowered(problem: Problem, less: Less, *, targets: bool = False) -> Problem:
    """The problem with its minimums lowered, with `targets` what is wished for too; no maximum goes down.

    Each rule keeps its place for the squads of whom it asks most; the parts that ask for less follow at the end.
    """
    rules, every = problem.rules, frozenset(one.id for one in problem.squads)

    def parted(some: Sequence[R]) -> tuple[R, ...]:
        parts = [list(_parts(one, one.squads if one.squads is not None else every, less, targets)) for one in some]
        return tuple([one[0] for one in parts] + [each for one in parts for each in one[1:]])

    terms, goals, methods = parted(rules.sessions_per_term), parted(rules.goals), parted(rules.methods)
    return replace(problem, rules=replace(rules, sessions_per_term=terms, goals=goals, methods=methods))


def _parts(rule: R, squads: frozenset[str], less: Less, targets: bool) -> Iterator[R]:
    """The rule once for each number, from none to most; itself where it asks everybody for all."""
    numbers = {squad: max(0, less(rule, squad)) for squad in squads}
    if not any(numbers.values()):
        yield rule
        return
    for number in sorted(set(numbers.values())):
        changes: dict[str, Any] = {"min": max(0, rule.min - number)}
        changes["squads"] = frozenset(squad for squad in squads if numbers[squad] == number)
        if targets and isinstance(rule, GoalRule):
            changes["target"] = max(0, rule.target - number)
        yield replace(rule, **changes)


def out_of_order(problem: Problem, sessions: Sequence[Session]) -> frozenset[tuple[str, str, str]]:
    """Activity, squad that does it, and what that squad has not done before."""
    faults = after(Agenda(Index(problem), sessions))
    return frozenset((sessions[fault.sessions[0]].activity, fault.who, fault.when) for fault in faults)


def without_order(problem: Problem, pairs: Collection[tuple[str, str]]) -> Problem:
    """The problem in which the first of a pair of activities may be done without the second before it."""
    activities = (
        replace(one, after=tuple(name for name in one.after if (one.id, name) not in pairs))
        for one in problem.activities
    )
    return replace(problem, activities=tuple(activities))
