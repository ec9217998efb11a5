"""Figures over children told by grade and class, so that no group under five is shown or can be computed (G10). Pure.

Classes are joined in three steps, each a coarsening of the one before: (1) by how many children of the register they
have, the same for every measure; (2) grades, by how many children of a measure count and how many do not; (3) inside
the joined grades, the classes. So everything that any page shows for any filter and any measure is a sum of the same
atoms, and a difference of two is again one: 0 or at least `small_cells.LEAST` children.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor

from careplan.indicators.facts import Snapshot
from careplan.indicators.results import MeasureResult, RecordRef
from careplan.indicators.small_cells import LEAST, Group, merge_small, showable

Squads = tuple[str, ...]
"""Ids of classes told together, by grade and number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Classes told together: what counts of them, out of how much."""

    squad_ids: Squads
    counted: float
    total: float


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one measure: by grade, and by class inside them. Both empty: nothing can be told by class."""

    grades: tuple[Cell, ...] = ()
    classes: tuple[Cell, ...] = ()

    def around(self, squad_ids: Iterable[str]) -> Cell | None:
        """The smallest cell that may be shown and holds all these classes; None where there is none."""
        wanted = set(squad_ids)
        holding = [cell for cell in (*self.classes, *self.grades) if wanted <= set(cell.squad_ids)]
        return min(holding, key=lambda cell: len(cell.squad_ids), default=None)


@dataclass(frozen=True, slots=True)
class People:
    """By class: children of the register, children of whom something counts, children of whom something does not."""

    register: Mapping[str, int]
    counted: Mapping[str, int]
    missing: Mapping[str, int]

    def of(self, squads: Squads) -> tuple[int, ...]:
        """The three numbers of some classes."""
        return tuple(sum(column.get(s, 0) for s in squads) for column in (self.register, self.counted, self.missing))


def tellable(result: MeasureResult) -> bool:
    """Whether a rate's numerator and denominator tell no small group: neither on the whole nor in one of its terms.

    A measure that asks each child once a term is told apart by the roll: 311 of 626 with 313 on it says that two miss.
    """
    groups = defaultdict[str, list[RecordRef]](list)
    for r in result.records:
        groups[r.note if r.note.startswith("term_") else ""].append(r)
    sides = [(sum(r.counted for r in rows), sum(not r.counted for r in rows)) for rows in groups.values()]
    whole = (floor(result.numerator), ceil(result.denominator - result.numerator))
    return all(showable(n) for side in (whole, *sides) for n in side)


def mean_of_few(result: MeasureResult) -> bool:
    """Whether a figure is a mean of fewer than five cases; a rate over few has its own rule, a count is no mean."""
    return result.value is not None and result.unit not in ("rate", "count") and result.denominator < LEAST


def child_of(facts: Snapshot) -> Callable[[RecordRef], str]:
    """The child that a record is about; the record itself where it is about none."""
    known = {("visit", row.id): row.child_id for row in facts.visits}
    known |= {("contact", row.id): row.child_id for row in facts.parent_contacts}
    known |= {("referral", row.id): row.child_id for row in facts.referrals}
    known |= {("aid", row.id): row.child_id for row in facts.aid}
    known |= {("change", row.id): row.child_id for row in facts.changes}
    known |= {("event", row.id): row.child_id for row in facts.events}
    known |= {("care_goal", row.id): row.child_id for row in facts.care_goals}
    return lambda record: known.get((record.kind, record.id), record.id)


def people_of(result: MeasureResult, facts: Snapshot) -> People:
    """The children behind a figure, each counted once in a column."""
    whose = child_of(facts)
    counted, missing = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for r in result.records:
        whole = r.counted and r.weight >= r.out_of
        (counted if whole else missing)[r.squad_id or ""].add(whose(r))
    register = defaultdict[str, set[str]](set)
    for child in facts.left_behind:
        register[child.squad_id].add(child.id)
    return People(*({squad: len(ids) for squad, ids in column.items()} for column in (register, counted, missing)))


def cells_of(result: MeasureResult, facts: Snapshot) -> Cells:
    """How a rate over children may be told by grade and class."""
    if result.unit != "rate" or not result.records or any(r.squad_id is None for r in result.records):
        return Cells()
    people = people_of(result, facts)
    grades = _merge([_joined(atoms) for atoms in _grade_atoms(facts, people)], people.of)
    if grades is None:
        return Cells()
    atoms = [atom for inside in _grade_atoms(facts, people) for atom in inside]
    classes = [
        cell
        for grade in grades
        for cell in _merge([atom for atom in atoms if set(atom) <= set(grade)], people.of) or (grade,)
    ]
    return Cells(_told(grades, result), _told(classes, result))


def _grade_atoms(facts: Snapshot, people: People) -> list[list[Squads]]:
    """Joined grades with their joined classes, by the register alone: the same atoms for every measure."""

    def register(squads: Squads) -> tuple[int, ...]:
        return people.of(squads)[:1]

    ordered = sorted(facts.squads, key=lambda squad: (squad.grade, len(squad.id), squad.id))
    grades = [tuple(squad.id for squad in group) for _, group in groupby(ordered, key=lambda squad: squad.grade)]
    joined = _merge(grades, register) or (_joined(grades),)
    return [list(_merge([(squad,) for squad in grade], register) or (grade,)) for grade in joined]


def _merge(parts: Sequence[Squads], counts: Callable[[Squads], tuple[int, ...]]) -> tuple[Squads, ...] | None:
    """Neighbours joined until every count is 0 or enough; None where even all together are too few."""
    shown = merge_small(Group(str(n), counts(part)) for n, part in enumerate(parts))
    if any(count is None for one in shown for count in one.counts):
        return None
    return tuple(_joined([parts[int(key)] for key in one.keys]) for one in shown)


def _joined(parts: Iterable[Squads]) -> Squads:
    return tuple(squad for part in parts for squad in part)


def _told(cells: Iterable[Squads], result: MeasureResult) -> tuple[Cell, ...]:
    counted, total = defaultdict[str, float](float), defaultdict[str, float](float)
    for r in result.records:
        total[r.squad_id or ""] += r.out_of
        counted[r.squad_id or ""] += r.weight if r.counted else 0
    return tuple(Cell(squads, sum(counted[s] for s in squads), sum(total[s] for s in squads)) for squads in cells)
