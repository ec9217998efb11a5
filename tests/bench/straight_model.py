"""The straight CP-SAT model that a good engineer writes in a day: every rule and wish, handed to the solver as one whole.

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
from careplan.scheduling.solution import Solution
from careplan.scheduling.solution_file import save_solution
from tests.bench.straight_rules import add_rules
from tests.bench.straight_variables import Variables
from tests.bench.straight_wishes import objective_of


class Told(cp_model.CpSolverSolutionCallback):
    """One line for each better plan or bound."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.began = began
        self.best: float | None = None
        self.proven = 0.0

    def on_solution_callback(self) -> None:
        self.best = self.objective_value
        self.bound(self.best_objective_bound)

    def bound(self, proven: float) -> None:
        self.proven = max(self.proven, proven)
        seconds = time.monotonic() - self.began
        best = "no plan yet" if self.best is None else f"best {self.best:.0f}"
        print(f"{seconds:6.1f} s  {best}, bound {self.proven:.0f}", file=sys.stderr, flush=True)


def solve_straight(problem: Problem, seconds: float, workers: int, began: float) -> Solution:
    """Model and search, within so many seconds after `began`."""
    variables = Variables(problem)
    add_rules(variables)
    variables.model.minimize(objective_of(variables))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (time.monotonic() - began))
    told = Told(began)
    solver.best_bound_callback = told.bound
    status = solver.solve(variables.model, told)
    spent = time.monotonic() - began
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solution(problem.name, "infeasible" if status == cp_model.INFEASIBLE else "unknown", seconds=spent)
    sessions = variables.sessions(solver)
    verdict = judge(problem, sessions)
    if not verdict.legal:
        print(f"the straight model's plan is broken: {verdict.faults[:3]}", file=sys.stderr)
    bound = min(verdict.objective, round(solver.best_objective_bound))
    said = "optimal" if bound == verdict.objective else "feasible"
    return Solution(problem.name, said, verdict.objective, bound, spent, sessions)


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
