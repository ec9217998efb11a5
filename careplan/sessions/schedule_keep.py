"""A problem made anew while a schedule is in force: what has been stays, the days that are over are closed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem, Request, Squad, Weights
from careplan.scheduling.rules import Fault
from careplan.scheduling.solution import Session

CHANGE_WEIGHT = 20
"""Penalty of one session changed against the plan in force, unless the plan's weights say otherwise."""


def keeping(
    problem: Problem,
    kept: tuple[Session, ...],
    in_force: tuple[Session, ...],
    today: date,
    cancelled: tuple[Session, ...] = (),
) -> Problem:
    """The problem with what was already held asked for outright, and as little else changed as can be.

    kept: sessions that a re-plan must not touch. in_force: the whole plan now published. Before `today` a squad has no
    lessons left but those of its kept sessions; the lesson of a cancelled one stays empty. What no longer fits the
    school as it stands (a place is gone, a person has left) is left out, so that history never makes the future
    impossible; its record stays all the same.
    """
    known = _Known.of(problem)
    fits = fitting(problem, tuple(one for one in kept if known.has(one)))
    requests = tuple(Request(one.activity, one.group, one.start, one.venue, one.staff) for one in fits)
    previous = tuple(one for one in in_force if known.has(one) and one not in cancelled)
    weights: Weights = problem.weights
    if previous and not weights.change:
        weights = replace(weights, change=CHANGE_WEIGHT)
    return replace(
        problem,
        squads=_open_from(problem, fits, tuple(one for one in cancelled if known.has(one)), today),
        requests=(*problem.requests, *requests),
        previous=previous,
        weights=weights,
    )


def standing(plan: Problem, now: Problem) -> frozenset[str]:
    """The references of the sessions that `keeping` added to a plan: they were held, and no way out takes them back."""
    return frozenset(f"requests[{i}]" for i in range(len(plan.requests), len(now.requests)))


def _open_from(
    problem: Problem, kept: tuple[Session, ...], cancelled: tuple[Session, ...], today: date
) -> tuple[Squad, ...]:
    """Each squad with the lessons from today on, and those of its own kept sessions."""
    coming = {slot.id for slot in problem.slots if slot.date >= today}
    used, empty = lessons_of_squads(problem, kept), lessons_of_squads(problem, cancelled)
    every = frozenset(slot.id for slot in problem.slots)

    def left(squad: Squad) -> frozenset[str]:
        own = every if squad.open is None else squad.open
        return own & ((coming - empty.get(squad.id, set())) | used.get(squad.id, set()))

    return tuple(replace(squad, open=left(squad)) for squad in problem.squads)


def lessons_of_squads(problem: Problem, sessions: tuple[Session, ...]) -> dict[str, set[str]]:
    """The lessons that each squad spends in these sessions."""
    index = Judge(problem).index
    found: dict[str, set[str]] = {}
    for one in sessions:
        slots = index.filled(index.slots[one.start], index.activities[one.activity].periods) or ()
        for squad in index.groups[one.group].squads:
            found.setdefault(squad, set()).update(slot.id for slot in slots)
    return found


def fitting(problem: Problem, sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """Those that can stand together as the school is today; too few of something is no fault yet."""
    judge = Judge(problem)
    while sessions:
        out = {number for fault in judge(sessions).faults if _is_too_much(fault) for number in fault.sessions}
        if not out:
            break
        sessions = tuple(one for number, one in enumerate(sessions) if number not in out)
    return sessions


def _is_too_much(fault: Fault) -> bool:
    return fault.has is None or fault.limit is None or fault.has > fault.limit


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids of a problem."""

    ids: Mapping[str, frozenset[str]]

    @staticmethod
    def of(problem: Problem) -> _Known:
        lists = ("slots", "groups", "venues", "staff", "activities")
        return _Known({name: frozenset(one.id for one in getattr(problem, name)) for name in lists})

    def has(self, session: Session) -> bool:
        return (
            session.activity in self.ids["activities"]
            and session.group in self.ids["groups"]
            and session.start in self.ids["slots"]
            and session.venue in self.ids["venues"]
            and all(person in self.ids["staff"] for person in session.staff)
        )
