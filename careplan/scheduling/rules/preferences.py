"""What is better avoided: each function counts how often it happens."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from careplan.scheduling.agenda import Agenda, runs
from careplan.scheduling.rules.squads import named
from careplan.scheduling.solution import Session


def goal_shortfall(plan: Agenda) -> int:
    total = 0
    for rule in plan.problem.rules.goals:
        for squad in named(rule, plan.by_squad):
            served = sum(rule.goal in held.activity.goals for held in plan.by_squad[squad])
            total += max(0, rule.target - served)
    return total


def same_method(plan: Agenda) -> int:
    total = 0
    for sessions in plan.by_squad.values():
        weekly: dict[str, Counter[int]] = defaultdict(Counter)
        for held in sessions:
            weekly[held.activity.method][held.start.week] += 1
        for weeks in plan.index.weeks.values():
            for run in runs(weeks, plan.problem.windows.variety_weeks):
                total += sum(max(0, sum(by_week[w] for w in run) - 1) for by_week in weekly.values())
    return total


def back_to_back(plan: Agenda) -> int:
    total = 0
    for held_in in _weeks_held(plan):
        for weeks in plan.index.weeks.values():
            total += sum(one in held_in and two in held_in for one, two in pairwise(weeks))
    return total


def idle(plan: Agenda) -> int:
    total = 0
    for held_in in _weeks_held(plan):
        for weeks in plan.index.weeks.values():
            total += sum(held_in.isdisjoint(run) for run in runs(weeks, plan.problem.windows.idle_weeks))
    return total


def other_counselor(plan: Agenda) -> int:
    total = 0
    for held in plan.held:
        own = plan.index.squads[held.squads[0]].counselor if len(held.squads) == 1 else None
        total += own is not None and own not in held.people
    return total


def imbalance(plan: Agenda) -> int:
    load = Counter({person.id: 0 for person in plan.problem.staff if person.balanced})
    for held in plan.held:
        for person in held.people & load.keys():
            load[person] += held.activity.periods
    return max(load.values()) - min(load.values()) if load else 0


def off_season(plan: Agenda) -> int:
    return sum(
        held.activity.preferred is not None and held.start.id not in held.activity.preferred for held in plan.held
    )


def change(plan: Agenda) -> int:
    now = Counter(_identity(held.session) for held in plan.held)
    before = Counter(_identity(session) for session in plan.problem.previous)
    return (before - now).total()


def _weeks_held(plan: Agenda) -> list[set[int]]:
    """For each squad, the weeks in which it has a session."""
    return [{held.start.week for held in sessions} for sessions in plan.by_squad.values()]


def _identity(session: Session) -> tuple[str, str, str, str, tuple[str, ...]]:
    """What makes two sessions the same: the staff as a set."""
    return session.activity, session.group, session.start, session.venue, tuple(sorted(session.staff))
