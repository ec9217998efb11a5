"""A school so small that every figure can be counted by hand: one squad, four weeks, one room, one teacher."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from careplan.scheduling.problem import Activity, Group, Post, Problem, Slot, Squad, Staff, Venue
from careplan.scheduling.solution import Session

MONDAY = dt.date(2026, 9, 7)


def slot(week: int, period: int = 6) -> Slot:
    date = MONDAY + dt.timedelta(weeks=week - 1)
    return Slot(f"w{week}p{period}", date, period, week, "t1" if week <= 4 else "t2")


def activity(name: str = "game", **given: Any) -> Activity:
    """An activity of one period for the squad "q1" in the room, led by anybody."""
    usual: dict[str, Any] = {
        "method": name,
        "goals": frozenset({"adapt"}),
        "periods": 1,
        "groups": ("g1",),
        "venues": frozenset({"classroom"}),
        "staff": (Post(),),
        "repeats": None,
    }
    return Activity(name, **(usual | given))


def school(*activities: Activity, weeks: int = 4, **given: Any) -> Problem:
    """The school with these activities; `given` replaces whole lists."""
    usual: dict[str, Any] = {
        "slots": tuple(slot(week, period) for week in range(1, weeks + 1) for period in (6, 7)),
        "squads": (Squad("q1", 40, "wang"),),
        "groups": (Group("g1", ("q1",)),),
        "venues": (Venue("room", frozenset({"classroom"}), 50),),
        "staff": (Staff("wang", frozenset({"trained"})),),
        "activities": activities or (activity(),),
    }
    return Problem("small school", **(usual | given))


def two_squads(problem: Problem) -> Problem:
    """The same school with a second squad "q2" (30 pupils), and a group of both."""
    return replace(
        problem,
        squads=(*problem.squads, Squad("q2", 30)),
        groups=(*problem.groups, Group("g2", ("q2",)), Group("both", ("q1", "q2"))),
        activities=tuple(replace(one, groups=("g1", "g2", "both")) for one in problem.activities),
    )


def held(
    week: int,
    name: str = "game",
    *,
    period: int = 6,
    group: str = "g1",
    venue: str = "room",
    staff: tuple[str, ...] = ("wang",),
) -> Session:
    return Session(name, group, slot(week, period).id, venue, staff)
