"""The straight CP-SAT model that a good engineer writes in a day: every rule and wish, handed over as one whole.

First without the wishes, so that there is a plan; then with them, from that plan.

x[activity, group, start] says what is held; places and people are assigned to (group, start) by further Booleans. No
blocks, no neighbourhoods, no bound of its own.

`python -m tests.bench.straight_model PROBLEM -o SOLUTION --seconds 60` prints lines as the solver does.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from ortools.sat.python import cp_model

from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import load_problem
from careplan.scheduling.solution import Solution, Status
from careplan.scheduling.solution_file import save_solution
from tests.bench.straight_rules import add_rules
from tests.bench.straight_variables import Variables
from tests.bench.straight_wishes import objective_of

PLAN = (cp_model.OPTIMAL, cp_model.FEASIBLE)


class Told(cp_model.CpSolverSolutionCallback):
    """One line for each better plan or bound."""

    def __init__(self, began: float, best: int | None) -> None:
        super().__init__()
        self.began, self.best = began, best
        self.proven = 0.0

    def on_solution_callback(self) -> None:
        self.best = min(round(self.objective_value), self.best or round(self.objective_value))
        self.bound(self.best_objective_bound)

    def bound(self, proven: float) -> None:
        self.proven = max(self.proven, proven)
        _tell(self.began, self.best, self.proven)


def _tell(began: float, best: int | None, bound: float) -> None:
    said = "no plan yet" if best is None else f"best {best}"
    print(f"{time.monotonic() - began:6.1f} s  {said}, bound {bound:.0f}", file=sys.stderr, flush=True)


def _solver(left: float, workers: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = max(0.1, left)
    solver.parameters.cp_model_probing_level = 0  # these two only cost time on such a model
    solver.parameters.symmetry_level = 0
    return solver


def solve_straight(problem: Problem, seconds: float, workers: int, began: float) -> Solution:
    """First any plan, without the wishes; then from it the best, within so many seconds after `began`."""
    variables = Variables(problem)
    if time.monotonic() - began < seconds:
        add_rules(variables)
    if time.monotonic() - began >= seconds:  # the time went into the model
        return Solution(problem.name, "unknown", seconds=time.monotonic() - began)
    first = _solver(seconds - (time.monotonic() - began), workers)
    first.parameters.stop_after_first_solution = True
    first.parameters.ignore_subsolvers.append("default_lp")
    status = first.solve(variables.model)
    if status not in PLAN:
        said: Status = "infeasible" if status == cp_model.INFEASIBLE else "unknown"
        return Solution(problem.name, said, seconds=time.monotonic() - began)
    sessions = variables.sessions(first)
    verdict = judge(problem, sessions)
    _tell(began, verdict.objective, 0)
    _hint(variables.model, first)
    variables.model.minimize(objective_of(variables))
    second = _solver(seconds - (time.monotonic() - began), workers)
    told = Told(began, verdict.objective)
    second.best_bound_callback = told.bound
    if second.solve(variables.model, told) in PLAN:
        sessions = variables.sessions(second)
    verdict = judge(problem, sessions)
    if not verdict.legal:
        print(f"the straight model's plan is broken: {verdict.faults[:3]}", file=sys.stderr)
    bound = max(0, min(verdict.objective, round(second.best_objective_bound)))
    said = "optimal" if bound == verdict.objective else "feasible"
    return Solution(problem.name, said, verdict.objective, bound, time.monotonic() - began, sessions)


def _hint(model: cp_model.CpModel, solver: cp_model.CpSolver) -> None:
    for index in range(len(model.proto.variables)):
        var = model.get_int_var_from_proto_index(index)
        model.add_hint(var, solver.value(var))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("problem", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    found = solve_straight(load_problem(asked.problem), asked.seconds, asked.workers, began)
    save_solution(found, asked.output)
    return 0 if found.sessions else 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
