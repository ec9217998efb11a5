"""What a repair's plan says of it: until when people are to be trained, when a venue is used, who leads more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.solution import Price, Repair, Session


def told(problem: Problem, repair: Repair, plan: Plan) -> Repair:
    """A repair with what its plan says of it."""
    if repair.kind not in ("train", "hire", "open", "staff") or repair.then is not None:
        return repair
    repaired = apply_repair(problem, repair)
    sessions = sessions_of(Space(repaired), plan)
    if repair.kind == "train":
        return replace(repair, until=_needed_from(problem, repair, sessions))
    if repair.kind == "staff":
        return replace(repair, price=_led(problem, repair, sessions))
    if repair.kind == "hire":
        periods = {one.id: one.periods for one in problem.activities}
        led = sum(periods[one.activity] * len(set(one.staff) & set(repair.people)) for one in sessions)
        return replace(repair, price=replace(repair.price, lessons=led))
    used = _used(repaired, repair, sessions)
    return replace(repair, slots=used, price=replace(repair.price, lessons=len(used)))


def _needed_from(problem: Problem, repair: Repair, sessions: Sequence[Session]) -> str | None:
    """The first slot at which somebody holds a post that he could not hold without the training."""
    skills = {one.id: one.skills for one in problem.staff}
    posts = {one.id: one.staff for one in problem.activities}
    for one in sessions:
        for post, person in zip(posts[one.activity], one.staff, strict=True):
            if not post.skills <= skills[person]:
                return one.start
    return None


def _used(problem: Problem, repair: Repair, sessions: Sequence[Session]) -> tuple[str, ...]:
    """The slots at which the plan uses the venue while it is closed now."""
    space = Space(problem)
    filled = {
        space.slots[i].id
        for one in sessions
        if one.venue == repair.venue
        for i in space.filled(space.slot_of[one.start], space.periods[space.activity_of[one.activity]])
    }
    return tuple(slot for slot in repair.slots if slot in filled)


def _led(problem: Problem, repair: Repair, sessions: Sequence[Session]) -> Price:
    """The people who lead more than they may now, and how much more."""
    key = repair.reference.rpartition(".")[2]
    slots = {one.id: one for one in problem.slots}
    periods = {one.id: one.periods for one in problem.activities}
    limits = {one.id: getattr(one, key) for one in problem.staff}
    led: Counter[tuple[str, object]] = Counter()
    for one in sessions:
        when = slots[one.start].week if key == "max_per_week" else slots[one.start].term
        led.update({(person, when): periods[one.activity] for person in one.staff})
    more = {at: count - limits[at[0]] for at, count in led.items() if limits[at[0]] is not None}
    above = {at: count for at, count in more.items() if count > 0}
    return Price(people=len({person for person, _ in above}), lessons=sum(above.values()))
