"""Of the times that a repair opens, those that its plan uses: no hall is opened for a year for one lesson."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from careplan.scheduling.columns import Space
from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.repairs.timing import later
from careplan.scheduling.solution import Repair, Session

OPENING = ("open", "present", "season", "hours", "later")  # what opens times one by one


def narrowed_times(problem: Problem, repair: Repair, sessions: Sequence[Session]) -> Repair:
    """A repair whose parts open no more than the sessions of its plan fill; the price counts those lessons.

    Of the squads that are to meet at more times, those that do.
    """
    rest = None
    if repair.then is not None:
        rest = narrowed_times(apply_repair(problem, replace(repair, then=None)), repair.then, sessions)
    if repair.kind not in OPENING:
        lessons = repair.price.lessons + (_opened(rest) if rest is not None else 0)
        return replace(repair, then=rest, price=replace(repair.price, lessons=lessons))
    used, squads = _used(problem, repair, sessions)
    lessons = len(used) + (_opened(rest) if rest is not None else 0)
    price = replace(repair.price, lessons=lessons)
    if repair.kind == "hours":
        price = replace(price, squads=max(len(squads), rest.price.squads if rest else 0))
        repair = replace(repair, squads=squads)
    return replace(repair, slots=used, price=price, smallest=repair.smallest and len(used) <= 1, then=rest)


def _opened(repair: Repair) -> int:
    return (len(repair.slots) if repair.kind in OPENING else 0) + (0 if repair.then is None else _opened(repair.then))


def _used(problem: Problem, repair: Repair, sessions: Sequence[Session]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slots of the repair that sessions which it is for fill, and the squads that meet in them."""
    repaired = apply_repair(problem, replace(repair, then=None))
    space, about, members = Space(repaired), _about(repair), {one.id: one.squads for one in repaired.groups}
    added = {new.id: like for like, new in later(problem, repair)} if repair.kind == "later" else {}
    there = set(repair.slots)
    used, squads = set(), set()
    for one in sessions:
        if one.start not in space.slot_of or one.group not in members or not about(one, members[one.group]):
            continue
        periods = space.periods[space.activity_of[one.activity]]
        filled = {space.slots[i].id for i in space.filled(space.slot_of[one.start], periods)}
        filled = {added[name] for name in filled & set(added)} if added else filled & there
        if repair.kind == "hours":
            meeting = {q.id for q in problem.squads if q.id in members[one.group] and q.open is not None}
            filled = {name for name in filled if any(name not in (problem_open(problem, q)) for q in meeting)}
            squads |= meeting & set(repair.squads) if filled else set()
        used |= filled
    return (
        tuple(name for name in repair.slots if name in used),
        tuple(name for name in repair.squads if name in squads),
    )


def problem_open(problem: Problem, squad: str) -> frozenset[str]:
    """When a squad can meet."""
    found = next(one.open for one in problem.squads if one.id == squad)
    return frozenset(one.id for one in problem.slots) if found is None else found


def _about(repair: Repair) -> Callable[[Session, Sequence[str]], bool]:
    """Whether a session makes use of what is opened."""
    if repair.kind == "open":
        return lambda one, _: one.venue == repair.venue
    if repair.kind == "present":
        return lambda one, _: not set(repair.people).isdisjoint(one.staff)
    if repair.kind == "season":
        return lambda one, _: one.activity == repair.activity
    if repair.kind == "hours":
        return lambda _, squads: not set(repair.squads).isdisjoint(squads)
    return lambda one, _: True
