"""Whether there is a plan at all: what squads need by themselves, building one, and the whole model."""

from __future__ import annotations

from collections.abc import Sequence

from careplan.scheduling.columns import (
    Column,
    Space,
    free_columns,
    previous_columns,
    request_columns,
)
from careplan.scheduling.construct import Construction
from careplan.scheduling.decode import sessions_of
from careplan.scheduling.judge import Judge
from careplan.scheduling.neighbours import Plan
from careplan.scheduling.problem import Problem
from careplan.scheduling.run import Run
from careplan.scheduling.whole import Target, solve_whole

ATTEMPTS = 3  # at building a plan, before the whole model is asked
"""More attempts seldom help where three have failed."""


def columns_of(space: Space) -> list[Column]:
    """Every possible column: free ones, and those that requests or the plan in force fix in part."""
    found = dict.fromkeys(free_columns(space))
    for request in dict.fromkeys(space.problem.requests):
        found.update(dict.fromkeys(request_columns(space, request)))
    if space.problem.weights.change:
        found.update(dict.fromkeys(previous_columns(space)))
    return list(found)


def outright(space: Space) -> Plan:
    """The sessions that requests name in full and that structure allows: they are in every plan."""
    found: dict[Column, None] = {}
    for request in space.problem.requests:
        if None not in (request.group, request.start, request.venue, request.staff):
            found.update(dict.fromkeys(request_columns(space, request)))
    return list(found)


def find_plan(
    problem: Problem, run: Run, columns: Sequence[Column] | None = None, start: Plan | None = None
) -> tuple[bool | None, Plan]:
    """(True, a judged plan), (False, nothing) where there is proven none, (None, nothing) when time is up.

    `columns` and `start` spare work where they are known: columns to choose from, and a plan for a problem
    that differs a little.
    """
    space, judge = Space(problem), Judge(problem)
    fixed = outright(space)
    if judge(()).legal:
        return True, []
    known = columns_of(space) if columns is None else columns
    for attempt in range(ATTEMPTS):
        building = Construction(space, known, fixed, run.seed + attempt)
        building.seconds = min(building.seconds, run.left())
        if start and attempt == 0:
            building.begin_with(start, set())
        plan = building.run(run.over)
        if plan is not None and judge(sessions_of(space, plan)).legal:
            return True, plan
    if run.over():
        return None, []
    answer = solve_whole(space, known, run, Target(wishes=False))
    if answer.status == "plan" and judge(sessions_of(space, answer.plan)).legal:
        return True, answer.plan
    return (False if answer.status == "none" else None), []
