"""A problem whose minimums ask no more than a schedule reaches: what is short already blocks no repair. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from careplan.scheduling.agenda import Agenda, Held, Index
from careplan.scheduling.problem import GoalRule, MethodRule, Problem, TermRule
from careplan.scheduling.solution import Session

_R = TypeVar("_R", TermRule, GoalRule, MethodRule)


def loosened(problem: Problem, sessions: Sequence[Session]) -> Problem:
    """The same problem; squads that `sessions` leave short of a minimum are asked for as many as they have.

    A cancelled session, for one, leaves its squad short: that is made up by a new schedule, not by this repair.
    """
    plan, rules = Agenda(Index(problem), sessions), problem.rules
    terms = _each(plan, rules.sessions_per_term, lambda rule, one: one.start.term == rule.term)
    goals = _each(plan, rules.goals, lambda rule, one: rule.goal in one.activity.goals)
    methods = _each(plan, rules.methods, lambda rule, one: one.activity.method == rule.method)
    rules = replace(rules, sessions_per_term=tuple(terms), goals=tuple(goals), methods=tuple(methods))
    return replace(problem, rules=rules)


def _each(plan: Agenda, rules: Sequence[_R], counts: Callable[[_R, Held], bool]) -> Iterator[_R]:
    for rule in rules:
        squads = rule.squads if rule.squads is not None else frozenset(plan.by_squad)
        has = {squad: sum(counts(rule, one) for one in plan.by_squad.get(squad, ())) for squad in squads}
        short = {squad: count for squad, count in has.items() if count < rule.min}
        if not short:
            yield rule
            continue
        if squads - short.keys():
            yield replace(rule, squads=squads - short.keys())
        for count in sorted(set(short.values())):
            yield replace(rule, min=count, squads=frozenset(one for one, held in short.items() if held == count))
