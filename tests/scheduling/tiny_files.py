"""Files written by hand, each with one thing that cannot be: one squad, few lessons, one rule or two in conflict."""

from __future__ import annotations

from dataclasses import replace

from careplan.scheduling.problem import (
    GoalRule,
    MethodRule,
    Post,
    Problem,
    Request,
    Rules,
    Squad,
    Staff,
    TermRule,
    Venue,
)
from tests.scheduling.small_school import activity, school, slot, two_squads

ONE_SLOT = {"weeks": 1, "slots": (slot(1),)}
ADAPT = Rules(goals=(GoalRule("adapt", 1),))
ONE_TERM = Rules(sessions_per_term=(TermRule("t1", 1),))
PSYCH = (Post(frozenset({"psych"})),)
CLOSED: frozenset[str] = frozenset()
SMALL = (Venue("room", frozenset({"classroom"}), 20),)


def whole(name: str) -> Request:
    return Request(name, "g1", "w1p6", "room", ("wang",))


THREE: dict[str, Problem] = {
    "one lesson for a term of two": school(**ONE_SLOT, rules=Rules(sessions_per_term=(TermRule("t1", 2),))),
    "goal without an activity": school(**ONE_SLOT, rules=Rules(goals=(GoalRule("courage", 1),))),
    "method without an activity": school(rules=Rules(methods=(MethodRule("lecture", 2),))),
    "week against term": school(weeks=2, rules=Rules(1, (TermRule("t1", 3),))),
    "term's most against a goal": school(weeks=2, rules=Rules(1, (TermRule("t1", 0, 1),), (GoalRule("adapt", 2),))),
    "budget": school(activity(cost=10), weeks=2, rules=replace(ADAPT, budget=0)),
    "two requests at one time": school(
        activity("game"), activity("talk"), weeks=1, rules=Rules(None), requests=(whole("game"), whole("talk"))
    ),
    "two requests for the only lesson": school(
        activity("game"), activity("talk"), **ONE_SLOT, rules=Rules(None), requests=(whole("game"), whole("talk"))
    ),
    "request of somebody unqualified": school(
        activity(staff=PSYCH), weeks=2, rules=Rules(None), requests=(whole("game"),)
    ),
    "room always closed": school(
        weeks=2, venues=(Venue("room", frozenset({"classroom"}), 50, open=CLOSED),), rules=ADAPT
    ),
    "no place of the kind": school(activity(venues=frozenset({"pool"})), weeks=2, rules=ADAPT),
    "teacher never there": school(weeks=2, staff=(Staff("wang", frozenset(), open=CLOSED),), rules=ADAPT),
    "teacher leads nothing": school(weeks=2, staff=(Staff("wang", frozenset(), max_per_term=0),), rules=ADAPT),
    "nobody trained": school(activity(staff=PSYCH), weeks=2, rules=ADAPT),
    "two posts and one person": school(activity(staff=(Post(), Post())), weeks=2, rules=ADAPT),
    "out of season": school(activity(open=CLOSED), weeks=2, rules=ADAPT),
    "two periods in one lesson": school(activity(periods=2), **ONE_SLOT, rules=ADAPT),
    "for nobody": school(activity(groups=()), weeks=2, rules=ADAPT),
    "after itself": school(activity(after=("game",)), weeks=2, rules=ADAPT),
    "never to be done": school(activity(repeats=0), weeks=2, rules=ADAPT),
    "two squads, one room, one lesson": two_squads(school(**ONE_SLOT, rules=ONE_TERM)),
}

FEWER: dict[str, Problem] = {
    "least above most": school(**ONE_SLOT, rules=Rules(goals=(GoalRule("adapt", 1), GoalRule("adapt", 0, 0)))),
    "room too small": school(weeks=1, venues=SMALL, rules=ADAPT),
    "squad never meets": school(weeks=2, squads=(Squad("q1", 40, "wang", CLOSED),), rules=ADAPT),
    "no session in a week": school(weeks=2, rules=replace(ADAPT, sessions_per_week=0)),
    "nobody at all": school(weeks=2, staff=(), rules=ADAPT),
}
"""Two ways out and, by all that a file can say, no third."""
