"""Whether there is a plan at all: a short walk for one, and then the whole model, which can prove there is none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from careplan.scheduling.columns import Column, Plan, Space, sessions_of
from careplan.scheduling.judge import Judge
from careplan.scheduling.offered import columns_of, outright, previous_columns
from careplan.scheduling.problem import Problem
from careplan.scheduling.proving.whole import Answer, Target, solve_whole
from careplan.scheduling.run import Run
from careplan.scheduling.useful import useful
from careplan.scheduling.walk.tables import Tables
from careplan.scheduling.walk.walker import Walker

WALK, MORE = 1.5, 12.0  # seconds of walking before the whole model is asked, and after it had its first turn
TURN = 8.0  # seconds of the whole model's first turn
STRIDE, PACE = 20_000, 300_000  # steps between two looks at the clock, and those that count as one second of effort
FEW = 4000  # useful columns of which the whole model says at once whether there is a plan


def find_plan(
    problem: Problem, run: Run, columns: Sequence[Column] | None = None, start: Plan | None = None
) -> tuple[bool | None, Plan]:
    """(True, a judged plan), (False, nothing) where there is proven none, (None, nothing) when time is up.

    `columns` and `start` spare work where they are known: columns to choose from, and a plan for a problem
    that differs a little.
    """
    return Looking(problem, run, columns, start).to_the_end()


class Looking:
    """Looking for a legal plan of one problem, which can be gone on with after something else was tried."""

    def __init__(self, problem: Problem, run: Run, columns: Sequence[Column] | None = None, start: Plan | None = None):
        self.space, self.judge, self.run = Space(problem), Judge(problem), run
        self.columns, self.start = columns, start or []
        self.walker: Walker | None = None

    def to_the_end(self) -> tuple[bool | None, Plan]:
        """As `find_plan`."""
        if self.judge(()).legal:
            return True, []
        few = len(self.useful) <= FEW
        for walk, turn in [(0.0, self.run.budget)] if few else [(WALK, TURN), (MORE, self.run.budget)]:
            plan = self.walk(walk)
            if plan is not None:
                return True, plan
            if self.run.over():
                break
            answer = self._whole(turn)
            if answer.status == "plan" and self._legal(answer.plan):
                return True, answer.plan
            if answer.status == "none":
                return False, []
        return None, []

    @cached_property
    def useful(self) -> list[Column]:
        return useful(self.space, columns_of(self.space) if self.columns is None else self.columns)

    def walk(self, seconds: float) -> Plan | None:
        """Walk for so long at most; a judged plan where one is met."""
        if self.walker is None and seconds:
            self.walker = self._begin()
        part = self.run.part(seconds)
        while self.walker is not None and not part.over():
            part.work += STRIDE / PACE
            self.run.work += STRIDE / PACE
            if self.walker.stride(0.0, STRIDE):
                plan = self.walker.plan()
                return plan if self._legal(plan) else None
        return None

    def _begin(self) -> Walker:
        fixed = outright(self.space)
        kept = list(previous_columns(self.space)) if self.space.problem.weights.change else []
        walker = Walker(Tables(self.space), self.run.seed, 1)
        walker.begin_with([*fixed, *self.start, *kept], frozenset(fixed))
        return walker

    def _whole(self, seconds: float) -> Answer:
        part = self.run.part(seconds)
        answer = solve_whole(self.space, self.useful, part, Target(wishes=False))
        self.run.work += part.work
        return answer

    def _legal(self, plan: Plan) -> bool:
        return self.judge(sessions_of(self.space, plan)).legal
