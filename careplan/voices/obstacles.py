"""What stands in the way of the activities, told to the leader in charge (S38, S44). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = {
    "lesson-taken": ("活动课被其他学科占用", "The lesson was taken by another subject"),
    "time": ("时间不够", "Not enough time"),
    "room": ("没有场地", "No room"),
    "materials": ("缺材料、经费", "No materials or money"),
    "people": ("缺人手、没有合适的带领者", "Nobody to lead or help"),
    "skill": ("不知道怎么带，需要指导", "Needs advice on how to lead"),
    "parents": ("家长难以参与", "Parents cannot take part"),
    "other": ("其他", "Something else"),
}
BREACH = "lesson-taken"
"""The time kept for the activities was not kept (S44)."""
LEADERS = {"principal": ("校长", "Principal"), "head_counselor": ("大队辅导员", "Head counselor")}
OUTCOMES = {
    "solved": ("已经解决", "Solved"),
    "promised": ("已安排，会解决", "Will be solved"),
    "declined": ("暂时解决不了", "Cannot be solved for now"),
}
ANSWER_WITHIN = timedelta(days=7)
"""Without a promised day an obstacle is due after a week."""
LONGEST_PROMISE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Told:
    """An obstacle as it is counted. answered_on, solved_on: None as long as that is open."""

    kind: str
    raised_on: date
    answered_on: date | None = None
    solved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the obstacles stand: without an answer and for how long, days to an answer, breaches of the kept time."""

    open: int
    longest: int
    answered: int
    mean_days: float | None
    breaches: int


def age(raised_on: date, today: date) -> int:
    """Whole days that it has waited."""
    return max(0, (today - raised_on).days)


def standing(told: Iterable[Told], today: date) -> Standing:
    """The figures above the list."""
    rows = list(told)
    waits = [age(one.raised_on, today) for one in rows if one.answered_on is None]
    took = [age(one.raised_on, one.answered_on) for one in rows if one.answered_on is not None]
    return Standing(
        open=len(waits),
        longest=max(waits, default=0),
        answered=len(took),
        mean_days=sum(took) / len(took) if took else None,
        breaches=sum(one.kind == BREACH for one in rows),
    )


def due_on(raised_on: date, promised_for: date | None) -> date:
    """By when it is to be solved."""
    return promised_for or raised_on + ANSWER_WITHIN
