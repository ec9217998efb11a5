"""A scheduling problem, or a part of it, as a CP-SAT model.

A column (activity, group, start) is a yes or no. Rooms and people flow in aggregate: at each start, as many
suitable rooms and people are sent as the sessions chosen there need; who goes to which session is read off
afterwards (`decode`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from careplan.scheduling.columns import Column, Skills, Space

Expr = cp_model.LinearExprT
Var = cp_model.IntVar
EVERYBODY = -1


@dataclass
class Part:
    """What a model is about: the columns that may be chosen, and whether preferences count."""

    columns: Sequence[Column]
    wishes: bool = True
    focus: frozenset[int] | None = None  # only these squads' rules and wishes count (None: all touched)
    everyone: bool = False  # the rules and wishes of all squads count, also of those without a column


@dataclass
class Model:
    """The CP-SAT model and what is needed to read a plan off it."""

    space: Space
    part: Part
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    columns: list[Column] = field(default_factory=list)
    x: list[Var] = field(default_factory=list)  # one for each of `columns`
    squads: list[int] = field(default_factory=list)  # those whose rules and wishes count
    by_squad: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    times: dict[tuple[int, int], Expr] = field(default_factory=dict)  # (activity, group) -> how often
    on: dict[tuple[int, str, int], Expr] = field(default_factory=dict)  # (squad, method, week) -> sessions
    held: dict[tuple[int, int], Expr] = field(default_factory=dict)  # (squad, week) -> 0 or 1
    people: dict[tuple[int, int, Skills], dict[int, Var]] = field(default_factory=dict)
    own: dict[tuple[int, int, int, Skills], Var] = field(default_factory=dict)
    rooms: dict[tuple[int, int, tuple[int, ...], int], dict[int, Var]] = field(default_factory=dict)
    cost: dict[int, list[Expr]] = field(default_factory=lambda: defaultdict(list))  # weighted penalties by squad

    def pay(self, squad: int, penalty: Expr) -> None:
        """A weighted penalty, counted with a squad (EVERYBODY: with no single one)."""
        self.cost[squad].append(penalty)

    def price(self) -> Expr:
        """All penalties together."""
        return total(penalty for penalties in self.cost.values() for penalty in penalties)

    def flag(self) -> Var:
        return self.cp.new_bool_var("")

    def number(self, most: int) -> Var:
        return self.cp.new_int_var(0, most, "")

    def at_most_one(self, variables: Sequence[Var]) -> None:
        if len(variables) > 1:
            self.cp.add_at_most_one(variables)


def total(terms: Iterable[Expr]) -> Expr:
    """The sum of expressions as one expression, also where there are none."""
    return cp_model.LinearExpr.sum(list(terms))


def open_model(space: Space, part: Part) -> Model:
    """The model with its columns, before any rule."""
    model = Model(space, part)
    model.columns = list(part.columns)
    touched = {squad for column in part.columns for squad in space.members[column.group]}
    if part.everyone:
        touched = set(range(len(space.problem.squads)))
    if part.focus is not None:
        touched = set(part.focus)
    model.squads = sorted(touched)
    for i, column in enumerate(model.columns):
        model.x.append(model.cp.new_bool_var(""))
        for squad in space.members[column.group]:
            if squad in touched:
                model.by_squad[squad].append(i)
    return model
