"""The problem with a repair made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count, islice
from typing import Any, Literal

from careplan.scheduling.problem import Activity, Problem, Squad, Staff, Venue
from careplan.scheduling.repairs import library, timing
from careplan.scheduling.repairs.library import asked_activities, number_of
from careplan.scheduling.solution import Kind, Repair
from careplan.scheduling.useful import Rule


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
        changed = replace(every[i], **{key: repair.to})
        others = _others(problem, every[i], repair)
        if others:  # they keep the rule as it is
            every[i] = replace(every[i], squads=others)
            every.append(replace(changed, squads=frozenset(repair.squads)))
        else:
            every[i] = changed
        rules = {name: tuple(every)}
    return replace(problem, rules=replace(problem.rules, **rules))


def _others(problem: Problem, rule: Rule, repair: Repair) -> frozenset[str]:
    """The rule's squads that the repair leaves alone."""
    every = frozenset(one.id for one in problem.squads) if rule.squads is None else rule.squads
    return every.difference(repair.squads) if repair.squads else frozenset()


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
    return number_of(repair.reference)


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


def _staff(problem: Problem, repair: Repair) -> Problem:
    """Everybody may lead so many lessons; `reference` is one person's limit and tells whether of a week or a term."""
    key = repair.reference.rpartition(".")[2]

    def more(person: Staff) -> Staff:
        limit = getattr(person, key)
        if limit is None:
            return person
        return replace(person, **{key: max(limit, repair.to or 0)})

    return replace(problem, staff=tuple(more(one) for one in problem.staff))


def _hire(problem: Problem, repair: Repair) -> Problem:
    new = (Staff(name, frozenset(repair.skills), balanced=False) for name in repair.people)
    return replace(problem, staff=(*problem.staff, *new))


def _hours(problem: Problem, repair: Repair) -> Problem:
    def opened(squad: Squad) -> Squad:
        if squad.id not in repair.squads or squad.open is None:
            return squad
        return replace(squad, open=squad.open.union(repair.slots))

    return replace(problem, squads=tuple(opened(one) for one in problem.squads))


def _place(problem: Problem, repair: Repair) -> Problem:
    """What the reference asks for may be in another kind of venue as well."""
    asked = {one.id for one in asked_activities(problem, repair.reference)}
    kind = frozenset({repair.venue or ""})
    every = (replace(one, venues=one.venues | kind) if one.id in asked else one for one in problem.activities)
    return replace(problem, activities=tuple(every))


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
    "staff": _staff,
    "hire": _hire,
    "hours": _hours,
    "place": _place,
    "new": library.new,
    "serve": library.serve,
    "suit": library.suit,
    "instead": library.instead,
    "shorten": library.shorten,
    "posts": library.posts,
    "cheaper": library.cheaper,
    "season": library.season,
    "present": library.present,
    "room": library.room,
    "later": timing.add_lessons,
    "weeks": timing.add_lessons,
    "holiday": timing.add_lessons,
}


Invented = Literal["people", "activities", "places", "lessons"]
INVENTED: dict[Kind, Invented] = {
    "hire": "people",
    "add": "activities",
    "new": "activities",
    "room": "places",
    "later": "lessons",
    "weeks": "lessons",
    "holiday": "lessons",
}


def invented(repair: Repair) -> tuple[Invented, ...]:
    """What a repair adds whose ids nobody has entered; each kind once."""
    own = (INVENTED[repair.kind],) if repair.kind in INVENTED else ()
    return tuple(dict.fromkeys((*own, *(invented(repair.then) if repair.then else ()))))
