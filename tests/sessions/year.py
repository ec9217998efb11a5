"""A tiny scheduling problem: four Fridays, one squad, two activities, one teacher."""

from __future__ import annotations

from datetime import date, timedelta

from careplan.scheduling.problem import (
    Activity,
    GoalRule,
    Group,
    Post,
    Problem,
    Rules,
    Slot,
    Squad,
    Staff,
    TermRule,
    Venue,
)
from careplan.scheduling.solution import Session

FRIDAYS = [date(2026, 9, 4) + timedelta(weeks=n) for n in range(4)]


def slot(number: int) -> str:
    return f"{FRIDAYS[number].isoformat()}p6"


def tiny(**changes: object) -> Problem:
    words: dict[str, object] = {
        "name": "tiny",
        "slots": tuple(Slot(slot(n), day, 6, n + 1, "1") for n, day in enumerate(FRIDAYS)),
        "squads": (Squad("2024-1", 40),),
        "groups": (Group("2024-1", ("2024-1",)),),
        "venues": (Venue("操场", frozenset({"playground"}), 500, True),),
        "staff": (Staff("T1", frozenset({"teacher"}), max_per_term=3),),
        "activities": tuple(
            Activity(name, "game", frozenset({"low.adapt"}), 1, ("2024-1",), frozenset({"playground"}), (Post(),))
            for name in ("a", "b")
        ),
        "rules": Rules(sessions_per_term=(TermRule("1", 1, 3),), goals=(GoalRule("low.adapt", 1, None, 3),)),
    }
    return Problem(**{**words, **changes})


def held(activity: str, number: int, staff: str = "T1") -> Session:
    return Session(activity, "2024-1", slot(number), "操场", (staff,))
