"""A bound that sees squads compete for money: each pays a price for what it spends, and the budget is paid back.

For any price p >= 0 of money, every plan within the budget B costs at least  sum_q min(penalties + p * spent) - p * B
(Lagrange). The best price is looked for between one at which the squads spend too much and one at which they do not:
where the two lines meet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from statistics import fmean

from ortools.sat.python import cp_model

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.proving.bound import (
    SIXTIETHS,
    money_share,
    rounded_up,
    squad_choice,
    squad_model,
    squad_solver,
    stays,
)

SCALE = 100_000  # of penalties, so that a price of a sixtieth is a whole number
TYPICAL = 5  # penalties that the first price asks for a session of mean cost
DEAREST = 1 << 10  # times the first price: where that is too little, money is not what binds
ROUNDS = 8
LARGEST = 1_000_000  # cost or weight: with larger ones the scaled sums could leave 64 bits
EFFORT = 8.0  # CP-SAT's deterministic time for one squad at one price


@dataclass(frozen=True, slots=True)
class Priced:
    """At a price: what the squads cost at the least, scaled, the budget paid back; and how far they overspend."""

    price: int
    value: int
    over: int

    @property
    def bound(self) -> int:
        return -(-self.value // SCALE)


class Pricing:
    """The search for the best price, one price at a time; `left` is how many more are tried at the most."""

    def __init__(self, space: Space, columns_of_squad: Mapping[int, Sequence[Column]]) -> None:
        self.space, self.columns_of_squad = space, columns_of_squad
        self.budget = space.problem.rules.budget
        costs = [one.cost for one in space.problem.activities if one.cost > 0]
        sane = max([*costs, *astuple(space.problem.weights)], default=0) <= LARGEST
        self.left = ROUNDS if self.budget is not None and costs and sane else 0
        self.first = max(1, int(SCALE * TYPICAL / (SIXTIETHS * fmean(costs or [1]))))
        self.cheap: Priced | None = None
        self.dear: Priced | None = None
        self.bound = 0

    def price(self) -> int | None:
        """The next price to try; None where no other one can be better."""
        if not self.left:
            return None
        if self.cheap is None:
            return 1
        if self.dear is None:
            return max(self.first, 4 * self.cheap.price) if self.cheap.price < DEAREST * self.first else None
        low, high = self.cheap, self.dear
        met = (high.value - low.value + low.over * low.price - high.over * high.price) // (low.over - high.over)
        return met if low.price < met < high.price else None

    def take(self, priced: Priced | None) -> None:
        """What came out at a price; None where a squad was not solved in time."""
        self.left -= 1
        if priced is None:
            self.left = 0
            return
        self.bound = max(self.bound, priced.bound)
        if priced.over > 0:
            self.cheap = priced
        else:
            self.dear = priced
            self.left = 0 if self.cheap is None else self.left  # enough money even where it costs next to nothing

    def at(
        self, price: int, seconds: Callable[[], float], stopped: Callable[[], bool], seed: int
    ) -> tuple[Priced | None, float]:
        """All squads at a price, and the effort that it took."""
        assert self.budget is not None
        value, over, work = -price * SIXTIETHS * self.budget, -SIXTIETHS * self.budget, 0.0
        for squad in range(len(self.space.problem.squads)):
            if stopped() or seconds() <= 0:
                return None, work
            choice = squad_choice(self.space, squad, self.columns_of_squad[squad], SCALE, price)
            model, solver = squad_model(self.space, squad, choice, SCALE), squad_solver(EFFORT, seconds(), seed)
            status = solver.solve(model.cp)
            work += solver.response_proto.deterministic_time
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return None, work
            value += SCALE * stays(self.space, squad) + rounded_up(solver.best_objective_bound)
            held = [column for column, x in zip(model.columns, model.x, strict=True) if solver.value(x)]
            over += sum(money_share(self.space, column) for column in held)
        return Priced(price, value, over), work
