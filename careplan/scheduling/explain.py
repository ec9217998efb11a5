"""Why there is no plan: rules that cannot hold together, none of which can be spared.

Rules are left out one after the other and the rest is solved again. What is answered was verified: with all
of the named rules there is no plan, and without any one of them there is. Where one squad has no year even by
itself, and a short time is not enough to try the whole school, "there is" is verified for that squad by
itself: for its weeks, or for its numbers at the least.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from careplan.scheduling.bound import squad_bound, squad_choice
from careplan.scheduling.columns import Column, Space
from careplan.scheduling.counts import countable, supply_of
from careplan.scheduling.feasible import columns_of, find_plan
from careplan.scheduling.neighbours import Plan
from careplan.scheduling.problem import Problem
from careplan.scheduling.references import references, restricted
from careplan.scheduling.run import Run

SQUAD_EFFORT = 20.0  # CP-SAT's deterministic time to prove that one squad has no year
TRIAL_SECONDS = 3.0  # for trying a conflict that is proven already: whether still less of it would do
SPARED_FIRST = ("activities", "staff", "rules.budget", "rules.sessions_per_week", "rules.methods", "requests")
"""Where several conflicts could be named, those of goals and terms say most: the others are left out first."""

FEW = 40  # rules that are tried one by one from the start

Broken = Callable[[list[str]], bool | None]  # whether these rules leave no plan; None: not known in time


def explain(problem: Problem, squad: int | None, run: Run) -> tuple[str, ...] | None:
    """A minimal conflict in the file's order, or None where it could not be verified in time.

    `squad`, where known, has no year even by itself: its rules alone are looked at first.
    """
    order = references(problem)
    rules = sorted(order, key=_spared)
    if squad is None:
        found = shrink(rules, _problem_broken(problem, run), len(rules) // 2)
    else:
        found = _squad_conflict(problem, squad, rules, run)
        found = found and (shrink(found, _problem_broken(problem, run.part(TRIAL_SECONDS)), 1) or found)
    return tuple(sorted(found, key=order.index)) if found else None


def _spared(reference: str) -> int:
    kinds = [i for i, kind in enumerate(SPARED_FIRST) if reference.startswith(kind)]
    return kinds[0] if kinds else len(SPARED_FIRST) + reference.startswith("rules.sessions_per_term")


def _squad_conflict(problem: Problem, squad: int, rules: list[str], run: Run) -> list[str] | None:
    """A conflict that is minimal for the squad by itself: first by counting alone, where that shows it."""
    space = _unruled(problem)
    columns = [column for column in columns_of(space) if squad in space.members[column.group]]
    supply = supply_of(space, squad, columns)

    def miscounted(kept: list[str]) -> bool | None:
        return None if run.over() else not countable(restricted(problem, kept), supply)

    counted = _sparing(rules, miscounted) if miscounted(rules) else None
    if counted:
        brief = run.part(TRIAL_SECONDS)
        return shrink(counted, _squad_broken(problem, squad, columns, brief), 1) or counted
    return _sparing(rules, _squad_broken(problem, squad, columns, run))


def _sparing(rules: list[str], broken: Broken) -> list[str] | None:
    """Leave out whole kinds of rules first, where the rest is broken all the same, and then one by one."""
    for kind in SPARED_FIRST:
        rest = [one for one in rules if not one.startswith(kind)]
        if len(rest) < len(rules) and broken(rest):
            rules = rest
    return shrink(rules, broken, len(rules) // 4 if len(rules) > FEW else 1)


def shrink(rules: list[str], broken: Broken, step: int) -> list[str] | None:
    """Leave rules of a broken list out, `step` at a time and at last one by one, while the rest is broken.

    None where it was not known in time whether the last ones can be spared.
    """
    kept, step = list(rules), max(1, step)
    while True:
        start = 0
        while start < len(kept):
            rest = kept[:start] + kept[start + step :]
            answer = broken(rest)
            if answer is None and step == 1:
                return None
            if answer:
                kept = rest
            else:
                start += step
        if step == 1:
            return kept
        step = max(1, step // 3)


def _squad_broken(problem: Problem, squad: int, columns: list[Column], run: Run) -> Broken:
    def broken(rules: list[str]) -> bool | None:
        if run.over():
            return None
        space = Space(restricted(problem, rules))
        choice = squad_choice(space, squad, columns)
        known, _ = squad_bound(space, squad, choice, SQUAD_EFFORT, run.left(), run.seed)
        return not known.possible

    return broken


def _unruled(problem: Problem) -> Space:
    """Whatever structure allows: no rule counts but what is asked for."""
    return Space(replace(restricted(problem, ()), requests=problem.requests))


def _problem_broken(problem: Problem, run: Run) -> Broken:
    columns = columns_of(_unruled(problem))
    plan: Plan = []

    def broken(rules: list[str]) -> bool | None:
        if run.over():
            return None
        found, there = find_plan(restricted(problem, rules), run, columns, plan)
        plan[:] = there or plan
        return None if found is None else not found

    return broken
