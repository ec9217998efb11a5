"""A change judged on what it concerns says the same as the judge of the whole plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem, Request, Weights
from careplan.scheduling.rules import Fault
from careplan.scheduling.solution import Session
from careplan.scheduling.weighing import Weighing
from tests.bench.making import make_school

EVERYTHING = Weights(
    goal_shortfall=7, same_method=3, back_to_back=2, idle=5, other_counselor=4, imbalance=6, off_season=8, change=9
)


def some_problem(seed: int) -> Problem:
    problem = make_school(6, seed)
    staff = tuple(replace(one, max_per_week=1, max_per_term=3) for one in problem.staff)
    rules = replace(problem.rules, budget=500)
    return replace(problem, staff=staff, rules=rules, weights=EVERYTHING)


def any_session(problem: Problem, chance: Random) -> Session:
    activity = chance.choice(problem.activities)
    names = [person.id for person in problem.staff]
    return Session(
        activity.id,
        chance.choice(activity.groups),
        chance.choice(problem.slots).id,
        chance.choice(problem.venues).id,
        tuple(chance.choice(names) for _ in activity.staff),
    )


def difference(judge: Judge, before: tuple[Session, ...], after: tuple[Session, ...]) -> Counter[object]:
    one, other = judge(before), judge(after)
    found: Counter[object] = Counter(_said(fault, after) for fault in other.faults)
    found.subtract(_said(fault, before) for fault in one.faults)
    return Counter({key: count for key, count in found.items() if count})


def _said(fault: Fault, sessions: tuple[Session, ...]) -> object:
    concerned = sorted(repr(sessions[place]) for place in fault.sessions)
    return fault.code, fault.who, fault.when, fault.has, fault.limit, tuple(concerned)


@pytest.mark.parametrize("seed", range(6))
def test_what_a_change_does_is_what_the_whole_plans_differ_by(seed: int) -> None:
    chance = Random(seed)
    problem = some_problem(seed)
    plan = (*(any_session(problem, chance) for _ in range(60)), Session("gone", "g", "s", "v"))
    asked = tuple(Request(one.activity, one.group, one.start) for one in plan[:5])
    problem = replace(problem, previous=plan[10:30], requests=asked)
    judge = Judge(problem)
    weighing = Weighing(judge, plan, judge(plan))
    for _ in range(25):
        out = set(chance.sample(range(len(plan)), chance.randrange(3)))
        into = [any_session(problem, chance) for _ in range(chance.randrange(3))]
        after = tuple(one for place, one in enumerate(plan) if place not in out) + tuple(into)

        weighed = weighing.weigh(out, into)

        whole = plan + tuple(into)
        found: Counter[object] = Counter(_said(fault, whole) for fault in weighed.after)
        found.subtract(_said(fault, whole) for fault in weighed.before)
        old, new = judge(plan), judge(after)
        assert {key: count for key, count in found.items() if count} == difference(judge, plan, after)
        assert dict(weighed.more) == {name: new.penalties[name] - old.penalties[name] for name in old.penalties}
        assert weighed.points == new.objective - old.objective
