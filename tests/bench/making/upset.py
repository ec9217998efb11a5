"""Problems made from others: a year that is upset in its middle, and a year that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from careplan.scheduling.problem import GoalRule, Problem, Request
from careplan.scheduling.solution import Session
from tests.bench.making.year import in_weeks

HELD = 11  # the last week whose sessions were held
UPSET = 3  # weeks for which a leader and a venue are not there
CHANGE = 30


def make_replan(problem: Problem, plan: Sequence[Session], seed: int, held: int = HELD) -> Problem:
    """The first weeks of a plan were held; then the hall is closed and a leader is away for three weeks."""
    dice = Random(f"replan {seed}")
    week = {slot.id: slot.week for slot in problem.slots}
    weeks = range(held + 1, held + 1 + UPSET)
    lost = in_weeks(problem.slots, weeks)
    hit = [s for s in plan if s.start in lost]
    leaders = sorted({one for s in hit for one in s.staff if one.startswith("c")})
    leader = dice.choice(leaders or [problem.staff[0].id])
    places = sorted({s.venue for s in hit if s.venue == "hall" or s.venue.startswith("room")}) or ["hall"]
    place = "hall" if "hall" in places else places[0]
    all_slots = frozenset(week)
    return replace(
        problem,
        name=f"{problem.name} replan",
        venues=tuple(replace(v, open=(v.open or all_slots) - lost) if v.id == place else v for v in problem.venues),
        staff=tuple(replace(p, open=(p.open or all_slots) - lost) if p.id == leader else p for p in problem.staff),
        requests=tuple(Request(s.activity, s.group, s.start, s.venue, s.staff) for s in plan if week[s.start] <= held),
        previous=tuple(plan),
        weights=replace(problem.weights, change=CHANGE),
    )


def make_infeasible(problem: Problem, seed: int) -> Problem:
    """One squad is to serve one goal far more often than its year has room for."""
    dice = Random(f"infeasible {seed}")
    rule = dice.choice([one for one in problem.rules.goals if one.squads])
    squad = dice.choice(sorted(rule.squads or ()))
    more = GoalRule(rule.goal, 14, squads=frozenset({squad}))
    return replace(
        problem,
        name=f"{problem.name} infeasible",
        rules=replace(problem.rules, goals=(*problem.rules.goals, more)),
    )
