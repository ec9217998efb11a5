"""What is proven about a problem while others search: that no plan costs less than so much, or that there is none.

First each squad's own optimum, the sum of which bounds every plan; squads in the same position are solved once. Where
no plan has turned up by then, the whole model is asked whether there is one. Where it is small enough, the whole model
is asked for a plan cheaper than the best at hand, until it says that there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from careplan.scheduling.columns import Column, Plan, Space
from careplan.scheduling.offered import columns_of
from careplan.scheduling.problem import Weights
from careplan.scheduling.proving.bound import Choice, SquadBound, position_of, squad_bound, squad_choice
from careplan.scheduling.proving.counts import countable
from careplan.scheduling.proving.priced import Pricing
from careplan.scheduling.proving.whole import RATE, Target, solve_whole
from careplan.scheduling.run import Run
from careplan.scheduling.supply import supply_of

Task = Callable[[], Callable[[], None]]

BOUND_EFFORT, HARDER = 4.0, 6.0  # CP-SAT's deterministic time for one squad's own optimum; times, the second time
TINY, SMALL = 1500, 9000  # columns of a problem solved as one whole at once, and of one for which that is tried at last
PATIENCE = 4.0  # seconds for which a first plan is waited for before the whole model is asked
QUICK = 0.1  # of the time for all squads once: then prices of money are tried
LATE = 0.3  # of the time is left to the walk before the whole model is asked for a better plan than the best
TURN = 1 / 3  # of the effort of a worker that does everything alone


class Proof:
    """`least` is proven, `none` is whether there is proven to be no plan, `found` a plan met on the way."""

    def __init__(self, space: Space, run: Run) -> None:
        self.space, self.run = space, run
        self.whole_bound = self.priced_bound = 0
        self.of_squad: dict[int, SquadBound] = {}
        self.of_position: dict[object, SquadBound] = {}
        wished = space.problem.weights != Weights()  # where nothing is, a squad's optimum is 0
        self.left = list(range(len(space.problem.squads))) if wished else []
        self.tried_harder: set[int] = set()
        self.none = False
        self.impossible: int | None = None  # a squad that has no year even by itself
        self.found: Plan | None = None
        self.busy = self.stopped = False
        self.work, self.rounds = 0.0, 0
        self.asked_whole = self.asked_best = False
        self.best: int | None = None

    @property
    def least(self) -> int:
        """What was proven, taken as it is: no plan costs less, or a proof was wrong."""
        return max(self.whole_bound, self.priced_bound, sum(known.cost for known in self.of_squad.values()))

    @cached_property
    def columns(self) -> list[Column]:
        return columns_of(self.space)

    @cached_property
    def columns_of_squad(self) -> dict[int, list[Column]]:
        found: dict[int, list[Column]] = defaultdict(list)
        for column in self.columns:
            for squad in self.space.members[column.group]:
                found[squad].append(column)
        return found

    @cached_property
    def pricing(self) -> Pricing:
        return Pricing(self.space, self.columns_of_squad)

    def counts_out(self) -> bool:
        """Whether some squad's numbers alone cannot come out, seen before anything is built."""
        for squad in range(len(self.space.problem.squads)):
            if self.run.over():
                return False
            if not countable(self.space.problem, supply_of(self.space, squad, self.columns_of_squad[squad])):
                self.impossible, self.none = squad, True
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
        if self.left:
            return self._squad(self.left.pop(0), BOUND_EFFORT)
        if best is None:
            waited = self.run.elapsed() if not self.run.steady else self.run.work
            return None if self.asked_whole or waited < PATIENCE else self._whole(Target(wishes=False))
        if (squad := self._open()) is not None:
            return self._squad(squad, HARDER * BOUND_EFFORT)
        if self.quick and (price := self.pricing.price()) is not None:
            return self._priced(price)
        if len(self.columns) <= SMALL and not self.asked_best and self.run.share() >= LATE:
            least = {squad: known.cost for squad, known in self.of_squad.items()}
            return self._whole(Target(wishes=True, most=best - 1, least=least, hint=tuple(plan)))
        return None

    def _taking(self, work: float, take: Callable[[], None]) -> Callable[[], None]:
        def taken() -> None:
            self.busy = False
            self.work += RATE * work
            self.run.work += RATE * work
            take()

        return taken

    def _open(self) -> int | None:
        """A squad whose optimum was not found, and has not been tried harder yet."""
        for squad, known in self.of_squad.items():
            if not known.closed and squad not in self.tried_harder:
                self.tried_harder.add(squad)
                return squad
        return None

    @property
    def quick(self) -> bool:
        """Whether all squads are solved in so little of the time that they can be solved again and again."""
        return self.rounds > 0 or self.work <= QUICK * self.run.seconds

    def _priced(self, price: int) -> Task:
        self.busy = True
        self.rounds += 1

        def task() -> Callable[[], None]:
            priced, work = self.pricing.at(price, self.run.left, lambda: self.stopped, self.run.seed)

            def take() -> None:
                self.pricing.take(priced)
                self.priced_bound = self.pricing.bound

            return self._taking(work, take)

        return task

    def _squad(self, squad: int, effort: float) -> Task:
        choice = squad_choice(self.space, squad, self.columns_of_squad[squad])
        position = position_of(self.space, squad, choice)
        known = self.of_position.get(position)
        if known is not None and (known.closed or known is not self.of_squad.get(squad)):
            return lambda: lambda: self._know(squad, position, known)
        self.busy = True

        def task() -> Callable[[], None]:
            known, work = self._solve_squad(squad, choice, effort)
            return self._taking(work, lambda: self._know(squad, position, known))

        return task

    def _solve_squad(self, squad: int, choice: Choice, effort: float) -> tuple[SquadBound, float]:
        return squad_bound(self.space, squad, choice, effort, self.run.left(), self.run.seed)

    def _know(self, squad: int, position: object, known: SquadBound) -> None:
        before = self.of_squad.get(squad)
        if before is not None and before.cost > known.cost:
            return
        self.of_squad[squad] = self.of_position[position] = known
        if not known.possible:
            self.impossible, self.none = squad, True

    def _whole(self, target: Target) -> Task:
        self.busy = True
        self.asked_whole = True
        self.asked_best = self.asked_best or target.wishes
        effort = self.run.effort_left() * (TURN if self.run.workers == 1 else 1.0)
        run = replace(self.run, seconds=self.run.left(), effort=effort, work=0.0, should_stop=self._enough(target))

        def task() -> Callable[[], None]:
            answer = solve_whole(self.space, self.columns, run, target)

            def take() -> None:
                if answer.status == "plan":
                    self.found = answer.plan
                if answer.status == "none" and target.most is None:
                    self.none = True
                self.whole_bound = max(self.whole_bound, answer.bound)

            return self._taking(run.work / RATE, take)

        return task

    def _enough(self, target: Target) -> Callable[[], bool]:
        """When a proof is broken off: at the end, or where a plan answers the question."""

        def enough() -> bool:
            found = not target.wishes and self.best is not None
            return self.stopped or found or self.run.should_stop()

        return enough
