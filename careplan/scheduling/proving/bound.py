"""A proven lower bound: what each squad's year costs at the least, with the whole school to itself.

A plan's objective is a sum over squads, plus the imbalance among the staff, which is at least 0. What a
session of several squads costs by itself is counted with the first of them. So the sum of the squads' own
optima is a bound on every plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.model.model import Model, Part, open_model, total
from careplan.scheduling.model.squads import (
    add_orders,
    add_squad_counts,
    add_squad_rules,
    add_squad_wishes,
)
from careplan.scheduling.offered import previous_columns
from careplan.scheduling.problem import Request
from careplan.scheduling.useful import Rule, concerns

SIXTIETHS = 60  # money is divided among the squads of a session in such parts
Choice = dict[Column, int]  # a column that a squad alone could have -> what it costs by itself


@dataclass(frozen=True, slots=True)
class SquadBound:
    """At least `cost`, whatever the other squads do; `closed` where that is the squad's own optimum."""

    cost: int
    closed: bool
    possible: bool = True


def squad_choice(space: Space, squad: int, columns: Iterable[Column], scale: int = 1, price: int = 0) -> Choice:
    """What the squad could hold: of each activity, in each week, the cheapest start.

    It costs `scale` times its penalties, and `price` for each sixtieth of money that falls to the squad.
    """
    weekly = space.problem.rules.sessions_per_week == 1
    asked = pinned(space, squad)
    kept = {when_of(one) for one in previous_columns(space)}
    best: dict[tuple[int, ...], tuple[int, Column]] = {}
    for column in columns:
        cost = scale * least_cost(space, squad, column, kept) + price * money_share(space, column)
        when = space.week[column.start] if weekly and when_of(column) not in asked else -1 - column.start
        key = (column.activity, when) if when >= 0 else (column.activity, when, column.group)
        if key not in best or cost < best[key][0]:
            best[key] = cost, column._replace(venue=None, staff=None)
    return {column: cost for cost, column in best.values()}


def money_share(space: Space, column: Column) -> int:
    """What falls to each squad of a session's cost, in sixtieths; all shares together are no more than the cost."""
    return SIXTIETHS * space.problem.activities[column.activity].cost // len(space.members[column.group])


def when_of(column: Column) -> Column:
    """A column whatever its room and people."""
    return column._replace(venue=None, staff=None)


def least_cost(space: Space, squad: int, column: Column, kept: set[Column]) -> int:
    """What a column costs a squad by itself: its season, its plan in force (`kept`), its own counselor."""
    weights, members, cost = space.problem.weights, space.members[column.group], 0
    if members[0] == squad:
        if not space.preferred[column.activity] >> column.start & 1:
            cost += weights.off_season
        if when_of(column) in kept:
            cost -= weights.change
    own = space.counselor[squad]
    if len(members) == 1 and own is not None:
        staff, periods = column.staff, space.periods[column.activity]
        posts = space.posts[column.activity]
        leads = any(own in space.people_at(post, column.start, periods) for post in posts)
        if not (leads if staff is None else own in staff):
            cost += weights.other_counselor
    return cost


def pinned(space: Space, squad: int) -> dict[Column, int]:
    """The starts of this squad that a request names outright, and how often."""
    found: dict[Column, int] = {}
    for request in space.problem.requests:
        column = _asked(space, request)
        if column is not None and squad in space.members[column.group]:
            found[column] = found.get(column, 0) + 1
    return found


def _asked(space: Space, request: Request) -> Column | None:
    if request.group is None or request.start is None:
        return None
    return Column(space.activity_of[request.activity], space.group_of[request.group], space.slot_of[request.start])


def position_of(space: Space, squad: int, choice: Choice) -> object:
    """Two squads in the same position have the same optimum: the same choice, rules, requests and plan in force."""
    name, asked = space.problem.squads[squad].id, pinned(space, squad)
    rules: list[Rule] = [
        *space.problem.rules.sessions_per_term,
        *space.problem.rules.goals,
        *space.problem.rules.methods,
    ]
    ruled = [i for i, rule in enumerate(rules) if concerns(rule, name)]
    chosen = sorted((c.activity, c.start, cost, asked.get(c, 0)) for c, cost in choice.items())
    return tuple(chosen), tuple(ruled), stays(space, squad)


def stays(space: Space, squad: int) -> int:
    """What it would cost to keep nothing of the plan in force that is counted with a squad."""
    mine = sum(space.members[space.group_of[one.group]][0] == squad for one in space.problem.previous)
    return mine * space.problem.weights.change


def squad_model(space: Space, squad: int, choice: Choice, scale: int = 1) -> Model:
    """The squad's year by itself: its rules and wishes, no rooms, no people, no other squad."""
    model = open_model(space, Part(list(choice), focus=frozenset([squad])))
    add_squad_counts(model)
    add_squad_rules(model)
    add_orders(model)
    for i, column in enumerate(model.columns):
        if column in pinned(space, squad):
            model.cp.add(model.x[i] == 1)
    add_squad_wishes(model)
    own = [choice[column] * model.x[i] for i, column in enumerate(model.columns) if choice[column]]
    model.cp.minimize(scale * model.price() + total(own))
    return model


def squad_bound(
    space: Space, squad: int, choice: Choice, effort: float, seconds: float, seed: int
) -> tuple[SquadBound, float]:
    """Solve a squad by itself within an effort (deterministic time) and the seconds left."""
    solver = squad_solver(effort, seconds, seed)
    status = solver.solve(squad_model(space, squad, choice).cp)
    work = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return SquadBound(0, False, possible=False), work
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return SquadBound(0, False), work  # CP-SAT's bound reads 0 then, proven or not; every session kept is below 0
    least = max(0, stays(space, squad) + rounded_up(solver.best_objective_bound))
    return SquadBound(least, status == cp_model.OPTIMAL), work


def squad_solver(effort: float, seconds: float, seed: int) -> cp_model.CpSolver:
    """One worker for a squad's year, within an effort (deterministic time) and the seconds left."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2  # closes in half a second what else stays open after five
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    return solver


def rounded_up(value: float) -> int:
    """A bound on a whole number, rounded up; what floating point may have added is taken off first."""
    return int(-((-value + 1e-6) // 1)) if value > -1e15 else -(10**15)
