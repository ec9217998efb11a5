"""A bound that sees all squads at once: one model of every squad's year, the sessions they share and the money they
share; rooms and people are left out, and so is everything that only they can forbid.

A session of several squads is there for all of them or for none, and the budget is one: that is what the squads' own
optima do not see. Of each activity, for each group and in each week, the cheapest start stands for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.model.flows import add_budget
from careplan.scheduling.model.model import Model, Part, open_model
from careplan.scheduling.model.squads import add_orders, add_squad_counts, add_squad_rules, add_squad_wishes
from careplan.scheduling.offered import previous_columns
from careplan.scheduling.proving.bound import Choice, least_cost, pinned, rounded_up, stays, when_of
from careplan.scheduling.proving.whole import RATE, aim, solver_of, watched
from careplan.scheduling.run import Run


def loose_choice(space: Space, columns: Sequence[Column]) -> Choice:
    """Of each activity, for each group, in each week, the cheapest start, and what it costs by itself."""
    weekly = space.problem.rules.sessions_per_week == 1
    kept = {when_of(column) for column in previous_columns(space)}
    asked = {column for squad in range(len(space.problem.squads)) for column in pinned(space, squad)}
    best: dict[tuple[int, int, int], tuple[int, Column]] = {}
    for column in columns:
        cost = least_cost(space, space.members[column.group][0], column, kept)
        when = space.week[column.start] if weekly and when_of(column) not in asked else -1 - column.start
        key = column.activity, column.group, when
        if key not in best or cost < best[key][0]:
            best[key] = cost, when_of(column)
    return {column: cost for cost, column in best.values()}


def loose_model(space: Space, choice: Choice) -> Model:
    """All squads' years with what they share but rooms and people."""
    model = open_model(space, Part(list(choice), everyone=True))
    add_squad_counts(model)
    add_squad_rules(model)
    add_orders(model)
    add_budget(model)
    add_squad_wishes(model)
    for i, column in enumerate(model.columns):
        if choice[column]:
            model.pay(space.members[column.group][0], choice[column] * model.x[i])
    return model


def solve_loose(space: Space, choice: Choice, run: Run, most: int, least: Mapping[int, int]) -> int:
    """What every plan costs at the least, as far as is proven in time; more than `most` where none costs so little."""
    model = loose_model(space, choice)
    kept_nothing = sum(stays(space, squad) for squad in range(len(space.problem.squads)))
    aim(model, most, least)
    model.cp.minimize(model.price())
    solver = solver_of(run)
    solver.parameters.linearization_level = 2
    with watched(solver, run):
        status = solver.solve(model.cp)
    run.work += RATE * solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return most + 1
    if status == cp_model.UNKNOWN and kept_nothing:
        return 0  # CP-SAT's bound reads 0 then, proven or not; every session kept is below 0
    return min(most, max(0, kept_nothing + rounded_up(solver.best_objective_bound)))
