"""A problem whose minimums ask no more than a schedule reaches: what is short already blocks no repair. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from careplan.scheduling.agenda import Agenda, Index
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session
from careplan.sessions.lowered import LeastRule, counts, lowered


def loosened(problem: Problem, sessions: Sequence[Session]) -> Problem:
    """The same problem; squads that `sessions` leave short of a minimum are asked for as many as they have.

    A cancelled session, for one, leaves its squad short: that is made up by a new schedule, not by this repair.
    """
    plan = Agenda(Index(problem), sessions)

    def short(rule: LeastRule, squad: str) -> int:
        has = sum(counts(rule, one.activity, one.start.term) for one in plan.by_squad.get(squad, ()))
        return rule.min - has

    return lowered(problem, short)
