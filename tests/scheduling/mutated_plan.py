"""A year's plan changed at random, as a hand slips: a session moved, dropped or doubled, its people or place changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session

Change = Callable[[Random, Problem, list[Session], int], None]


def mutated(problem: Problem, plan: Sequence[Session], dice: Random, most: int = 6) -> tuple[Session, ...]:
    """The plan after none to `most` changes."""
    found = list(plan)
    for _ in range(dice.randint(0, most)):
        dice.choice(CHANGES)(dice, problem, found, dice.randrange(len(found)))
    return tuple(found)


def moved(dice: Random, problem: Problem, plan: list[Session], at: int) -> None:
    plan[at] = replace(plan[at], start=dice.choice(problem.slots).id)


def with_others(dice: Random, problem: Problem, plan: list[Session], at: int) -> None:
    people = tuple(dice.choice(problem.staff).id for _ in plan[at].staff)
    plan[at] = replace(plan[at], staff=people)


def people_swapped(dice: Random, problem: Problem, plan: list[Session], at: int) -> None:
    """Two sessions lend each other their people; the posts may then not fit."""
    other = dice.randrange(len(plan))
    mine, theirs = plan[at].staff, plan[other].staff
    plan[at], plan[other] = replace(plan[at], staff=theirs), replace(plan[other], staff=mine)


def elsewhere(dice: Random, problem: Problem, plan: list[Session], at: int) -> None:
    plan[at] = replace(plan[at], venue=dice.choice(problem.venues).id)


def for_others(dice: Random, problem: Problem, plan: list[Session], at: int) -> None:
    plan[at] = replace(plan[at], group=dice.choice(problem.groups).id)


def dropped(dice: Random, problem: Problem, plan: list[Session], at: int) -> None:
    if len(plan) > 1:
        del plan[at]


def doubled(dice: Random, problem: Problem, plan: list[Session], at: int) -> None:
    plan.insert(dice.randrange(len(plan)), plan[at])


def something_else(dice: Random, problem: Problem, plan: list[Session], at: int) -> None:
    """Another activity for the same people, place and hour."""
    fit = [one.id for one in problem.activities if plan[at].group in one.groups]
    plan[at] = replace(plan[at], activity=dice.choice(fit or [plan[at].activity]))


CHANGES: tuple[Change, ...] = (
    *(moved, with_others, people_swapped, elsewhere),
    *(for_others, dropped, doubled, something_else),
)
