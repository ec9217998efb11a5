"""Narrow views of a problem: each sees a part of it only, so that what is impossible there is impossible at all.

A view says True where the rules are proven to leave no plan, and False or None where it sees nothing wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.feasible import FEW
from careplan.scheduling.offered import columns_of, request_columns
from careplan.scheduling.offers import Offers
from careplan.scheduling.problem import Problem
from careplan.scheduling.proving.bound import squad_bound, squad_choice
from careplan.scheduling.proving.counts import countable
from careplan.scheduling.proving.totals import Totals
from careplan.scheduling.proving.whole import Target, solve_whole
from careplan.scheduling.references import restricted
from careplan.scheduling.run import Run
from careplan.scheduling.supply import Supply
from careplan.scheduling.useful import useful

BRIEF = 0.3  # CP-SAT's deterministic time for the school's totals
SQUAD_EFFORT = 2.0  # and for one squad's year
CLASH_SECONDS = 5.0  # to solve the requests by themselves

View = Callable[[list[str]], bool | None]


@dataclass
class Views:
    """The views of one problem; what structure allows is read once."""

    problem: Problem
    run: Run

    @cached_property
    def space(self) -> Space:
        """Whatever structure allows: no rule counts but what is asked for."""
        return Space(replace(restricted(self.problem, ()), requests=self.problem.requests))

    @cached_property
    def columns(self) -> list[Column]:
        return columns_of(self.space)

    @cached_property
    def totals(self) -> Totals:
        return Totals(self.space, Offers(self.space))

    @property
    def supplies(self) -> list[Supply]:
        return self.totals.offers.supplies

    def fast(self) -> list[View]:
        """Counting, and the requests by themselves: the narrowest first, what they name is little and clear."""
        clash = [self.requests_alone, self.requests_clash] if self.problem.requests else []
        return [*clash, *self.of_squads, self.school_counts]

    @cached_property
    def of_squads(self) -> list[View]:
        """Each squad's numbers."""
        return [partial(self.squad_counts, supply) for supply in self.supplies]

    def slow(self, rules: Sequence[str]) -> Iterator[View]:
        """Each squad's year by itself, its weeks and the order of its sessions counted in."""
        minima = [one for one in rules if self._asks_of_squads(one)]
        return (partial(self.squad_year, squad) for squad in range(len(self.problem.squads) if minima else 0))

    @cached_property
    def never(self) -> frozenset[str]:
        """Requests that structure by itself forbids."""
        asked = enumerate(self.problem.requests)
        return frozenset(f"requests[{i}]" for i, one in asked if next(request_columns(self.space, one), None) is None)

    def requests_alone(self, rules: list[str]) -> bool:
        """Whether some request can never be placed, whatever else is asked for."""
        return not self.never.isdisjoint(rules)

    def squad_counts(self, supply: Supply, rules: list[str]) -> bool | None:
        return None if self.run.over() else not countable(restricted(self.problem, rules), supply)

    def school_counts(self, rules: list[str]) -> bool | None:
        return None if self.run.over() else not self.totals.countable(restricted(self.problem, rules), BRIEF)

    def requests_clash(self, rules: list[str]) -> bool | None:
        """Whether the requests are in each other's way, whatever squads need besides."""
        part = restricted(self.problem, [one for one in rules if not self._asks_of_squads(one)])
        space = Space(part)
        columns = useful(space, self.columns) if part.requests else []
        if not part.requests or len(columns) > FEW or self.run.over():
            return None
        return solve_whole(space, columns, self.run.part(CLASH_SECONDS), Target(wishes=False)).status == "none"

    def squad_year(self, squad: int, rules: list[str]) -> bool | None:
        if self.run.over():
            return None
        space = Space(restricted(self.problem, rules))
        columns = useful(space, [one for one in self.columns if squad in space.members[one.group]])
        choice = squad_choice(space, squad, columns)
        known, _ = squad_bound(space, squad, choice, SQUAD_EFFORT, self.run.left(), self.run.seed)
        return not known.possible

    def _asks_of_squads(self, reference: str) -> bool:
        """Whether it is a rule with a minimum."""
        kind, _, rest = reference.removeprefix("rules.").partition("[")
        found = getattr(self.problem.rules, kind)[int(rest[:-1])] if rest and kind != "requests" else None
        return bool(found and found.min)
