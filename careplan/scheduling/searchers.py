"""Those who search for a plan, a little while at a time: walkers, and placers of requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from careplan.scheduling.placing.placer import Placement, Placer
from careplan.scheduling.walk.tables import Tables
from careplan.scheduling.walk.walker import Walker

if TYPE_CHECKING:
    from careplan.scheduling.search import Search

Task = Callable[[], Callable[[], None]]  # works on its own, and answers with what is to be taken in

STRIDE = 0.2  # seconds that a searcher goes on before what it found is taken in
PART = 1_500  # steps for each squad, between two changes of a walk's warmth and of what weighs how much
HASTE = 3  # times as often before a first legal plan
STEADY_STEPS = 60_000  # steps of one stride where effort is counted
PACE = 300_000  # steps that count as one second of effort
CYCLE = 0.4  # seconds of a walk's cycle at the least, for each squad: longer ones settle no better than new beginnings


class Walking:
    """A walker with its share of the time."""

    def __init__(self, search: Search, tables: Tables, number: int) -> None:
        self.search, self.run = search, search.run
        squads = max(1, len(search.problem.squads))
        cycles, self.part = max(1, int(self.run.budget / (CYCLE * squads))), PART * squads
        self.walker = Walker(tables, self.run.seed * 64 + number, cycles)
        self.steps = STEADY_STEPS
        self.began: float | None = None
        self.walker.begin_with([*search.fixed, *search.kept], search.fixed)

    def task(self) -> Task:
        return self._stride

    def _done(self) -> float:
        """The share of this walker's time that is over."""
        share = self.run.share()
        if self.began is None:
            self.began = share
        return (share - self.began) / max(0.01, 1 - self.began)

    def _stride(self) -> Callable[[], None]:
        began, better = self.run.clock(), False
        parts = max(1, round(self.steps * (HASTE if self.walker.seeking else 1) / self.part))
        for _ in range(parts):
            better |= self.walker.stride(self._done(), self.steps // parts)
        took = max(1e-3, self.run.clock() - began)

        def take() -> None:
            self.run.work += self.steps / PACE
            if not self.run.steady:
                self.steps = int(min(4 * self.steps, max(1000, self.steps * STRIDE / took)))
            cost = self.walker.cost
            if better and cost is not None and (self.search.objective is None or cost < self.search.objective):
                self.search.offer(self.walker.plan())
            self.search.resting.append(self)

        return take


class Placing:
    """A placer of requests, a little while at a time."""

    def __init__(self, search: Search, placement: Placement, number: int) -> None:
        self.search, self.run = search, search.run
        self.placer = Placer(placement, self.run.seed * 64 + number)

    def task(self) -> Task:
        return self._stride

    def _stride(self) -> Callable[[], None]:
        part = self.run.part(STRIDE)
        done = self.placer.go(part, lambda: self.search.objective is not None)

        def take() -> None:
            self.run.work += part.work
            if done and not self.placer.left:
                self.search.offer(self.placer.plan())
            self.search.resting.append(self)

        return take
