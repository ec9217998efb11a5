"""One step of improvement: let a part of the plan go, keep the rest, and solve that part anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from ortools.sat.python import cp_model

from careplan.scheduling.assemble import build
from careplan.scheduling.columns import Column, Plan, Space
from careplan.scheduling.decode import decode
from careplan.scheduling.model import Model, Part
from careplan.scheduling.model_flows import Busy
from careplan.scheduling.staffing import best_starts

CREW = 6  # people to choose from for a kind of post at a start, where they are chosen freely


@dataclass(frozen=True)
class Effort:
    """How hard a step tries: CP-SAT's deterministic time, and the wall clock's seconds at most."""

    work: float
    seconds: float
    seed: int = 0


def solve_part(space: Space, part: Part, effort: Effort) -> tuple[Plan | None, float]:
    """The whole plan with the part solved, or None; and the deterministic time it took."""
    model = build(space, part)
    solver = _solver(effort)
    work = 0.0
    if part.start:
        _add_hint(model, part.start)
        work += _start_from_hint(model, solver)
    status = solver.solve(model.cp)
    work += solver.response_proto.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, work
    return decode(model, solver), work


def _solver(effort: Effort) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = effort.seed
    solver.parameters.max_deterministic_time = effort.work
    solver.parameters.max_time_in_seconds = max(0.01, effort.seconds)
    solver.parameters.cp_model_presolve = False
    return solver


def _start_from_hint(model: Model, solver: cp_model.CpSolver) -> float:
    """Make the hint whole, and ask for a plan that costs no more than it does."""
    solver.parameters.fix_variables_to_their_hinted_value = True
    status = solver.solve(model.cp)
    solver.parameters.fix_variables_to_their_hinted_value = False
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        values = solver.response_proto.solution
        model.cp.clear_hints()  # type: ignore[no-untyped-call]
        for i, value in enumerate(values):
            model.cp.add_hint(model.cp.get_int_var_from_proto_index(i), value)
        if model.part.wishes:
            model.cp.add(model.price() <= int(solver.objective_value))
    return solver.response_proto.deterministic_time


def _add_hint(model: Model, hint: Sequence[Column]) -> None:
    """Tell the solver the plan that there is: sessions, and who and which room is where."""
    offered = set(model.columns[: model.free])
    wanted = {column if column in offered else _loose(column) for column in hint}
    for i, column in enumerate(model.columns[: model.free]):
        if column not in model.part.must:
            model.cp.add_hint(model.x[i], int(column in wanted))
    present: dict[tuple[int, int], set[int]] = {}
    for column in hint:
        for person in column.staff or ():
            present.setdefault((column.start, model.space.periods[column.activity]), set()).add(person)
    for (start, periods, _), sent in model.people.items():
        for person, goes in sent.items():
            if person not in present.get((start, periods), ()):
                model.cp.add_hint(goes, 0)


def _loose(column: Column) -> Column:
    return column._replace(venue=None, staff=None)


class Neighbours:
    """The kinds of step, over one set of columns."""

    def __init__(self, space: Space, columns: Sequence[Column], fixed: Sequence[Column]) -> None:
        self.space = space
        self.columns = columns
        self.fixed = frozenset(fixed)  # sessions that requests name outright: they stay
        self.exact = {c for c in columns if c.staff is not None or c.venue is not None}
        self.of_squad: dict[int, list[Column]] = {q: [] for q in range(len(space.problem.squads))}
        for column in columns:
            for squad in space.members[column.group]:
                self.of_squad[squad].append(column)

    def squads(self, plan: Plan, squads: frozenset[int], effort: Effort) -> tuple[Plan | None, float]:
        """Solve the years of some squads anew, with room and people for each start taken beforehand."""
        freed, rest = self._split(plan, lambda c: squads.issuperset(self.space.members[c.group]))
        busy = Busy(self.space, rest)
        mine = self._columns_of(squads)
        columns = dict.fromkeys([*freed, *best_starts(self.space, busy, mine)])
        return solve_part(self.space, Part(list(columns), rest, start=freed), effort)

    def squads_free(self, plan: Plan, squads: frozenset[int], effort: Effort) -> tuple[Plan | None, float]:
        """The same with rooms and people chosen along with the sessions: slower, sees more."""
        freed, rest = self._split(plan, lambda c: squads.issuperset(self.space.members[c.group]))
        columns = dict.fromkeys([*freed, *map(_loose, freed), *self._columns_of(squads)])
        part = Part(list(columns), rest, crew=CREW, start=freed)
        return solve_part(self.space, part, effort)

    def staff(self, plan: Plan, terms: frozenset[str], effort: Effort) -> tuple[Plan | None, float]:
        """Keep every session and its start; deal out rooms and people of some terms anew."""
        freed, rest = self._split(plan, lambda c: self.space.term[c.start] in terms and c not in self.exact)
        columns = [_loose(column) for column in freed]
        part = Part(columns, rest, must=frozenset(columns), start=freed)
        return solve_part(self.space, part, effort)

    def weeks(
        self, plan: Plan, weeks: frozenset[int], squads: frozenset[int], effort: Effort
    ) -> tuple[Plan | None, float]:
        """Solve some weeks of some squads anew."""

        def goes(column: Column) -> bool:
            inside = squads.issuperset(self.space.members[column.group])
            return inside and self.space.week[column.start] in weeks

        freed, rest = self._split(plan, goes)
        offered = [c for c in self._columns_of(squads) if self.space.week[c.start] in weeks]
        columns = dict.fromkeys([*freed, *map(_loose, freed), *offered])
        part = Part(list(columns), rest, crew=CREW, start=freed)
        return solve_part(self.space, part, effort)

    def _columns_of(self, squads: frozenset[int]) -> list[Column]:
        """The columns of groups made up of these squads."""
        found = {c: None for q in sorted(squads) for c in self.of_squad[q]}
        return [c for c in found if squads.issuperset(self.space.members[c.group])]

    def _split(self, plan: Plan, goes: Callable[[Column], bool]) -> tuple[Plan, Plan]:
        freed = [column for column in plan if column not in self.fixed and goes(column)]
        gone = set(freed)
        return freed, [column for column in plan if column not in gone]


def pick(dice: Random, weights: Sequence[int], number: int) -> frozenset[int]:
    """Some squads, those with more to gain more often."""
    found: set[int] = set()
    while len(found) < min(number, len(weights)):
        found.add(dice.choices(range(len(weights)), weights=[1 + w for w in weights])[0])
    return frozenset(found)
