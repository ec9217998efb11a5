"""A legal plan met on a short walk; where none is met, the plan that breaks the least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careplan.scheduling.columns import Column, Plan, Space, sessions_of
from careplan.scheduling.judge import Judge
from careplan.scheduling.offered import outright
from careplan.scheduling.problem import Problem
from careplan.scheduling.references import references, restricted
from careplan.scheduling.rules import Fault
from careplan.scheduling.run import Run
from careplan.scheduling.walk import layout as at
from careplan.scheduling.walk.state import read_plan
from careplan.scheduling.walk.tables import Tables
from careplan.scheduling.walk.walker import Walker

SECONDS = 1.5  # of one walk at the most
STRIDE, PER_SQUAD = 10_000, 500  # steps between two looks at the most, and of a small school
PACE = 300_000  # steps that count as one second of effort
PATIENCE = 30  # strides without anything better


@dataclass(frozen=True)
class Met:
    """A plan, and what it breaks."""

    plan: Plan
    faults: tuple[Fault, ...]

    @property
    def legal(self) -> bool:
        return not self.faults


def nearest(problem: Problem, run: Run, start: Sequence[Column] = (), patience: int = 1) -> Met:
    """The least broken plan of a problem; `start` is one of a problem that differs a little.

    `patience`: how many times as long as usually is walked.
    """
    bare = restricted(problem, references(problem))
    space, judge = Space(bare), Judge(bare)
    best = Met([], judge(()).faults)
    if best.legal or run.over():
        return best
    tables, fixed = Tables(space), outright(space)
    walker = Walker(tables, run.seed, 1)
    walker.begin_with([*fixed, *(one for one in start if _there(space, one))], frozenset(fixed))
    found = Met(plan := _least_broken(walker, run, patience), judge(sessions_of(space, plan)).faults)
    return found if len(found.faults) <= len(best.faults) else best


def _there(space: Space, column: Column) -> bool:
    """Whether structure allows a session of a problem that differs: its activity and people are there, and fit."""
    problem, people = space.problem, column.staff or ()
    known = column.activity < len(problem.activities) and column.group < len(problem.groups)
    there = (column.venue or 0) < len(problem.venues) and max(people, default=0) < len(problem.staff)
    return known and there and _suits(space, column) and space.possible(column)


def _suits(space: Space, column: Column) -> bool:
    activity = space.problem.activities[column.activity]
    return space.problem.groups[column.group].id in activity.groups and len(column.staff or ()) == len(activity.staff)


def _least_broken(walker: Walker, run: Run, patience: int) -> Plan:
    """Walk until the plan is legal, nothing better is met for a while, or the time is up."""
    part, least, plan, waited = run.part(SECONDS * patience), _broken(walker), read_plan(walker.tables, walker.state), 0
    steps = min(STRIDE, PER_SQUAD * len(walker.tables.problem.squads))
    while waited < PATIENCE * patience and not part.over():
        part.work += steps / PACE
        run.work += steps / PACE
        if walker.stride(0.0, steps):
            return walker.plan()
        now = _broken(walker)
        waited = 0 if now < least else waited + 1
        if now < least:
            least, plan = now, read_plan(walker.tables, walker.state)
    return plan


def _broken(walker: Walker) -> tuple[int, int]:
    """How much is broken, and by how much too much is spent."""
    state = walker.state
    return int(state[at.BROKEN]), max(0, int(state[at.SPENT] - walker.tables.whole[at.BUDGET]))
