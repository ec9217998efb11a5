"""The rules of a problem by their references, and the problem with only some of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from careplan.scheduling.problem import Activity, Problem, Rules, Staff, Weights


def references(problem: Problem) -> list[str]:
    """Every rule that a conflict may name, in the order of the file."""
    rules = problem.rules
    found = ["rules.sessions_per_week"] if rules.sessions_per_week is not None else []
    for key in ("sessions_per_term", "goals", "methods"):
        found += [f"rules.{key}[{i}]" for i in range(len(getattr(rules, key)))]
    if rules.budget is not None:
        found.append("rules.budget")
    found += [f"requests[{i}]" for i in range(len(problem.requests))]
    for person in problem.staff:
        for key in ("max_per_week", "max_per_term"):
            if getattr(person, key) is not None:
                found.append(f"staff.{person.id}.{key}")
    for activity in problem.activities:
        if activity.repeats is not None:
            found.append(f"activities.{activity.id}.repeats")
        if activity.after:
            found.append(f"activities.{activity.id}.after")
    return found


def restricted(problem: Problem, kept: Collection[str]) -> Problem:
    """The problem with its structure and only these rules; it prefers nothing."""
    names = frozenset(kept)
    return replace(
        problem,
        rules=_rules(problem.rules, names),
        requests=tuple(one for i, one in enumerate(problem.requests) if f"requests[{i}]" in names),
        staff=tuple(_person(person, names) for person in problem.staff),
        activities=tuple(_activity(activity, names) for activity in problem.activities),
        previous=(),
        weights=Weights(),
    )


def without(problem: Problem, left_out: Collection[str]) -> Problem:
    """The problem without some of its rules; what it prefers stays, the target of a goal too."""
    kept = restricted(problem, [one for one in references(problem) if one not in left_out])
    goals = tuple(
        replace(rule, min=0, max=None) if f"rules.goals[{i}]" in left_out else rule
        for i, rule in enumerate(problem.rules.goals)
    )
    return replace(kept, rules=replace(kept.rules, goals=goals), previous=problem.previous, weights=problem.weights)


def _rules(rules: Rules, names: frozenset[str]) -> Rules:
    return Rules(
        rules.sessions_per_week if "rules.sessions_per_week" in names else None,
        tuple(r for i, r in enumerate(rules.sessions_per_term) if f"rules.sessions_per_term[{i}]" in names),
        tuple(r for i, r in enumerate(rules.goals) if f"rules.goals[{i}]" in names),
        tuple(r for i, r in enumerate(rules.methods) if f"rules.methods[{i}]" in names),
        rules.budget if "rules.budget" in names else None,
    )


def _person(person: Staff, names: frozenset[str]) -> Staff:
    week = person.max_per_week if f"staff.{person.id}.max_per_week" in names else None
    term = person.max_per_term if f"staff.{person.id}.max_per_term" in names else None
    return replace(person, max_per_week=week, max_per_term=term)


def _activity(activity: Activity, names: frozenset[str]) -> Activity:
    repeats = activity.repeats if f"activities.{activity.id}.repeats" in names else None
    after = activity.after if f"activities.{activity.id}.after" in names else ()
    return replace(activity, repeats=repeats, after=after)
