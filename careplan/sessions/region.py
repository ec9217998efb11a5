"""A draft's problem with only a part of it left open: chosen squads and weeks, without what is locked or over. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from careplan.scheduling.problem import Problem, Request, Squad
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing
from careplan.sessions.schedule_keep import lessons_of_squads


@dataclass(frozen=True, slots=True)
class Region:
    """What may be made anew; None means all."""

    squads: frozenset[str] | None = None
    weeks: frozenset[int] | None = None

    @property
    def everything(self) -> bool:
        return self.squads is None and self.weeks is None

    def has(self, squads: Collection[str], week: int) -> bool:
        return (self.squads is None or self.squads.issuperset(squads)) and (self.weeks is None or week in self.weeks)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The problem to solve, what is kept in it, and the references of what no way out may take back."""

    problem: Problem
    kept: tuple[Session, ...]
    standing: frozenset[str]


def narrowed(desk: Desk, region: Region, fixing: Fixing) -> Narrowed:
    """What is outside the region or fixed is asked for outright; no lesson is left but those inside."""
    kept = tuple(one for place, one in enumerate(desk.sessions) if not _is_free(desk, region, fixing, place))
    asked = {(one.activity, one.group, one.start, one.venue, one.staff) for one in desk.problem.requests}
    more = [(one.activity, one.group, one.start, one.venue, one.staff) for one in kept]
    new = tuple(Request(*one) for one in dict.fromkeys(more) if one not in asked)
    first, every = len(desk.problem.requests), len(desk.problem.requests) + len(new)
    held = {n for n, one in enumerate(desk.problem.requests) if one.start is not None and one.staff is not None}
    return Narrowed(
        replace(
            desk.problem,
            squads=tuple(_narrowed(desk, squad, region, fixing, kept) for squad in desk.problem.squads),
            requests=(*desk.problem.requests, *new),
        ),
        kept,
        frozenset(f"requests[{n}]" for n in [*held, *range(first, every)]),
    )


def _is_free(desk: Desk, region: Region, fixing: Fixing, place: int) -> bool:
    session, index = desk.sessions[place], desk.judge.index
    slot, group = index.slots.get(session.start), index.groups.get(session.group)
    if slot is None or group is None:
        return True
    return region.has(group.squads, slot.week) and fixing.of(desk, session, desk.rows[place]) is None


def _narrowed(desk: Desk, squad: Squad, region: Region, fixing: Fixing, kept: tuple[Session, ...]) -> Squad:
    """A squad with its lessons in the region, and those of its kept sessions."""
    used = lessons_of_squads(desk.problem, kept).get(squad.id, set())
    locked = fixing.locked
    every = frozenset(slot.id for slot in desk.problem.slots)
    inside = frozenset(
        slot.id
        for slot in desk.problem.slots
        if region.has((squad.id,), slot.week)
        and slot.date >= fixing.today
        and slot.week not in locked.weeks
        and squad.id not in locked.squads
    )
    return replace(squad, open=(every if squad.open is None else squad.open) & (inside | used))
