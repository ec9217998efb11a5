"""The judge of a plan: recomputes every rule and every penalty, sharing no code with the solver.

Used on everything the solver makes, on plans read from files, and on every move made by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from careplan.scheduling.agenda import Agenda, Index
from careplan.scheduling.problem import Problem
from careplan.scheduling.rules import RULES, WISHES, Fault
from careplan.scheduling.solution import Session


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is broken, how often each preference is not met, and the weighted sum of those."""

    faults: tuple[Fault, ...]
    penalties: Mapping[str, int]
    objective: int

    @property
    def legal(self) -> bool:
        return not self.faults


class Judge:
    """One problem, indexed once; call it with the sessions of a plan."""

    def __init__(self, problem: Problem) -> None:
        self.index = Index(problem)
        self.problem = problem

    def __call__(self, sessions: Sequence[Session]) -> Verdict:
        plan = Agenda(self.index, sessions)
        faults = tuple(fault for rule in RULES for fault in rule.check(plan))
        penalties = {wish.name: wish.count(plan) for wish in WISHES}
        weights = self.problem.weights
        objective = sum(getattr(weights, name) * count for name, count in penalties.items())
        return Verdict(faults, penalties, objective)


def judge(problem: Problem, sessions: Sequence[Session]) -> Verdict:
    """Judge a plan. For many plans of one problem keep a `Judge`."""
    return Judge(problem)(sessions)
