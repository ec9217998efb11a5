"""Whether a plan states itself truly: its objective, its bound, its order, its conflict."""

from __future__ import annotations

from collections.abc import Iterator

from careplan.scheduling.judge import Verdict
from careplan.scheduling.problem import Problem
from careplan.scheduling.references import references
from careplan.scheduling.solution import Solution


def statement_faults(problem: Problem, solution: Solution, verdict: Verdict) -> Iterator[str]:
    """What a solution says about itself that is not so, one sentence each."""
    if solution.problem != problem.name:
        yield f"problem: this is a plan for {solution.problem!r}"
    if solution.status == "infeasible":
        yield from _conflict_faults(problem, solution)
    if solution.status not in ("optimal", "feasible"):
        return
    if solution.objective != verdict.objective:
        yield f"objective: stated {solution.objective}, is {verdict.objective}"
    if solution.bound is None or solution.bound > verdict.objective:
        yield f"bound: {solution.bound} is no lower bound on {verdict.objective}"
    if solution.status == "optimal" and solution.bound != verdict.objective:
        yield f"status: optimal, but bound {solution.bound} and objective {verdict.objective}"
    at = {slot.id: (slot.date, slot.period) for slot in problem.slots}
    order = [at[session.start] for session in solution.sessions if session.start in at]
    if order != sorted(order):
        yield "sessions: not in order of start"


def _conflict_faults(problem: Problem, solution: Solution) -> Iterator[str]:
    known = set(references(problem))
    if not solution.conflict or len(set(solution.conflict)) < len(solution.conflict):
        yield "conflict: empty, or names a rule twice"
    for name in solution.conflict:
        if name not in known:
            yield f"conflict: no rule {name!r}"
