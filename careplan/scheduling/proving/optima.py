"""What is known of each squad's own optimum; squads in the same position are solved once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.problem import Weights
from careplan.scheduling.proving.bound import Choice, SquadBound, position_of, squad_choice

EFFORT, HARDER = 4.0, 6.0  # CP-SAT's deterministic time for one squad's own optimum; times, the second time


class Optima:
    """The squads' own optima. `left` are not asked for yet; `impossible` is a squad that has no year even by itself."""

    def __init__(self, space: Space, columns: Iterable[Column]) -> None:
        self.space = space
        self.columns_of_squad: dict[int, list[Column]] = defaultdict(list)
        for column in columns:
            for squad in space.members[column.group]:
                self.columns_of_squad[squad].append(column)
        wished = space.problem.weights != Weights()  # where nothing is, a squad's optimum is 0
        self.left = list(range(len(space.problem.squads))) if wished else []
        self.known: dict[int, SquadBound] = {}
        self.impossible: int | None = None
        self._of_position: dict[object, SquadBound] = {}
        self._tried_harder: set[int] = set()

    @property
    def cost(self) -> int:
        """What all squads together cost at the least."""
        return sum(known.cost for known in self.known.values())

    def costs(self) -> dict[int, int]:
        return {squad: known.cost for squad, known in self.known.items()}

    def next(self) -> tuple[int, float] | None:
        """A squad to solve, and with how much effort: first each once, then harder what stayed open."""
        if self.left:
            return self.left.pop(0), EFFORT
        for squad, known in self.known.items():
            if not known.closed and squad not in self._tried_harder:
                self._tried_harder.add(squad)
                return squad, HARDER * EFFORT
        return None

    def choice(self, squad: int) -> Choice:
        return squad_choice(self.space, squad, self.columns_of_squad[squad])

    def like(self, squad: int, choice: Choice) -> SquadBound | None:
        """What is known of another squad in the same position, where it is worth as much as solving this one."""
        known = self._of_position.get(position_of(self.space, squad, choice))
        worth = known is not None and (known.closed or known is not self.known.get(squad))
        return known if worth else None

    def know(self, squad: int, choice: Choice, known: SquadBound) -> None:
        before = self.known.get(squad)
        if before is not None and before.cost > known.cost:
            return
        self.known[squad] = self._of_position[position_of(self.space, squad, choice)] = known
        if not known.possible:
            self.impossible = squad
