"""Every plan of a tiny problem, tried one after the other: the truth that a solver is held against."""

from __future__ import annotations

from itertools import permutations, product

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session


def all_sessions(problem: Problem) -> list[Session]:
    """Every session that is legal by itself as far as structure goes."""
    judge = Judge(problem)
    structure = {"unknown", "window", "squad_clash", "staff_clash", "venue_clash", "capacity", "venue_kind", "skills"}
    people = [person.id for person in problem.staff]
    found = []
    for activity in problem.activities:
        staffs = list(permutations(people, len(activity.staff)))
        for group, slot, venue, staff in product(activity.groups, problem.slots, problem.venues, staffs):
            session = Session(activity.id, group, slot.id, venue.id, tuple(staff))
            if not structure & {fault.code for fault in judge([session]).faults}:
                found.append(session)
    return found


def best_objective(problem: Problem, sessions: list[Session]) -> int | None:
    """The objective of the best plan out of these sessions; None where none is legal."""
    judge = Judge(problem)
    best: int | None = None
    for bits in range(1 << len(sessions)):
        plan = [session for i, session in enumerate(sessions) if bits >> i & 1]
        verdict = judge(plan)
        if verdict.legal and (best is None or verdict.objective < best):
            best = verdict.objective
    return best
