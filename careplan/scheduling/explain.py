"""Why there is no plan: rules that cannot hold together, none of which can be spared.

Rules are left out one after the other and the rest is solved again. What is answered was verified: with all
of the named rules there is no plan, and without any one of them there is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from careplan.scheduling.bound import squad_bound, squad_choice
from careplan.scheduling.columns import Column, Space
from careplan.scheduling.feasible import columns_of, find_plan
from careplan.scheduling.neighbours import Plan
from careplan.scheduling.problem import Problem
from careplan.scheduling.references import references, restricted
from careplan.scheduling.run import Run

SQUAD_EFFORT = 20.0  # CP-SAT's deterministic time to prove that one squad has no year

Broken = Callable[[list[str]], bool | None]  # whether these rules leave no plan; None: not known in time


def explain(problem: Problem, squad: int | None, run: Run) -> tuple[str, ...] | None:
    """A minimal conflict, or None where it could not be verified in time.

    `squad`, where known, has no year even by itself: its rules alone are looked at first.
    """
    rules = references(problem)
    alone = None if squad is None else shrink(rules, _squad_broken(problem, squad, run), len(rules) // 4)
    found = shrink(alone or rules, _problem_broken(problem, run), 1 if alone else len(rules) // 2)
    return tuple(found) if found else None


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


def _squad_broken(problem: Problem, squad: int, run: Run) -> Broken:
    columns = [c for c, members in _all_columns(problem) if squad in members]

    def broken(rules: list[str]) -> bool | None:
        if run.over():
            return None
        space = Space(restricted(problem, rules))
        choice = squad_choice(space, squad, columns)
        known, _ = squad_bound(space, squad, choice, SQUAD_EFFORT, run.left(), run.seed)
        return not known.possible

    return broken


def _all_columns(problem: Problem) -> list[tuple[Column, tuple[int, ...]]]:
    """Every column that structure allows, whatever the rules, with its squads."""
    space = Space(replace(restricted(problem, ()), requests=problem.requests))
    return [(column, space.members[column.group]) for column in columns_of(space)]


def _problem_broken(problem: Problem, run: Run) -> Broken:
    columns = [column for column, _ in _all_columns(problem)]
    plan: Plan = []

    def broken(rules: list[str]) -> bool | None:
        if run.over():
            return None
        found, there = find_plan(restricted(problem, rules), run, columns, plan)
        plan[:] = there or plan
        return None if found is None else not found

    return broken
