"""Small random problems whose every session is a request, and the truth about them by trying everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product
from random import Random

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Activity, Problem, Request, Weights
from careplan.scheduling.solution import Session
from tests.scheduling.random_problem import random_problem


def asked_problem(seed: int, requests: int = 5) -> Problem:
    """A random school that asks for some sessions, more or less exactly, and wishes nothing."""
    dice = Random(seed)
    school = random_problem(seed, squads=3, weeks=2, activities=4)
    rules = replace(
        school.rules,
        sessions_per_week=dice.choice([1, 2, None, None]),
        sessions_per_term=tuple(replace(rule, min=0) for rule in school.rules.sessions_per_term),
        goals=tuple(replace(rule, min=0) for rule in school.rules.goals),
        methods=tuple(replace(rule, min=0) for rule in school.rules.methods),
    )
    activities = tuple(replace(one, after=()) for one in school.activities)
    asked = tuple(_request(dice, school, dice.choice(activities)) for _ in range(requests))
    return replace(school, rules=rules, activities=activities, requests=asked, previous=(), weights=Weights())


def _request(dice: Random, school: Problem, activity: Activity) -> Request:
    people = [person.id for person in school.staff]
    named = tuple(dice.sample(people, len(activity.staff))) if dice.random() < 0.3 else None
    return Request(
        activity.id,
        dice.choice(activity.groups) if dice.random() < 0.7 else None,
        dice.choice(school.slots).id if dice.random() < 0.2 else None,
        dice.choice(school.venues).id if dice.random() < 0.2 else None,
        named,
    )


def broken(judge: Judge, plan: list[Session]) -> bool:
    """Whether a plan breaks anything but that requests are missing."""
    return any(not fault.code.startswith("requests") for fault in judge(plan).faults)


def most_of(problem: Problem) -> int:
    """How many requests a plan can hold at the most, by trying all of them."""
    judge = Judge(problem)
    choices = [_sessions(problem, judge, request) for request in problem.requests]

    def best(number: int, plan: list[Session], need: int) -> int:
        """The most that can be placed of the requests from a number on; below `need` it is all the same."""
        left = len(choices) - number
        if left < need or not left:
            return 0
        found = 0
        for session in choices[number]:
            if not broken(judge, [*plan, session]):
                found = max(found, 1 + best(number + 1, [*plan, session], max(need, found + 1) - 1))
                if found == left:
                    return found
        return max(found, best(number + 1, plan, max(need, found + 1)))

    return best(0, [], 0)


def _sessions(problem: Problem, judge: Judge, request: Request) -> list[Session]:
    """Every session that answers a request and is legal by itself."""
    activity = next(one for one in problem.activities if one.id == request.activity)
    groups = [name for name in activity.groups if request.group in (None, name)]
    starts = [slot.id for slot in problem.slots if request.start in (None, slot.id)]
    venues = [venue.id for venue in problem.venues if request.venue in (None, venue.id)]
    people = permutations([person.id for person in problem.staff], len(activity.staff))
    staffs = [staff for staff in people if request.staff in (None, staff)]
    every = [Session(activity.id, *rest) for rest in product(groups, starts, venues, staffs)]
    return [session for session in every if not broken(judge, [session])]
