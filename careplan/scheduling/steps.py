"""Which step of improvement to try next: what has helped lately is tried more often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from careplan.scheduling.columns import Space
from careplan.scheduling.neighbours import Effort, Neighbours, Plan
from careplan.scheduling.run import Run

LEAST = 0.02  # no kind of step falls below this chance
FADE = 0.9  # how much of what was learned stays


@dataclass
class Step:
    """One step, ready to be solved by a worker."""

    kind: str
    squads: frozenset[int]
    solve: Callable[[], tuple[Plan | None, float]]


@dataclass
class Kind:
    """A kind of step: how many squads it frees, its effort, and how well it has done."""

    name: str
    size: int
    work: float
    worth: float = 1.0


class Steps:
    """Chooses steps and learns from them. Squads far above their own optimum are chosen more often."""

    def __init__(self, space: Space, neighbours: Neighbours, dice: Random) -> None:
        self.space, self.neighbours, self.dice = space, neighbours, dice
        self.number = 0
        self.least: dict[int, int] = {}  # squad -> its own optimum
        self.tired: dict[int, int] = {}  # squad -> steps since it was better
        self.kinds = [
            Kind("squad", 1, 0.5, 3.0),
            Kind("squads", 2, 1.0),
            Kind("squads", 3, 1.0, 2.0),
            Kind("squads", 4, 1.5),
            Kind("free", 2, 1.0, 0.5),
            Kind("weeks", 3, 1.0, 0.5),
            Kind("staff", 0, 0.5),
        ]

    def know(self, squad: int, cost: int) -> None:
        self.least[squad] = cost

    def choose(self, plan: Plan, run: Run) -> Step:
        self.number += 1
        kind = self.dice.choices(self.kinds, weights=[max(LEAST, k.worth) for k in self.kinds])[0]
        squads = self._squads(kind)
        effort = Effort(kind.work, run.left(), self.number)
        return Step(f"{kind.name}{kind.size}", squads, self._solver(kind, plan, squads, effort))

    def _squads(self, kind: Kind) -> frozenset[int]:
        everyone = range(len(self.space.problem.squads))
        if kind.name in ("weeks", "staff"):
            return frozenset(everyone)
        weights = [0.5 ** self.tired.get(q, 0) + 0.02 for q in everyone]
        found: set[int] = set()
        while len(found) < min(kind.size, len(everyone)):
            found.add(self.dice.choices(everyone, weights=weights)[0])
        return frozenset(found)

    def _solver(
        self, kind: Kind, plan: Plan, squads: frozenset[int], effort: Effort
    ) -> Callable[[], tuple[Plan | None, float]]:
        if kind.name == "staff":
            terms = frozenset([self.dice.choice(sorted(self.space.weeks))])
            return lambda: self.neighbours.staff(plan, terms, effort)
        if kind.name == "weeks":
            weeks = self._weeks(kind.size)
            return lambda: self.neighbours.weeks(plan, weeks, squads, effort)
        if kind.name == "free":
            return lambda: self.neighbours.squads_free(plan, squads, effort)
        return lambda: self.neighbours.squads(plan, squads, effort)

    def _weeks(self, number: int) -> frozenset[int]:
        weeks = self.dice.choice([self.space.weeks[term] for term in sorted(self.space.weeks)])
        start = self.dice.randrange(max(1, len(weeks) - number + 1))
        return frozenset(weeks[start : start + number])

    def learn(self, step: Step, better: bool, work: float) -> None:
        """Worth is improvements for the effort, fading; squads that gave nothing rest a while."""
        for kind in self.kinds:
            if f"{kind.name}{kind.size}" == step.kind:
                gain = 3.0 / (0.2 + work) if better else 0.0
                kind.worth = FADE * kind.worth + (1 - FADE) * gain
        if step.kind.startswith("squad"):
            for squad in step.squads:
                self.tired[squad] = 0 if better else min(6, self.tired.get(squad, 0) + 1)
            if better:
                self.tired = {squad: max(0, n - 1) for squad, n in self.tired.items()}
