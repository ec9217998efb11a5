"""A draft's problem with only a part of it left open: chosen squads and weeks, without what is locked or over. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from careplan.scheduling.agenda import Agenda, Index
from careplan.scheduling.problem import Problem, Request, Squad, TermRule
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing
from careplan.sessions.lowered import LeastRule, counts, lowered, out_of_order, without_order
from careplan.sessions.schedule_keep import fitting, lessons_of_squads


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
    """The problem to solve, what is kept in it, and the references of what no way out may take back.

    history: what was held and fits the school no longer; it is not asked for, and stands in the result as it is.
    """

    problem: Problem
    kept: tuple[Session, ...]
    standing: frozenset[str]
    history: tuple[Session, ...] = ()


def narrowed(desk: Desk, region: Region, fixing: Fixing) -> Narrowed:
    """What is outside the region or fixed is asked for outright; no lesson is left but those inside.

    No squad is asked for more than it can reach there: who is short outside the region keeps nobody from making it.
    """
    staying = tuple(one for place, one in enumerate(desk.sessions) if not _is_free(desk, region, fixing, place))
    history = _unfit(desk, staying, fixing)
    kept = tuple(one for one in staying if one not in history)
    asked = {(one.activity, one.group, one.start, one.venue, one.staff) for one in desk.problem.requests}
    more = [(one.activity, one.group, one.start, one.venue, one.staff) for one in kept]
    new = tuple(Request(*one) for one in dict.fromkeys(more) if one not in asked)
    first, every = len(desk.problem.requests), len(desk.problem.requests) + len(new)
    held = {n for n, one in enumerate(desk.problem.requests) if one.start is not None and one.staff is not None}
    open_there = {squad.id: _inside(desk, squad, region, fixing) for squad in desk.problem.squads}
    problem = replace(
        desk.problem,
        squads=tuple(_narrowed(desk, squad, open_there[squad.id], kept) for squad in desk.problem.squads),
        requests=(*desk.problem.requests, *new),
    )
    return Narrowed(
        _within_reach(problem, kept, open_there),
        kept,
        frozenset(f"requests[{n}]" for n in [*held, *range(first, every)]),
        history,
    )


def _unfit(desk: Desk, staying: tuple[Session, ...], fixing: Fixing) -> tuple[Session, ...]:
    """What is over and breaks a rule as the school stands now: history must not make the future impossible."""
    why = ((one, fixing.of(desk, one)) for one in staying)
    over = tuple(one for one, fixed in why if fixed is not None and fixed.why in ("held", "past"))
    fit = fitting(desk.problem, over)
    return tuple(one for one in over if one not in fit)


def _is_free(desk: Desk, region: Region, fixing: Fixing, place: int) -> bool:
    session, index = desk.sessions[place], desk.judge.index
    slot, group = index.slots.get(session.start), index.groups.get(session.group)
    if slot is None or group is None:
        return True
    return region.has(group.squads, slot.week) and fixing.of(desk, session, desk.rows[place]) is None


def _inside(desk: Desk, squad: Squad, region: Region, fixing: Fixing) -> frozenset[str]:
    """The squad's lessons in the region that nobody has locked and that are not over."""
    locked = fixing.locked
    if squad.id in locked.squads:
        return frozenset()
    inside = frozenset(
        slot.id
        for slot in desk.problem.slots
        if region.has((squad.id,), slot.week) and slot.date >= fixing.today and slot.week not in locked.weeks
    )
    return inside if squad.open is None else squad.open & inside


def _narrowed(desk: Desk, squad: Squad, inside: frozenset[str], kept: tuple[Session, ...]) -> Squad:
    """A squad with its lessons in the region, and those of its kept sessions."""
    used = lessons_of_squads(desk.problem, kept).get(squad.id, set())
    return replace(squad, open=inside | (used if squad.open is None else squad.open & used))


def _within_reach(problem: Problem, kept: tuple[Session, ...], inside: Mapping[str, frozenset[str]]) -> Problem:
    """Minimums no higher than what a squad keeps and the sessions for which it has room: lessons, or weeks, left."""
    plan, slots = Agenda(Index(problem), kept), {slot.id: slot for slot in problem.slots}
    limit = problem.rules.sessions_per_week

    def room(rule: LeastRule, squad: str) -> int:
        there = [slots[one] for one in inside[squad] if not isinstance(rule, TermRule) or slots[one].term == rule.term]
        taken = Counter(one.start.week for one in plan.by_squad.get(squad, ()))
        weeks = Counter(one.week for one in there)
        return sum(count if limit is None else min(count, max(0, limit - taken[week])) for week, count in weeks.items())

    def short(rule: LeastRule, squad: str) -> int:
        has = sum(counts(rule, one.activity, one.start.term) for one in plan.by_squad.get(squad, ()))
        return rule.min - has - room(rule, squad)

    return without_order(lowered(problem, short), _out_of_reach(problem, kept, inside))


def _out_of_reach(
    problem: Problem, kept: tuple[Session, ...], inside: Mapping[str, frozenset[str]]
) -> frozenset[tuple[str, str]]:
    """Kept activities, each with what its squad had to do before and has no lesson left for."""
    days, groups = {slot.id: slot.date for slot in problem.slots}, {one.id: one.squads for one in problem.groups}
    first: dict[tuple[str, str], date] = {}
    for one in kept:
        for squad in groups[one.group]:
            first[one.activity, squad] = min(days[one.start], first.get((one.activity, squad), days[one.start]))
    return frozenset(
        (activity, before)
        for activity, squad, before in out_of_order(problem, kept)
        if not any(days[slot] < first[activity, squad] for slot in inside[squad])
    )
