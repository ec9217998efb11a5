"""Whether one squad's year can be had at all, counted: how often each activity in each term, and nothing else.

What is left out (weeks, order, rooms, people, other squads) only ever forbids more. So where even these
numbers cannot be found, there is no plan; it takes milliseconds to see.
"""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from careplan.scheduling.model.model import Expr, total
from careplan.scheduling.problem import Problem
from careplan.scheduling.supply import Supply, most
from careplan.scheduling.useful import Rule, concerns, counts_for

EFFORT = 0.5  # CP-SAT's deterministic time at most

Numbers = Mapping[tuple[int, str], Expr]  # (activity, term) -> how often


def countable(problem: Problem, supply: Supply) -> bool:
    """False only where it is proven that the squad has no year under the problem's rules."""
    cp = cp_model.CpModel()
    limit = problem.rules.sessions_per_week
    variables = {key: cp.new_int_var(0, most(weeks, limit), "") for key, weeks in supply.starts.items()}
    add_squad(cp, problem, supply, dict(variables.items()))
    return solvable(cp, EFFORT)


def add_squad(cp: cp_model.CpModel, problem: Problem, supply: Supply, numbers: Numbers) -> None:
    """What the problem's rules ask of a squad's numbers."""
    limit = problem.rules.sessions_per_week
    for term, weeks in supply.every.items():
        cp.add(total(n for (_, t), n in numbers.items() if t == term) <= most(weeks, limit))
    for a, activity in enumerate(problem.activities):
        if activity.repeats is not None:
            cp.add(total(n for (b, _), n in numbers.items() if b == a) <= activity.repeats)
    rules: tuple[Rule, ...] = (*problem.rules.sessions_per_term, *problem.rules.goals, *problem.rules.methods)
    for rule in rules:
        if concerns(rule, supply.squad):
            count = total(n for (a, term), n in numbers.items() if counts_for(rule, problem.activities[a], term))
            cp.add(count >= rule.min)
            if rule.max is not None:
                cp.add(count <= rule.max)


def solvable(cp: cp_model.CpModel, effort: float) -> bool:
    """False only where it is proven, within the effort, that there are no such numbers."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = effort
    return solver.solve(cp) != cp_model.INFEASIBLE
