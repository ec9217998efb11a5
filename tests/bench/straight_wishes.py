"""What is preferred, in the straight model: one sum to make small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ortools.sat.python import cp_model

from careplan.scheduling.problem import Weights
from tests.bench.straight_rules import asked_for
from tests.bench.straight_variables import Bool, Held, Variables

Expression = cp_model.LinearExprT


def objective_of(v: Variables) -> Expression:
    """Weight times count, summed."""
    counted = {
        "goal_shortfall": _goal_shortfall,
        "same_method": _same_method,
        "back_to_back": _back_to_back,
        "idle": _idle,
        "other_counselor": _other_counselor,
        "imbalance": _imbalance,
        "off_season": _off_season,
        "change": _change,
    }
    assert set(counted) == set(Weights.__dataclass_fields__)
    total: list[Expression] = []
    for name, counts in counted.items():
        weight = getattr(v.problem.weights, name)
        if weight:
            total += [weight * one for one in counts(v)]
    return cp_model.LinearExpr.sum(total)


def _above(v: Variables, most: int, amount: Expression) -> Bool:
    """A number that is at least the amount, and not below nothing."""
    found = v.model.new_int_var(0, most, "")
    v.model.add(found >= amount)
    return found


def _goal_shortfall(v: Variables) -> Iterator[Expression]:
    for rule in v.problem.rules.goals:
        for squad in v.squads if rule.squads is None else rule.squads:
            mine = [x for h, x in v.of_squad[squad] if rule.goal in v.activities[h.activity].goals]
            if rule.target:
                yield _above(v, rule.target, rule.target - sum(mine))


def _weeks(v: Variables) -> list[list[int]]:
    terms: dict[str, set[int]] = defaultdict(set)
    for slot in v.problem.slots:
        terms[slot.term].add(slot.week)
    return [sorted(weeks) for weeks in terms.values()]


def _runs(v: Variables, length: int) -> Iterator[list[int]]:
    for weeks in _weeks(v):
        for first in range(len(weeks) - length + 1):
            yield weeks[first : first + length]


def _weekly(v: Variables, squad: str) -> dict[int, list[Bool]]:
    found: dict[int, list[Bool]] = defaultdict(list)
    for held, var in v.of_squad[squad]:
        found[v.slots[held.start].week].append(var)
    return found


def _same_method(v: Variables) -> Iterator[Expression]:
    for terms in v.of_squad.values():
        by_method: dict[str, dict[int, list[Bool]]] = defaultdict(lambda: defaultdict(list))
        for held, var in terms:
            by_method[v.activities[held.activity].method][v.slots[held.start].week].append(var)
        for weekly in by_method.values():
            for run in _runs(v, v.problem.windows.variety_weeks):
                vars = [var for week in run for var in weekly[week]]
                if len(vars) > 1:
                    yield _above(v, len(vars), sum(vars) - 1)


def _back_to_back(v: Variables) -> Iterator[Expression]:
    for squad in v.squads:
        weekly, held = _weekly(v, squad), {}
        for week, vars in weekly.items():
            held[week] = v.model.new_bool_var("")
            v.model.add_max_equality(held[week], vars) if v.problem.rules.sessions_per_week != 1 else v.model.add(
                held[week] == sum(vars)
            )
        for one, two in (pair for weeks in _weeks(v) for pair in pairwise(weeks)):
            if one in held and two in held:
                yield _above(v, 1, held[one] + held[two] - 1)


def _idle(v: Variables) -> Iterator[Expression]:
    for squad in v.squads:
        weekly = _weekly(v, squad)
        for run in _runs(v, v.problem.windows.idle_weeks):
            yield _above(v, 1, 1 - sum(var for week in run for var in weekly[week]))


def _other_counselor(v: Variables) -> Iterator[Expression]:
    for held, var in v.x.items():
        own = v.squads[v.members[held.group][0]].counselor
        if len(v.members[held.group]) == 1 and own is not None:
            yield var
    for need, chosen in v.people.items():
        own = v.squads[v.members[need.group][0]].counselor
        if len(v.members[need.group]) == 1 and own in chosen:
            yield -1 * chosen[own]


def _imbalance(v: Variables) -> Iterator[Expression]:
    load: dict[str, list[Expression]] = {person.id: [] for person in v.problem.staff if person.balanced}
    for need, chosen in v.people.items():
        for name, var in chosen.items():
            if name in load:
                load[name].append(need.periods * var)
    if load:
        most, least = (v.model.new_int_var(0, len(v.problem.slots), "") for _ in range(2))
        for terms in load.values():
            v.model.add(most >= sum(terms))
            v.model.add(least <= sum(terms))
        yield most - least


def _off_season(v: Variables) -> Iterator[Expression]:
    for held, var in v.x.items():
        preferred = v.activities[held.activity].preferred
        if preferred is not None and held.start not in preferred:
            yield var


def _change(v: Variables) -> Iterator[Expression]:
    for session in v.problem.previous:
        held = Held(session.activity, session.group, session.start)
        if held not in v.x:
            yield 1
            continue
        kept = v.model.new_bool_var("")
        for one in (v.x[held], *asked_for(v, held, session.venue, session.staff)):
            v.model.add(kept <= one)
        yield 1 - kept
