"""One walk from outside: how warm it is at which time, how heavy what is broken weighs, and the best plan so far."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

import numpy as np

from careplan.scheduling.columns import Column
from careplan.scheduling.problem import Problem
from careplan.scheduling.walk import layout as at
from careplan.scheduling.walk.dice import dice_of
from careplan.scheduling.walk.layout import UNLIMITED, Array
from careplan.scheduling.walk.state import empty_state, keep_what_fits, read_plan
from careplan.scheduling.walk.tables import Tables
from careplan.scheduling.walk.walking import (
    KINDS,
    PER_BREACH,
    PER_UNEVEN,
    PER_YUAN,
    SHARES,
    WARMTH,
    Mood,
    walk,
)

KIND_SHARES = (20, 30, 12, 8, 20, 4, 3, 3, 3)  # shift, exchange, restaff, swap, push, more, press, haul, less
WARM, COLD = 0.25, 0.04  # warmth at the begin and the end of a cycle, in mean weights
HEAVY, SEEKING = 3.0, 18.0  # the weight of a breach, in mean weights: among legal plans, and before the first one
OVERSPENT = 0.3  # the weight of the least amount of money by which a plan can be over, in mean weights
RISE, FALL = 1.05, 1.02  # how fast these weights go up while something is broken, and down again
MOST = 8.0  # times their least value
SEEK, INSIST = 1.1, 1e5  # how fast the weights grow before a first legal plan, and up to what
UNEVEN = 0.2  # of the weight of imbalance, for each period away from the load that is aimed at


class Walker:
    """Walks so many times, each from where it began, so many equal parts of its time; the best plan of all is kept."""

    def __init__(self, tables: Tables, seed: int, cycles: int) -> None:
        self.tables, self.cycles = tables, cycles
        self.dice = dice_of(seed)
        self.unit = unit_of(tables.problem)
        self.state = empty_state(tables)
        self.best: Array = self.state.copy()
        self.best[at.COST] = UNLIMITED
        self.cycle = 0
        self.origin: Array = self.state.copy()
        self.mood = self._mood()
        self.seeking = True

    def _aim(self) -> None:
        """The load that everybody's is drawn to: the median, from which all are least far away."""
        if not self.tables.problem.weights.imbalance:
            return
        state, t = self.state, self.tables.whole
        first, number = int(state[at.LOAD]), int(t[at.STAFF])
        loads = state[first : first + number][t[int(t[at.STAFF_BALANCED]) :][:number] != 0]
        if loads.size:
            state[at.MIDDLE] = int(np.median(loads))
            state[at.UNEVEN] = int(np.abs(loads - state[at.MIDDLE]).sum())

    def _mood(self) -> Mood:
        mood = np.zeros(SHARES + KINDS)
        mood[SHARES:] = np.cumsum(KIND_SHARES) * 1024 / sum(KIND_SHARES)
        mood[PER_UNEVEN] = UNEVEN * self.tables.problem.weights.imbalance
        costs = [a.cost for a in self.tables.problem.activities if a.cost > 0]
        self.least_over = OVERSPENT * self.unit / min(costs, default=1)
        mood[PER_BREACH], mood[PER_YUAN] = SEEKING * self.unit, self.least_over
        return mood

    def begin_with(self, plan: Sequence[Column], pinned: frozenset[Column]) -> None:
        """Begin with as much of a plan as fits together; `pinned` sessions stay where they are."""
        self.state = empty_state(self.tables)
        keep_what_fits(self.tables, self.state, plan, pinned)
        self.origin = self.state.copy()

    def _begin_again(self) -> None:
        """A new cycle: what was settled while it was warm is open again."""
        self.state[:] = self.origin
        self.mood = self._mood()
        self.seeking = True

    @property
    def cost(self) -> int | None:
        """What the best legal plan costs; None before there is one."""
        return None if self.best[at.COST] == UNLIMITED else int(self.best[at.COST])

    def plan(self) -> list[Column]:
        return read_plan(self.tables, self.best)

    def stride(self, done: float, steps: int) -> bool:
        """So many steps; `done` of the walk's time is over. Tells whether there is a better plan."""
        self._warm(done)
        return bool(walk(self.tables.whole, self.state, self.best, self.dice, self.mood, steps))

    def _over(self) -> bool:
        return bool(self.state[at.SPENT] > self.tables.whole[at.BUDGET])

    def _warm(self, done: float) -> None:
        """Warmth falls in each cycle from WARM to COLD; until the cycle's first legal plan it stays."""
        cycle = min(self.cycles - 1, int(done * self.cycles))
        if cycle > self.cycle:
            self.cycle = cycle
            self._begin_again()
        self.seeking = self.seeking and (self.state[at.BROKEN] > 0 or self._over())
        if self.seeking:
            self._seek()
            return
        share = min(1.0, done * self.cycles - cycle)
        self.mood[WARMTH] = self.unit * WARM * (COLD / WARM) ** share
        self._aim()
        self.mood[PER_BREACH] = _moved(self.mood[PER_BREACH], self.state[at.BROKEN] > 0, HEAVY * self.unit)
        self.mood[PER_YUAN] = _moved(self.mood[PER_YUAN], self._over(), self.least_over)

    def _seek(self) -> None:
        """Before a first legal plan: it stays warm, and whatever is still broken or overspent weighs more and more."""
        mood = self.mood
        mood[WARMTH] = 2 * WARM * self.unit
        if self.state[at.BROKEN] > 0:
            mood[PER_BREACH] = min(INSIST * self.unit, mood[PER_BREACH] * SEEK)
        mood[PER_YUAN] = mood[PER_YUAN] * SEEK if self._over() else max(self.least_over, mood[PER_YUAN] / SEEK)


def _moved(weight: float, broken: bool, least: float) -> float:
    """A weight goes up while its rule is broken, and slowly down again."""
    return float(min(MOST * least, weight * RISE) if broken else max(least, weight / FALL))


def unit_of(problem: Problem) -> float:
    """What a penalty weighs, on average: the measure of warmth."""
    w = problem.weights
    weights = (w.goal_shortfall, w.same_method, w.back_to_back, w.idle, w.other_counselor, w.imbalance, w.off_season)
    return fmean([one for one in weights if one] or [1])
