"""The nouns of a plan: its sessions, and what the solver can say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SOLUTION_FORMAT = "careplan-solution/1"

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a plan. `start` is a slot id; `staff` has one id for each post, in their order."""

    activity: str
    group: str
    start: str
    venue: str
    staff: tuple[str, ...] = ()


Kind = Literal[
    "least",
    "most",
    "budget",
    "leads",
    "staff",
    "repeats",
    "every",
    "order",
    "drop",
    "free",
    "train",
    "hire",
    "open",
    "hours",
    "place",
    "add",
    "new",
    "serve",
    "suit",
    "instead",
    "shorten",
    "posts",
    "cheaper",
    "season",
    "present",
    "room",
    "later",
    "weeks",
    "holiday",
]


@dataclass(frozen=True, slots=True)
class Price:
    """Whom a repair touches and what it takes; lessons are those given up or added, of all squads together.

    What training takes is told in people: a problem knows nothing of the hours or credits of a course.
    """

    people: int = 0
    squads: int = 0
    lessons: int = 0
    money: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """A change to a problem; a verified one leaves a legal plan.

    `reference` is the rule that is loosened; training and opening loosen none of the rules, but what structure allows,
    and name the rule that gains by it. `was` and `to` are the number before and after. `smallest`: less is proven
    not to be enough. `then`: what has to be changed besides, where one change is not enough; the price is for all.
    """

    kind: Kind
    reference: str
    was: int | None = None
    to: int | None = None
    people: tuple[str, ...] = ()  # staff to train
    skills: tuple[str, ...] = ()  # in what; of those who are engaged, what they can do
    until: str | None = None  # the first slot at which one of them is needed
    venue: str | None = None  # or the kind of venue that is allowed besides
    slots: tuple[str, ...] = ()  # when something is open besides; of "later": after which a lesson is added
    price: Price = Price()
    smallest: bool = False
    activity: str | None = None  # the one that is changed, or that the added ones are like
    squads: tuple[str, ...] = ()  # of the rule's squads only these; none named: all of them
    then: Repair | None = None
    pupils: int | None = None  # whom a place that is added must hold


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A rule or request that the plan does not keep, and those it clashes with; empty where that is not known.

    `broken`: how often the plan breaks it, as the judge counts: once for each squad or week in which it is not kept.
    """

    reference: str
    reason: tuple[str, ...] = ()
    broken: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From the plan in force to a new one: sessions not kept, at `least` so many in any plan, and who must be told."""

    sessions: int
    least: int
    people: tuple[str, ...]  # staff ids
    squads: tuple[str, ...]  # squad ids


@dataclass(frozen=True, slots=True)
class Solution:
    """An answer to a problem.

    `objective` and `bound` (a proven lower bound on it) are None without a plan. `conflict` holds the
    references of rules that cannot all hold (status "infeasible" only): minimal, each verified by solving; `repairs`
    are ways out of it, each tried, and `exhausted` says that every kind of change was tried. `left_out` is what a
    partial plan does not keep; `change` what a re-plan changes;
    `nearest` what the plan that came nearest breaks (status "unknown" only).
    """

    problem: str
    status: Status
    objective: int | None = None
    bound: int | None = None
    seconds: float = 0.0
    sessions: tuple[Session, ...] = ()
    conflict: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    change: Change | None = None
    exhausted: bool = False
    nearest: tuple[LeftOut, ...] = ()
