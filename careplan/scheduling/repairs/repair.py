"""The problem with a repair made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count, islice
from typing import Any

from careplan.scheduling.problem import Activity, Problem, Staff, Venue
from careplan.scheduling.solution import Kind, Repair


def apply_repair(problem: Problem, repair: Repair) -> Problem:
    """The problem with the change made; nothing else is touched. A request that is dropped moves the later ones up."""
    changed = _CHANGES[repair.kind](problem, repair)
    return changed if repair.then is None else apply_repair(changed, repair.then)


def _ruled(problem: Problem, repair: Repair, key: str) -> Problem:
    name, _, number = repair.reference.removeprefix("rules.").partition("[")
    rules: dict[str, Any] = {"sessions_per_week": repair.to}
    if number:
        every = list(getattr(problem.rules, name))
        i = int(number[:-1])
        every[i] = replace(every[i], **{key: repair.to})
        rules = {name: tuple(every)}
    return replace(problem, rules=replace(problem.rules, **rules))


def _budget(problem: Problem, repair: Repair) -> Problem:
    return replace(problem, rules=replace(problem.rules, budget=repair.to))


def _leads(problem: Problem, repair: Repair) -> Problem:
    name, _, key = repair.reference.removeprefix("staff.").rpartition(".")

    def more(person: Staff) -> Staff:
        if person.id != name:
            return person
        return replace(person, **{key: repair.to})  # type: ignore[arg-type]  # one of the two limits

    return replace(problem, staff=tuple(more(one) for one in problem.staff))


def _activity(problem: Problem, repair: Repair, change: Callable[[Activity], Activity]) -> Problem:
    name = repair.reference.removeprefix("activities.").rpartition(".")[0]
    return replace(problem, activities=tuple(change(a) if a.id == name else a for a in problem.activities))


def _repeats(problem: Problem, repair: Repair) -> Problem:
    return _activity(problem, repair, lambda one: replace(one, repeats=repair.to))


def _order(problem: Problem, repair: Repair) -> Problem:
    return _activity(problem, repair, lambda one: replace(one, after=()))


def _every(problem: Problem, repair: Repair) -> Problem:
    """Every activity may be repeated."""

    def more(one: Activity) -> Activity:
        return one if one.repeats is None else replace(one, repeats=max(one.repeats, repair.to or 0))

    return replace(problem, activities=tuple(more(one) for one in problem.activities))


def request_number(repair: Repair) -> int:
    return int(repair.reference.removeprefix("requests[")[:-1])


def _drop(problem: Problem, repair: Repair) -> Problem:
    i = request_number(repair)
    return replace(problem, requests=problem.requests[:i] + problem.requests[i + 1 :])


def _free(problem: Problem, repair: Repair) -> Problem:
    i = request_number(repair)
    freed = replace(problem.requests[i], start=None, venue=None, staff=None)
    return replace(problem, requests=(*problem.requests[:i], freed, *problem.requests[i + 1 :]))


def _train(problem: Problem, repair: Repair) -> Problem:
    def trained(person: Staff) -> Staff:
        return replace(person, skills=person.skills.union(repair.skills)) if person.id in repair.people else person

    return replace(problem, staff=tuple(trained(one) for one in problem.staff))


def _open(problem: Problem, repair: Repair) -> Problem:
    def opened(venue: Venue) -> Venue:
        if venue.id != repair.venue or venue.open is None:
            return venue
        return replace(venue, open=venue.open.union(repair.slots))

    return replace(problem, venues=tuple(opened(one) for one in problem.venues))


def _add(problem: Problem, repair: Repair) -> Problem:
    """More activities like one that is there; each may be done once."""
    like = next(one for one in problem.activities if one.id == repair.activity)
    taken = {one.id for one in problem.activities}
    free = (name for number in count(2) if (name := f"{like.id} ({number})") not in taken)
    new = tuple(replace(like, id=name, repeats=1) for name in islice(free, repair.to or 0))
    return replace(problem, activities=problem.activities + new)


_CHANGES: dict[Kind, Callable[[Problem, Repair], Problem]] = {
    "least": lambda problem, repair: _ruled(problem, repair, "min"),
    "most": lambda problem, repair: _ruled(problem, repair, "max"),
    "budget": _budget,
    "leads": _leads,
    "repeats": _repeats,
    "order": _order,
    "drop": _drop,
    "free": _free,
    "train": _train,
    "open": _open,
    "add": _add,
    "every": _every,
}
