"""What a repair changes in activities, people and places: shorter, cheaper, for others, at other times, or new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, islice

from careplan.scheduling.problem import Activity, GoalRule, Group, MethodRule, Post, Problem, Staff, Venue
from careplan.scheduling.repairs.wide import rule_of
from careplan.scheduling.solution import Repair
from careplan.scheduling.useful import concerns, counts_for

NEW = "new activity"  # and its number


def free_names(like: str, taken: set[str], first: int, number: int) -> tuple[str, ...]:
    """So many names that nobody has yet."""
    return tuple(islice((name for n in count(first) if (name := like.format(n)) not in taken), number))


def change_activity(problem: Problem, repair: Repair, change: Callable[[Activity], Activity]) -> Problem:
    """The problem with one activity changed: the repair's."""
    return replace(
        problem, activities=tuple(change(one) if one.id == repair.activity else one for one in problem.activities)
    )


def serve(problem: Problem, repair: Repair) -> Problem:
    rule = rule_of(problem, repair.reference)
    goal = {rule.goal} if isinstance(rule, GoalRule) else set()
    return change_activity(problem, repair, lambda one: replace(one, goals=one.goals | goal))


def season(problem: Problem, repair: Repair) -> Problem:
    def wider(one: Activity) -> Activity:
        return one if one.open is None else replace(one, open=one.open.union(repair.slots))

    return change_activity(problem, repair, wider)


def shorten(problem: Problem, repair: Repair) -> Problem:
    return change_activity(problem, repair, lambda one: replace(one, periods=repair.to or 1))


def posts(problem: Problem, repair: Repair) -> Problem:
    """The last posts are left out; whoever was asked for in them is asked for no longer."""
    asked = tuple(
        replace(one, staff=one.staff[: repair.to]) if one.staff and one.activity == repair.activity else one
        for one in problem.requests
    )
    fewer = replace(problem, requests=asked)
    return change_activity(fewer, repair, lambda one: replace(one, staff=one.staff[: repair.to]))


def cheaper(problem: Problem, repair: Repair) -> Problem:
    """What a rule asks for costs so many hundredths of what it does now."""
    asked = {one.id for one in asked_activities(problem, repair.reference)}
    less = (
        replace(one, cost=one.cost * (repair.to or 0) // 100) if one.id in asked else one for one in problem.activities
    )
    return replace(problem, activities=tuple(less))


def asked_activities(problem: Problem, reference: str) -> Iterator[Activity]:
    """The activities that a rule with a minimum, or a request, asks for."""
    if reference.startswith("requests["):
        wanted = problem.requests[number_of(reference)].activity
        yield from (one for one in problem.activities if one.id == wanted)
    elif reference.startswith("rules.") and "[" in reference:
        rule = rule_of(problem, reference)
        term = getattr(rule, "term", "")
        yield from (one for one in problem.activities if rule.min and counts_for(rule, one, term))


def squads_of(problem: Problem, reference: str) -> tuple[str, ...]:
    """The squads that a rule or a request is about."""
    if reference.startswith("requests["):
        asked = problem.requests[number_of(reference)]
        return next((one.squads for one in problem.groups if one.id == asked.group), ())
    rule = rule_of(problem, reference)
    return tuple(one.id for one in problem.squads if concerns(rule, one.id))


def number_of(reference: str) -> int:
    """The number in a reference such as `requests[3]`."""
    return int(reference.partition("[")[2][:-1])


def suit(problem: Problem, repair: Repair) -> Problem:
    """The activity is for each of the squads too; for what a request asks, for all of them together."""
    meeting = [repair.squads] if repair.reference.startswith("requests[") else [(one,) for one in repair.squads]
    known, groups = {frozenset(one.squads): one.id for one in problem.groups}, list(problem.groups)
    for squads in meeting:
        if frozenset(squads) not in known:
            name = free_names("group {}", {one.id for one in groups}, 1, 1)[0]
            known[frozenset(squads)] = name
            groups.append(Group(name, tuple(squads)))
    more = tuple(known[frozenset(squads)] for squads in meeting)
    wider = replace(problem, groups=tuple(groups))
    return change_activity(wider, repair, lambda one: replace(one, groups=tuple(dict.fromkeys(one.groups + more))))


def instead(problem: Problem, repair: Repair) -> Problem:
    """A request asks for another activity."""
    i = number_of(repair.reference)
    asked = replace(problem.requests[i], activity=repair.activity or "")
    return replace(problem, requests=(*problem.requests[:i], asked, *problem.requests[i + 1 :]))


def present(problem: Problem, repair: Repair) -> Problem:
    def there(one: Staff) -> Staff:
        known = one.open is not None and one.id in repair.people
        return replace(one, open=(one.open or frozenset()).union(repair.slots)) if known else one

    return replace(problem, staff=tuple(there(one) for one in problem.staff))


def room(problem: Problem, repair: Repair) -> Problem:
    """More places of a kind, open at all times."""
    names = free_names("new place {}", {one.id for one in problem.venues}, 1, repair.to or 0)
    kinds = frozenset({repair.venue or ""})
    return replace(problem, venues=(*problem.venues, *(Venue(one, kinds, repair.pupils or 0) for one in names)))


def new(problem: Problem, repair: Repair) -> Problem:
    """New activities for a rule: of one lesson, for any place, led by whoever has what most people have."""
    rule = rule_of(problem, repair.reference)
    squads = tuple(one.id for one in problem.squads if concerns(rule, one.id))
    method = rule.method if isinstance(rule, MethodRule) else usual_method(problem)
    one = Activity(
        "",
        method,
        frozenset({rule.goal}) if isinstance(rule, GoalRule) else frozenset(),
        1,
        (),
        frozenset(kind for venue in problem.venues for kind in venue.kinds),
        (Post(usual_skills(problem)),),
    )
    names = free_names(NEW + " {}", {one.id for one in problem.activities}, 1, repair.to or 0)
    for name in names:
        problem = replace(problem, activities=(*problem.activities, replace(one, id=name)))
        problem = suit(problem, replace(repair, activity=name, squads=squads))
    return problem


def usual_skills(problem: Problem) -> frozenset[str]:
    """What most people are qualified for."""
    held = Counter(skill for one in problem.staff for skill in one.skills)
    return frozenset(skill for skill, number in held.most_common(1) if 2 * number > len(problem.staff))


def usual_method(problem: Problem) -> str:
    return Counter(one.method for one in problem.activities).most_common(1)[0][0] if problem.activities else "new"
