"""What is proven about a problem while others search: that no plan costs less than so much, or that there is none.

First each squad's own optimum, the sum of which bounds every plan; squads in the same position are solved once. Where
no plan has turned up by then, the whole model is asked whether there is one. Where it is small enough, the whole model
is asked for a plan cheaper than the best at hand, until it says that there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from careplan.scheduling.columns import Column, Plan, Space
from careplan.scheduling.offered import columns_of
from careplan.scheduling.proving.bound import Choice, SquadBound, squad_bound
from careplan.scheduling.proving.counts import countable
from careplan.scheduling.proving.loose import loose_choice, solve_loose
from careplan.scheduling.proving.optima import Optima
from careplan.scheduling.proving.priced import Priced, Pricing
from careplan.scheduling.proving.whole import RATE, Answer, Target, solve_whole
from careplan.scheduling.run import Run
from careplan.scheduling.supply import supply_of

Task = Callable[[], Callable[[], None]]
T = TypeVar("T")

TINY, SMALL = 1500, 9000  # columns of a problem solved as one whole at once, and of one for which that is tried at last
PATIENCE = 4.0  # seconds for which a first plan is waited for before the whole model is asked
QUICK = 0.1  # of the time for all squads once: then prices of money are tried
SOON = 0.1  # of the time is left to the walk before all squads are asked at once, without rooms and people
LATE = 0.3  # of the time is left to the walk before the whole model is asked for a better plan than the best
TURN = 1 / 3  # of the effort of a worker that does everything alone


class Proof:
    """`least` is proven, `none` is whether there is proven to be no plan, `found` a plan met on the way."""

    def __init__(self, space: Space, run: Run) -> None:
        self.space, self.run = space, run
        self.whole_bound = self.priced_bound = self.loose_bound = 0
        self.none = False
        self.found: Plan | None = None
        self.busy = self.stopped = False
        self.work, self.rounds = 0.0, 0
        self.asked_whole = self.asked_best = self.asked_loose = False
        self.best: int | None = None

    @property
    def least(self) -> int:
        """What was proven, taken as it is: no plan costs less, or a proof was wrong."""
        return max(self.whole_bound, self.priced_bound, self.loose_bound, self.optima.cost)

    @cached_property
    def columns(self) -> list[Column]:
        return columns_of(self.space)

    @cached_property
    def optima(self) -> Optima:
        return Optima(self.space, self.columns)

    @property
    def impossible(self) -> int | None:
        """A squad that has no year even by itself."""
        return self.optima.impossible

    @cached_property
    def pricing(self) -> Pricing:
        return Pricing(self.space, self.optima.columns_of_squad)

    @cached_property
    def loose(self) -> Choice:
        return loose_choice(self.space, self.columns)

    def counts_out(self) -> bool:
        """Whether some squad's numbers alone cannot come out, seen before anything is built."""
        for squad in range(len(self.space.problem.squads)):
            if self.run.over():
                return False
            if not countable(self.space.problem, supply_of(self.space, squad, self.optima.columns_of_squad[squad])):
                self.optima.impossible, self.none = squad, True
                return True
        return False

    def stop(self) -> None:
        """The search is over: whatever is being proven is broken off."""
        self.stopped = True

    def due(self, alone: bool) -> bool:
        """Whether it is a proof's turn: one at a time, and of a worker alone no more than a part of its effort."""
        return not self.busy and not self.none and (not alone or self.work <= TURN * self.run.work)

    def next(self, best: int | None, plan: Plan) -> Task | None:
        """What to prove next, given the best plan so far; None where nothing helps now."""
        self.best = best
        if len(self.columns) <= TINY and not self.asked_best:
            return self._whole(Target(wishes=True, most=None if best is None else best - 1))
        if best is None and not self.optima.left:
            waited = self.run.elapsed() if not self.run.steady else self.run.work
            return None if self.asked_whole or waited < PATIENCE else self._whole(Target(wishes=False))
        if (squad := self.optima.next()) is not None:
            return self._squad(*squad)
        return None if best is None else self._better(best, plan)

    def _better(self, best: int, plan: Plan) -> Task | None:
        """What sees more than the squads by themselves: a price of money, all squads at once, the whole."""
        if self.quick and (price := self.pricing.price()) is not None:
            return self._priced(price)
        if len(self.loose) <= SMALL and not self.asked_loose and self.run.share() >= SOON:
            return self._loose(best - 1)
        if len(self.columns) <= SMALL and not self.asked_best and self.run.share() >= LATE:
            return self._whole(Target(wishes=True, most=best - 1, least=self.optima.costs(), hint=tuple(plan)))
        return None

    @property
    def quick(self) -> bool:
        """Whether all squads are solved in so little of the time that they can be solved again and again."""
        return self.rounds > 0 or self.work <= QUICK * self.run.budget

    def _task(self, prove: Callable[[], tuple[T, float]], take: Callable[[T], None]) -> Task:
        """Something to prove, with the deterministic time that it takes, and how it is taken in."""
        self.busy = True

        def task() -> Callable[[], None]:
            answer, work = prove()

            def taken() -> None:
                self.busy = False
                self.work += RATE * work
                self.run.work += RATE * work
                take(answer)

            return taken

        return task

    def _squad(self, squad: int, effort: float) -> Task:
        choice = self.optima.choice(squad)

        def know(known: SquadBound) -> None:
            self.optima.know(squad, choice, known)
            self.none = self.none or not known.possible

        alike = self.optima.like(squad, choice)
        if alike is not None:
            return lambda: lambda: know(alike)
        seconds, seed = self.run.left(), self.run.seed
        return self._task(lambda: squad_bound(self.space, squad, choice, effort, seconds, seed), know)

    def _priced(self, price: int) -> Task:
        self.rounds += 1

        def take(priced: Priced | None) -> None:
            self.pricing.take(priced)
            self.priced_bound = self.pricing.bound

        return self._task(lambda: self.pricing.at(price, self.run.left, lambda: self.stopped, self.run.seed), take)

    def _loose(self, most: int) -> Task:
        self.asked_loose = True
        run, least = self._all_that_is_left(lambda: self.stopped or self.run.should_stop()), self.optima.costs()

        def prove() -> tuple[int, float]:
            bound = solve_loose(self.space, self.loose, run, most, least)
            return bound, run.work / RATE

        def take(bound: int) -> None:
            self.loose_bound = max(self.loose_bound, bound)

        return self._task(prove, take)

    def _whole(self, target: Target) -> Task:
        self.asked_whole = True
        self.asked_best = self.asked_best or target.wishes
        run = self._all_that_is_left(self._enough(target))

        def prove() -> tuple[Answer, float]:
            answer = solve_whole(self.space, self.columns, run, target)
            return answer, run.work / RATE

        def take(answer: Answer) -> None:
            self.found = answer.plan if answer.status == "plan" else self.found
            self.none = self.none or (answer.status == "none" and target.most is None)
            self.whole_bound = max(self.whole_bound, answer.bound)

        return self._task(prove, take)

    def _all_that_is_left(self, should_stop: Callable[[], bool]) -> Run:
        """A run for one model, until the end; of a worker alone no more than a proof's part of what is left."""
        effort = self.run.effort_left() * (TURN if self.run.workers == 1 else 1.0)
        return replace(self.run, seconds=self.run.left(), effort=effort, work=0.0, should_stop=should_stop)

    def _enough(self, target: Target) -> Callable[[], bool]:
        """When a proof is broken off: at the end, or where a plan answers the question."""

        def enough() -> bool:
            found = not target.wishes and self.best is not None
            return self.stopped or found or self.run.should_stop()

        return enough
