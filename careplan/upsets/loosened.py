"""A problem that asks no more than a schedule reaches: what is short or out of order already blocks no repair. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from careplan.scheduling.agenda import Agenda, Index
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session
from careplan.sessions.lowered import LeastRule, counts, lowered, out_of_order, without_order


def loosened(problem: Problem, sessions: Sequence[Session]) -> Problem:
    """The same problem; squads that `sessions` leave short of a minimum are asked for as many as they have.

    A cancelled session, for one, leaves its squad short, and what was to follow it without what comes before: both are
    made up by a new schedule, not by this repair. `same_order` says whether a repair puts nothing else out of order.
    """
    broken = {(activity, before) for activity, _, before in out_of_order(problem, sessions)}
    plan = Agenda(Index(problem), sessions)

    def short(rule: LeastRule, squad: str) -> int:
        has = sum(counts(rule, one.activity, one.start.term) for one in plan.by_squad.get(squad, ()))
        return rule.min - has

    return without_order(lowered(problem, short), broken)


def same_order(problem: Problem, before: Sequence[Session], sessions: Sequence[Session]) -> bool:
    """Whether nothing is out of order that was in order before."""
    return out_of_order(problem, sessions) <= out_of_order(problem, before)
