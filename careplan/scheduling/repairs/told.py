"""What a repair's plan says of it: until when people are to be trained, when a venue is used, who leads more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.repairs.used import OPENING, narrowed_times
from careplan.scheduling.solution import Price, Repair, Session


def told(problem: Problem, repair: Repair, plan: Plan) -> Repair:
    """A repair with what its plan says of it."""
    repaired = apply_repair(problem, repair)
    sessions = sessions_of(Space(repaired), plan)
    if any(one.kind in OPENING for one in _parts(repair)):
        fewer = narrowed_times(problem, repair, sessions)
        return fewer if judge(apply_repair(problem, fewer), sessions).legal else repair
    if repair.then is not None:
        return repair
    if repair.kind == "train":
        return replace(repair, until=_needed_from(problem, repair, sessions))
    if repair.kind == "staff":
        return replace(repair, price=_led(problem, repair, sessions))
    if repair.kind == "room":
        mine = {one.id for one in problem.venues}
        there = [one for one in sessions if one.venue not in mine]
        return replace(repair, price=Price(squads=len(_meeting(problem, there)), lessons=len(there)))
    if repair.kind == "hire":
        periods = {one.id: one.periods for one in problem.activities}
        led = sum(periods[one.activity] * len(set(one.staff) & set(repair.people)) for one in sessions)
        return replace(repair, price=replace(repair.price, lessons=led))
    return repair


def _meeting(problem: Problem, sessions: Sequence[Session]) -> set[str]:
    """The squads of some sessions."""
    members = {one.id: one.squads for one in problem.groups}
    return {squad for one in sessions for squad in members.get(one.group, ())}


def _parts(repair: Repair) -> list[Repair]:
    return [repair, *([] if repair.then is None else _parts(repair.then))]


def _needed_from(problem: Problem, repair: Repair, sessions: Sequence[Session]) -> str | None:
    """The first slot at which somebody holds a post that he could not hold without the training."""
    skills = {one.id: one.skills for one in problem.staff}
    posts = {one.id: one.staff for one in problem.activities}
    for one in sessions:
        for post, person in zip(posts[one.activity], one.staff, strict=True):
            if not post.skills <= skills[person]:
                return one.start
    return None


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
