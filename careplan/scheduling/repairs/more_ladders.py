"""People, places and hours besides those that are there: engaged, trained, opened, allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice

from careplan.scheduling.problem import Activity, Problem
from careplan.scheduling.repairs.library import asked_activities, number_of
from careplan.scheduling.repairs.wide import Ladder
from careplan.scheduling.solution import Price, Repair

MOST_HIRED = 8  # people who are engaged at the most


def more_ladders(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """Every ladder that adds people, places or hours for what the conflict asks for."""
    for make in (_training, _hiring, _opening, _hours, _places):
        yield from make(problem, conflict)


def wanted_activities(problem: Problem, conflict: Sequence[str]) -> Iterator[tuple[str, Activity]]:
    """The activities that a rule or request of the conflict asks for, with its reference."""
    return ((reference, one) for reference in conflict for one in asked_activities(problem, reference))


def _hiring(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """More people who can lead whatever is wanted."""
    wanted = list(wanted_activities(problem, conflict))
    skills = tuple(sorted(frozenset().union(*(post.skills for _, one in wanted for post in one.staff))))
    if not wanted or not any(one.staff for _, one in wanted):
        return
    taken = {one.id for one in problem.staff}
    names = tuple(islice((name for n in count(1) if (name := f"new {n}") not in taken), MOST_HIRED))

    def rung(i: int) -> Repair:
        return Repair("hire", wanted[0][0], people=names[: i + 1], skills=skills, price=Price(people=i + 1))

    yield Ladder("hire", MOST_HIRED, rung)


def _hours(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """Where a request's squads do not meet at its time: they do."""
    order = [slot.id for slot in sorted(problem.slots, key=lambda one: (one.date, one.period))]
    periods = {one.id: one.periods for one in problem.activities}
    members = {one.id: one.squads for one in problem.groups}
    for reference in (one for one in conflict if one.startswith("requests[")):
        asked = problem.requests[number_of(reference)]
        if asked.start is None or asked.group is None:
            continue
        first = order.index(asked.start)
        slots = order[first : first + periods[asked.activity]]
        squads = tuple(
            one.id
            for one in problem.squads
            if one.id in members[asked.group] and one.open is not None and not one.open.issuperset(slots)
        )
        if squads:
            price = Price(squads=len(squads), lessons=len(slots))
            yield Ladder(
                "hours", 1, _meeting(Repair("hours", reference, slots=tuple(slots), squads=squads, price=price))
            )


def _meeting(repair: Repair) -> Callable[[int], Repair]:
    return lambda _: repair


def _places(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """What is wanted may be in venues of another kind, the larger ones first."""
    large = sorted(problem.venues, key=lambda one: -one.capacity)
    members = {one.id: one.squads for one in problem.groups}
    seen: list[list[Activity]] = []
    for reference in conflict:
        asked = list(asked_activities(problem, reference))
        if asked and asked not in seen and (len(asked) == 1 or len(asked) < len(problem.activities) / 2):
            seen.append(asked)
            now = frozenset().union(*(one.venues for one in asked))
            for kind in dict.fromkeys(kind for one in large for kind in sorted(one.kinds) if kind not in now):
                touched = {squad for one in asked for name in one.groups for squad in members[name]}
                price = Price(squads=1 if reference.startswith("requests[") else len(touched))
                yield Ladder("place", 1, _meeting(Repair("place", reference, venue=kind, price=price)))


def _training(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """People to be trained in what the wanted activities ask for, those with the most time first."""
    seen: set[frozenset[str]] = set()
    for reference, activity in wanted_activities(problem, conflict):
        for post in activity.staff:
            if post.skills and post.skills not in seen:
                seen.add(post.skills)
                lacking = [one for one in problem.staff if not post.skills <= one.skills]
                lacking.sort(key=lambda one: (-len(one.skills & post.skills), -len(one.open or problem.slots)))
                names, skills = tuple(one.id for one in lacking), tuple(sorted(post.skills))
                if names:
                    yield Ladder("train", len(names), _trained(reference, names, skills))


def _trained(reference: str, names: tuple[str, ...], skills: tuple[str, ...]) -> Callable[[int], Repair]:
    def rung(i: int) -> Repair:
        return Repair("train", reference, people=names[: i + 1], skills=skills, price=Price(people=i + 1))

    return rung


def _opening(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """Venues of the wanted kinds that are closed at times, open at all of them; the plan found says which are used."""
    slots = frozenset(slot.id for slot in problem.slots)
    seen: set[str] = set()
    for reference, activity in wanted_activities(problem, conflict):
        for venue in problem.venues:
            closed = frozenset() if venue.open is None else slots - venue.open
            if closed and venue.kinds & activity.venues and venue.id not in seen:
                seen.add(venue.id)
                yield Ladder(
                    "open", 1, _opened(reference, venue.id, tuple(s.id for s in problem.slots if s.id in closed))
                )


def _opened(reference: str, venue: str, slots: tuple[str, ...]) -> Callable[[int], Repair]:
    return lambda _: Repair("open", reference, venue=venue, slots=slots)
