"""Problems without a plan, made from the sample school by asking one thing too much: each of another kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from careplan.scheduling.problem import GoalRule, MethodRule, Problem, Request, Rules, TermRule


def _ruled(problem: Problem, **given: object) -> Problem:
    return replace(problem, rules=replace(problem.rules, **given))  # type: ignore[arg-type]


def goal_too_high(p: Problem) -> Problem:
    squad = frozenset({p.squads[-1].id})
    goal = p.rules.goals[-1].goal
    return _ruled(p, goals=(*p.rules.goals, GoalRule(goal, min=17, squads=squad)))


def terms_too_short(p: Problem) -> Problem:
    terms = tuple(replace(rule, min=0, max=2) for rule in p.rules.sessions_per_term)
    return _ruled(p, sessions_per_term=terms)


def budget_too_small(p: Problem) -> Problem:
    return _ruled(p, budget=600)


def people_too_busy(p: Problem) -> Problem:
    return replace(p, staff=tuple(replace(one, max_per_term=3) for one in p.staff))


def term_longer_than_its_weeks(p: Problem) -> Problem:
    return _ruled(p, sessions_per_term=(TermRule("t1", 40), *p.rules.sessions_per_term[1:]))


def method_beyond_its_repeats(p: Problem) -> Problem:
    return _ruled(p, methods=(*p.rules.methods, MethodRule("lecture", min=16)))


def _places(p: Problem) -> tuple[str, str, str, str]:
    """An activity, two of its groups of one squad each, and a slot in which both may start, in one unshared venue."""
    from careplan.scheduling.columns import Space

    space = Space(p)
    for a, one in enumerate(p.activities):
        rooms = [v for v in p.venues if v.kinds & one.venues and not v.shared and v.squads is None]
        groups = [g for g in one.groups if len(space.members[space.group_of[g]]) == 1]
        if len(rooms) == 1 and len(groups) > 1 and one.repeats == 1 and not one.after and len(one.staff) == 1:
            first, second = (space.possible_starts(a, space.group_of[g]) for g in groups[:2])
            if first & second:
                slot = space.slots[(first & second).bit_length() - 1].id
                return one.id, groups[0], groups[1], slot
    raise LookupError("no such activity")


def two_requests_for_one_room(p: Problem) -> Problem:
    activity, one, two, slot = _places(p)
    return replace(p, requests=(Request(activity, one, slot), Request(activity, two, slot)))


def two_requests_for_one_person(p: Problem) -> Problem:
    activity, one, two, slot = _places(p)
    first = next(a for a in p.activities if a.id == activity)
    person = next(s.id for s in p.staff if first.staff[0].skills <= s.skills and (not s.open or slot in s.open))
    return replace(
        p, requests=(Request(activity, one, slot, staff=(person,)), Request(activity, two, slot, staff=(person,)))
    )


def request_outside_hours(p: Problem) -> Problem:
    activity, one, _, slot = _places(p)
    closed = tuple(replace(s, open=(s.open or frozenset()) - {slot}) if s.id == one else s for s in p.squads)
    return replace(p, squads=closed, requests=(Request(activity, one, slot),))


def request_three_times(p: Problem) -> Problem:
    activity, one, _, _ = _places(p)
    return replace(p, requests=(Request(activity, one), Request(activity, one)))


def order_in_a_circle(p: Problem) -> Problem:
    goal = p.rules.goals[0].goal
    serving = [a.id for a in p.activities if goal in a.goals]
    following = dict(zip(serving, serving[1:] + serving[:1], strict=True))
    return replace(
        p, activities=tuple(replace(a, after=(following[a.id],)) if a.id in following else a for a in p.activities)
    )


def nobody_qualified(p: Problem) -> Problem:
    """The skill that a method's every activity asks for is nobody's any more."""
    wanted = [a for a in p.activities if a.method == "lecture"]
    skills = frozenset().union(*(post.skills for a in wanted for post in a.staff))
    return replace(p, staff=tuple(replace(s, skills=s.skills - skills) for s in p.staff))


def hall_closed(p: Problem) -> Problem:
    """The rooms of a method's activities are open on two days of the year only."""
    kinds = frozenset().union(*(a.venues for a in p.activities if a.method == "lecture"))
    days = frozenset(slot.id for slot in p.slots[:4])
    return replace(p, venues=tuple(replace(v, open=days) if v.kinds & kinds else v for v in p.venues))


def most_below_least(p: Problem) -> Problem:
    goal = p.rules.goals[0]
    return _ruled(p, goals=(*p.rules.goals, GoalRule(goal.goal, max=0, squads=frozenset({p.squads[0].id}))))


def week_against_requests(p: Problem) -> Problem:
    """A squad has two requests in one week."""
    from careplan.scheduling.columns import Space

    space = Space(p)
    squad = p.squads[0].id
    found: dict[int, tuple[str, str]] = {}
    for a, one in enumerate(p.activities):
        starts = space.possible_starts(a, space.group_of[squad]) if squad in one.groups and not one.after else 0
        for i, slot in enumerate(space.slots):
            if (
                starts >> i & 1
                and slot.week in found
                and found[slot.week][1] < slot.id
                and found[slot.week][0] != one.id
            ):
                before, when = found[slot.week]
                return replace(p, requests=(Request(before, squad, when), Request(one.id, squad, slot.id)))
            if starts >> i & 1 and one.periods == 1:
                found.setdefault(slot.week, (one.id, slot.id))
    raise LookupError("no such week")


KINDS: tuple[Callable[[Problem], Problem], ...] = (
    goal_too_high,
    terms_too_short,
    budget_too_small,
    people_too_busy,
    term_longer_than_its_weeks,
    method_beyond_its_repeats,
    two_requests_for_one_room,
    two_requests_for_one_person,
    request_outside_hours,
    request_three_times,
    order_in_a_circle,
    nobody_qualified,
    hall_closed,
    most_below_least,
    week_against_requests,
)


QUICK_KINDS = (nobody_qualified, method_beyond_its_repeats, terms_too_short, request_outside_hours, hall_closed)
"""Those that are answered in a few seconds; `./run bench tests/bench/test_conflicts.py` measures all of them."""


def without_rules(problem: Problem) -> Problem:
    return replace(problem, rules=Rules(sessions_per_week=None))
