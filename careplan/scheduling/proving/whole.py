"""The whole problem in one model: to find a plan where building one fails, or to prove there is none."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ortools.sat.python import cp_model

from careplan.scheduling.columns import Column, Plan, Space
from careplan.scheduling.model.build import build
from careplan.scheduling.model.decode import decode
from careplan.scheduling.model.model import Model, Part, total
from careplan.scheduling.proving.bound import rounded_up, stays
from careplan.scheduling.run import Run

RATE = 2.0  # seconds for one unit of CP-SAT's deterministic time, roughly
POLL = 0.2  # seconds between two looks at whether to stop


@dataclass(frozen=True)
class Target:
    """What the whole model is asked for: any legal plan, or with `wishes` a good one that costs at most `most`.

    `least` is what each squad is known to cost at the least; `hint` a plan to begin with.
    """

    wishes: bool
    most: int | None = None
    least: Mapping[int, int] = field(default_factory=dict)
    hint: Sequence[Column] = ()


@dataclass(frozen=True)
class Answer:
    """A plan, the proof that there is none, or neither in time; `bound` on the wishes, where they counted."""

    status: Literal["plan", "none", "unknown"]
    plan: Plan
    bound: int = 0


def solve_whole(space: Space, columns: Sequence[Column], run: Run, target: Target) -> Answer:
    """A plan that keeps every rule and meets the target, or the proof that there is none."""
    model = build(space, Part(columns, wishes=target.wishes, everyone=True))
    missed = len(space.problem.previous) * space.problem.weights.change if target.wishes else 0
    aim(model, target.most, target.least)
    solver = solver_of(run)
    with watched(solver, run):
        status = solver.solve(model.cp)
    run.work += RATE * solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return Answer("none", [], 0 if target.most is None else target.most + 1)
    bound = max(0, missed + rounded_up(solver.best_objective_bound)) if target.wishes else 0
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer("plan", decode(model, solver), bound)
    return Answer("unknown", [], 0 if bound > (target.most or 0) else bound)


def solver_of(run: Run) -> cp_model.CpSolver:
    """A solver for as long as a run goes on."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = run.workers
    solver.parameters.random_seed = run.seed
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_time_in_seconds = max(0.01, run.left())
    if run.steady:
        solver.parameters.max_deterministic_time = run.effort_left() / RATE
    return solver


def aim(model: Model, most: int | None, least: Mapping[int, int]) -> None:
    """Hold a model to what is known of its cost: the whole costs at most so much, each squad at least so much."""
    stay = {squad: stays(model.space, squad) for squad in range(len(model.space.problem.squads))}
    if most is not None:
        model.cp.add(model.price() + sum(stay.values()) <= most)
    for squad, cost in least.items():
        model.cp.add(total(model.cost[squad]) + stay[squad] >= cost)


class watched:  # noqa: N801  # reads as a word in the with statement
    """Ends a solver early when the run is told to stop."""

    def __init__(self, solver: cp_model.CpSolver, run: Run) -> None:
        self.solver, self.run, self.done = solver, run, threading.Event()
        self.watcher = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self.done.wait(POLL):
            if self.run.should_stop():
                self.solver.stop_search()

    def __enter__(self) -> None:
        self.watcher.start()

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.watcher.join()
