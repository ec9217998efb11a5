"""The part of the model that is about each squad's year: its rules and its wishes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from careplan.scheduling.agenda import runs
from careplan.scheduling.model.model import Expr, Model, total
from careplan.scheduling.problem import GoalRule, MethodRule, TermRule


def add_squad_counts(model: Model) -> None:
    """How often a group does an activity; how often a squad meets in a week by each method."""
    space = model.space
    times: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for i, column in enumerate(model.columns):
        times[column.activity, column.group].append(model.x[i])
    for key, chosen in times.items():
        number = model.number(len(chosen))
        model.cp.add(total(chosen) == number)
        model.times[key] = number
    for squad in model.squads:
        on: dict[tuple[str, int], list[Expr]] = defaultdict(list)
        for i in model.by_squad[squad]:
            column = model.columns[i]
            method = space.problem.activities[column.activity].method
            on[method, space.week[column.start]].append(model.x[i])
        for (method, week), chosen in on.items():
            number = model.number(_most_in_week(model, len(chosen)))
            model.cp.add(total(chosen) == number)
            model.on[squad, method, week] = number


def _most_in_week(model: Model, columns: int) -> int:
    limit = model.space.problem.rules.sessions_per_week
    return columns if limit is None else min(limit, columns)


def in_week(model: Model, squad: int, week: int) -> Expr:
    """How many sessions a squad has in a week."""
    return total(model.on[key] for key in _weekly(model, squad).get(week, ()))


def _weekly(model: Model, squad: int) -> dict[int, list[tuple[int, str, int]]]:
    cache: dict[int, dict[int, list[tuple[int, str, int]]]] = model.__dict__.setdefault("_weekly", {})
    if squad not in cache:
        found: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
        for key in model.on:
            if key[0] == squad:
                found[key[2]].append(key)
        cache[squad] = found
    return cache[squad]


def add_squad_rules(model: Model) -> None:
    _add_weeks(model)
    _add_clashes(model)
    rules = model.space.problem.rules
    every: list[TermRule | GoalRule | MethodRule] = [*rules.sessions_per_term, *rules.goals, *rules.methods]
    for rule in every:
        _add_bounds(model, rule)
    _add_repeats(model)


def _add_weeks(model: Model) -> None:
    """The weekly limit, and whether a squad meets in a week at all."""
    limit = model.space.problem.rules.sessions_per_week
    for squad in model.squads:
        for week in _weekly(model, squad):
            number = in_week(model, squad, week)
            if limit is not None:
                model.cp.add(number <= limit)
            if limit == 1:
                model.held[squad, week] = number
                continue
            held = model.flag()
            model.cp.add(number >= held)
            for key in _weekly(model, squad)[week]:
                most = max(1, len(model.by_squad[squad]))
                model.cp.add(model.on[key] <= most * held)
            model.held[squad, week] = held


def _add_clashes(model: Model) -> None:
    """A squad is in one session at a time; one a week says so already."""
    space = model.space
    if space.problem.rules.sessions_per_week == 1:
        return
    for squad in model.squads:
        at: dict[int, list[int]] = defaultdict(list)
        for i in model.by_squad[squad]:
            column = model.columns[i]
            for slot in space.filled(column.start, space.periods[column.activity]):
                at[slot].append(i)
        for there in at.values():
            model.at_most_one([model.x[i] for i in there])


def _add_bounds(model: Model, rule: TermRule | GoalRule | MethodRule) -> None:
    for squad in model.squads:
        if rule.squads is None or model.space.problem.squads[squad].id in rule.squads:
            count = _count(model, squad, rule)
            if rule.min > 0:
                model.cp.add(count >= rule.min)
            if rule.max is not None:
                model.cp.add(count <= rule.max)


def _count(model: Model, squad: int, rule: TermRule | GoalRule | MethodRule) -> Expr:
    """What a rule counts for a squad."""
    space = model.space
    if isinstance(rule, GoalRule):
        return served(model, squad, rule.goal)
    if isinstance(rule, MethodRule):
        keys = [key for keys in _weekly(model, squad).values() for key in keys if key[1] == rule.method]
        return total(model.on[key] for key in keys)
    weeks = space.weeks.get(rule.term, ())
    return total(model.on[key] for week in weeks for key in _weekly(model, squad).get(week, ()))


def served(model: Model, squad: int, goal: str) -> Expr:
    """How many sessions of a squad serve a goal."""
    activities = model.space.problem.activities
    return total(
        times
        for (a, g), times in model.times.items()
        if squad in model.space.members[g] and goal in activities[a].goals
    )


def _add_repeats(model: Model) -> None:
    by_activity: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for (a, g), times in model.times.items():
        for squad in model.space.members[g]:
            by_activity[a, squad].append(times)
    for (a, squad), terms in by_activity.items():
        activity = model.space.problem.activities[a]
        if squad in model.by_squad and activity.repeats is not None:
            model.cp.add(total(terms) <= activity.repeats)


def add_orders(model: Model) -> None:
    """An activity only after others: along a squad's year, "finished by now" can rise only by a session."""
    space = model.space
    for squad in model.squads:
        columns: dict[int, list[int]] = defaultdict(list)
        for i in model.by_squad[squad]:
            columns[model.columns[i].activity].append(i)
        for a, later in columns.items():
            for name in dict.fromkeys(space.problem.activities[a].after):
                _add_order(model, later, columns.get(space.activity_of[name], []))


def _add_order(model: Model, later: list[int], before: list[int]) -> None:
    space = model.space
    ends = sorted((model.columns[i].start + space.periods[model.columns[i].activity] - 1, i) for i in before)
    starting: dict[int, list[int]] = defaultdict(list)
    for i in later:
        starting[model.columns[i].start].append(i)
    done: Expr = 0
    taken = 0
    for start in sorted(starting):
        fresh = []
        while taken < len(ends) and ends[taken][0] < start:
            fresh.append(model.x[ends[taken][1]])
            taken += 1
        if fresh:
            reached = model.flag()
            model.cp.add(reached <= done + total(fresh))
            done = reached
        model.cp.add(total(model.x[i] for i in starting[start]) <= done)


def add_squad_wishes(model: Model) -> None:
    weights, windows = model.space.problem.weights, model.space.problem.windows
    if weights.goal_shortfall:
        _add_shortfalls(model, weights.goal_shortfall)
    for weeks in model.space.weeks.values():
        for squad in model.squads:
            if weights.back_to_back:
                _add_back_to_back(model, squad, weeks, weights.back_to_back)
            if weights.idle:
                _add_idle(model, squad, weeks, windows.idle_weeks, weights.idle)
            if weights.same_method:
                _add_same_method(model, squad, weeks, windows.variety_weeks, weights.same_method)


def _add_shortfalls(model: Model, weight: int) -> None:
    for rule in model.space.problem.rules.goals:
        for squad in model.squads:
            if rule.target and (rule.squads is None or model.space.problem.squads[squad].id in rule.squads):
                missing = model.number(rule.target)
                model.cp.add(missing + served(model, squad, rule.goal) >= rule.target)
                model.pay(squad, weight * missing)


def _add_back_to_back(model: Model, squad: int, weeks: tuple[int, ...], weight: int) -> None:
    for one, two in pairwise(weeks):
        if (squad, one) in model.held and (squad, two) in model.held:
            both = model.flag()
            model.cp.add(both >= model.held[squad, one] + model.held[squad, two] - 1)
            model.pay(squad, weight * both)


def _add_idle(model: Model, squad: int, weeks: tuple[int, ...], length: int, weight: int) -> None:
    for run in runs(weeks, length):
        empty = model.flag()
        model.cp.add(empty + total(model.held[squad, w] for w in run if (squad, w) in model.held) >= 1)
        model.pay(squad, weight * empty)


def _add_same_method(model: Model, squad: int, weeks: tuple[int, ...], length: int, weight: int) -> None:
    methods = sorted({key[1] for keys in _weekly(model, squad).values() for key in keys})
    for run in runs(weeks, length):
        for method in methods:
            terms = [model.on[squad, method, w] for w in run if (squad, method, w) in model.on]
            if len(terms) > 1 or (terms and model.space.problem.rules.sessions_per_week != 1):
                beyond = model.number(len(model.by_squad[squad]))
                model.cp.add(beyond >= total(terms) - 1)
                model.pay(squad, weight * beyond)
