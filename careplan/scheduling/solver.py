"""A year's plan: legal early, better and better until the time is up, and how much better it could be.

A first plan is built squad by squad. Then workers take turns: each lets a part of the best plan go and solves
it anew (`neighbours`), while what a squad's year costs at the least is proven squad by squad (`bound`).
Whatever a worker finds is judged by our own judge before it counts.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from careplan.scheduling.decode import sessions_of
from careplan.scheduling.explain import explain
from careplan.scheduling.problem import Problem, Request
from careplan.scheduling.run import Clock, Run
from careplan.scheduling.search import Search
from careplan.scheduling.solution import Session, Solution

log = logging.getLogger(__name__)

Progress = Callable[[int | None, int, float], None]  # best, bound, seconds so far


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    keep: Sequence[Session] = (),
    on_progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
    clock: Clock = time.monotonic,
) -> Solution:
    """The best plan found in the time, with a proven bound; or why there is none.

    `keep` are sessions that stay as they are (held, locked); a conflict names them `keep[i]`. With one worker
    and the same seed two runs are equal. Stopping early keeps the best plan.
    """
    run = Run(clock, seconds, max(1, workers), seed, should_stop or (lambda: False), workers <= 1)
    search = Search(_with_kept(problem, keep), run, on_progress or (lambda best, bound, elapsed: None))
    found = search.go()
    if found is not None:
        return solution_of(problem, search, run)
    conflict = explain(search.problem, search.proof.impossible, run) if search.proof.none else None
    names = len(problem.requests)
    return Solution(
        problem.name,
        "infeasible" if conflict else "unknown",
        seconds=run.elapsed(),
        conflict=tuple(_kept_name(one, names) for one in conflict or ()),
    )


def _with_kept(problem: Problem, keep: Sequence[Session]) -> Problem:
    """Sessions to keep are asked for outright, after the problem's own requests."""
    asked = {(r.activity, r.group, r.start, r.venue, r.staff) for r in problem.requests}
    more = [(s.activity, s.group, s.start, s.venue, s.staff) for s in keep]
    new = tuple(Request(*one) for one in more if one not in asked)
    return replace(problem, requests=problem.requests + new) if new else problem


def _kept_name(reference: str, requests: int) -> str:
    if reference.startswith("requests["):
        number = int(reference[len("requests[") : -1])
        return reference if number < requests else f"keep[{number - requests}]"
    return reference


def solution_of(problem: Problem, search: Search, run: Run) -> Solution:
    """The best plan found; where a plan disproves the bound, that is logged and no bound is claimed."""
    objective, bound = search.objective, search.bound
    assert objective is not None
    if search.proof.least > objective:
        log.error("%s: a plan of %d is below the bound %d: nothing is claimed", problem.name, objective, search.proof.least)
    return Solution(
        problem.name,
        "optimal" if bound == objective else "feasible",
        objective,
        bound,
        run.elapsed(),
        sessions_of(search.space, search.plan),
    )
