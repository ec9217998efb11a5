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


@dataclass(frozen=True, slots=True)
class Solution:
    """An answer to a problem.

    `objective` and `bound` (a proven lower bound on it) are None without a plan. `conflict` holds the
    references of rules that cannot all hold (status "infeasible" only): minimal, each verified by solving.
    """

    problem: str
    status: Status
    objective: int | None = None
    bound: int | None = None
    seconds: float = 0.0
    sessions: tuple[Session, ...] = ()
    conflict: tuple[str, ...] = ()
