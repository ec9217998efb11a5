"""What each squad's year must keep and reach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from careplan.scheduling.agenda import Agenda, Held
from careplan.scheduling.problem import GoalRule, MethodRule, TermRule
from careplan.scheduling.rules.rule import Fault

Bounded = TermRule | GoalRule | MethodRule


def sessions_per_week(plan: Agenda) -> Iterator[Fault]:
    limit = plan.problem.rules.sessions_per_week
    if limit is None:
        return
    for squad, sessions in plan.by_squad.items():
        weekly: dict[int, list[int]] = defaultdict(list)
        for held in sessions:
            weekly[held.start.week].append(held.number)
        for week, numbers in weekly.items():
            if len(numbers) > limit:
                yield Fault("rules.sessions_per_week", tuple(numbers), squad, str(week), len(numbers), limit)


def sessions_per_term(plan: Agenda) -> Iterator[Fault]:
    for i, rule in enumerate(plan.problem.rules.sessions_per_term):
        yield from _bounded(plan, f"rules.sessions_per_term[{i}]", rule, _in_term(rule.term))


def goals(plan: Agenda) -> Iterator[Fault]:
    for i, rule in enumerate(plan.problem.rules.goals):
        yield from _bounded(plan, f"rules.goals[{i}]", rule, _serving(rule.goal))


def methods(plan: Agenda) -> Iterator[Fault]:
    for i, rule in enumerate(plan.problem.rules.methods):
        yield from _bounded(plan, f"rules.methods[{i}]", rule, _by_method(rule.method))


def repeats(plan: Agenda) -> Iterator[Fault]:
    for squad, sessions in plan.by_squad.items():
        times = Counter(held.activity.id for held in sessions)
        for activity, count in times.items():
            limit = plan.index.activities[activity].repeats
            if limit is not None and count > limit:
                numbers = tuple(held.number for held in sessions if held.activity.id == activity)
                yield Fault(f"activities.{activity}.repeats", numbers, squad, has=count, limit=limit)


def after(plan: Agenda) -> Iterator[Fault]:
    for squad, sessions in plan.by_squad.items():
        for held in sessions:
            for before in held.activity.after:
                if not any(one.activity.id == before and one.last < held.moment for one in sessions):
                    yield Fault(f"activities.{held.activity.id}.after", (held.number,), squad, before)


def named(rule: Bounded, squads: Iterable[str]) -> Iterator[str]:
    """The squads that a rule is about."""
    return (squad for squad in squads if rule.squads is None or squad in rule.squads)


def _bounded(plan: Agenda, code: str, rule: Bounded, counts: Callable[[Held], bool]) -> Iterator[Fault]:
    for squad in named(rule, plan.by_squad):
        numbers = tuple(held.number for held in plan.by_squad[squad] if counts(held))
        if len(numbers) < rule.min:
            yield Fault(code, numbers, squad, has=len(numbers), limit=rule.min)
        elif rule.max is not None and len(numbers) > rule.max:
            yield Fault(code, numbers, squad, has=len(numbers), limit=rule.max)


def _in_term(term: str) -> Callable[[Held], bool]:
    return lambda held: held.start.term == term


def _serving(goal: str) -> Callable[[Held], bool]:
    return lambda held: goal in held.activity.goals


def _by_method(method: str) -> Callable[[Held], bool]:
    return lambda held: held.activity.method == method
