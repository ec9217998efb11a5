"""Repairs that change several things alike: both terms, every activity, a few more activities for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from careplan.scheduling.problem import Activity, Problem
from careplan.scheduling.solution import Kind, Price, Repair
from careplan.scheduling.useful import Rule, concerns, counts_for

MOST_NEW = 8  # activities of a kind that are added at the most
MOST_TIMES = 6  # how often every activity may be repeated at the most
MOST_TOGETHER = 4  # rules that give way together
MORE = 12  # sessions by which the most of every term is raised


@dataclass(frozen=True)
class Ladder:
    """So many rungs, numbered from 0."""

    kind: Kind
    size: int
    rung: Callable[[int], Repair]


def rule_of(problem: Problem, reference: str) -> Rule:
    """A rule of squads by its reference."""
    name, _, number = reference.removeprefix("rules.").partition("[")
    found: Rule = getattr(problem.rules, name)[int(number[:-1])]
    return found


def wide_ladders(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """What changes several things at once, where the conflict gives a reason to."""
    terms = [one for one in conflict if one.startswith("rules.sessions_per_term")]
    if terms:
        yield from _every_term(problem)
    if "rules.budget" in conflict:
        yield from _dear(problem)
    asking = [one for one in conflict if one.startswith("rules.") and "[" in one and rule_of(problem, one).min]
    if asking or any(one.endswith(".repeats") for one in conflict):
        yield Ladder("every", MOST_TIMES - 1, _times((*terms, *conflict)[0], Price(squads=len(problem.squads))))
    for reference in asking:
        likes = _likes(problem, rule_of(problem, reference))
        if likes:
            rule = rule_of(problem, reference)
            squads = sum(concerns(rule, squad.id) for squad in problem.squads)
            yield Ladder("add", MOST_NEW, _added(reference, likes, Price(squads=squads)))


def _dear(problem: Problem) -> Iterator[Ladder]:
    """Fewer sessions of everything that is not to be had for nothing."""
    rules = problem.rules
    numbered = [
        (f"rules.{key}[{i}]", rule) for key in ("goals", "methods") for i, rule in enumerate(getattr(rules, key))
    ]
    dear = [(reference, rule) for reference, rule in numbered if rule.min and _costs(problem, rule)]
    touched = [sum(concerns(rule, squad.id) for squad in problem.squads) for _, rule in dear]

    def less(i: int) -> Repair:
        parts = [Repair("least", name, was=rule.min, to=max(0, rule.min - i - 1)) for name, rule in dear]
        lost = sum(n * min(rule.min, i + 1) for n, (_, rule) in zip(touched, dear, strict=True))
        return in_chain(parts, Price(squads=max(touched), lessons=lost))

    if 1 < len(dear) <= MOST_TOGETHER:
        yield Ladder("least", max(rule.min for _, rule in dear), less)


def _costs(problem: Problem, rule: Rule) -> bool:
    serving = [one for one in problem.activities if counts_for(rule, one, "")]
    return bool(serving) and all(one.cost for one in serving)


def _every_term(problem: Problem) -> Iterator[Ladder]:
    """Fewer sessions in every term, or more allowed."""
    rules = list(enumerate(problem.rules.sessions_per_term))
    squads = len(problem.squads)
    if len(rules) < 2:
        return
    least = max(rule.min for _, rule in rules)

    def less(i: int) -> Repair:
        parts = [_term("least", n, r.min, max(0, r.min - i - 1)) for n, r in rules if r.min]
        return in_chain(parts, Price(squads=squads, lessons=squads * (i + 1) * len(parts)))

    def more(i: int) -> Repair:
        parts = [_term("most", n, r.max, r.max + i + 1) for n, r in rules if r.max is not None]
        return in_chain(parts, Price(squads=squads, lessons=squads * (i + 1) * len(parts)))

    if least:
        yield Ladder("least", least, less)
    if any(rule.max is not None for _, rule in rules):
        yield Ladder("most", MORE, more)


def _term(kind: Kind, number: int, was: int | None, to: int) -> Repair:
    return Repair(kind, f"rules.sessions_per_term[{number}]", was=was, to=to)


def in_chain(parts: Sequence[Repair], price: Price) -> Repair:
    """Several changes as one repair; the price is that of all."""
    found = parts[-1]
    for one in reversed(parts[:-1]):
        found = replace(one, then=found)
    return replace(found, price=price)


def _likes(problem: Problem, rule: Rule) -> list[Activity]:
    """Few activities that count for the rule and that together suit every squad of it, simple and cheap ones."""
    groups = {group.id: group.squads for group in problem.groups}
    missing = {squad.id for squad in problem.squads if concerns(rule, squad.id)}
    term = getattr(rule, "term", "")
    serving = [one for one in problem.activities if counts_for(rule, one, term) and not one.after]
    found: list[Activity] = []

    def suits(one: Activity) -> int:
        return len(missing.intersection(*[{squad for name in one.groups for squad in groups[name]}]))

    while missing and serving:
        like = max(serving, key=lambda one: (suits(one), -len(one.staff), -one.periods, -one.cost))
        if not suits(like):
            break
        found.append(like)
        missing -= {squad for name in like.groups for squad in groups[name]}
    return found


def _times(reference: str, price: Price) -> Callable[[int], Repair]:
    return lambda i: Repair("every", reference, to=i + 2, price=price)


def _added(reference: str, likes: Sequence[Activity], price: Price) -> Callable[[int], Repair]:
    def rung(i: int) -> Repair:
        parts = [Repair("add", reference, to=i + 1, activity=like.id) for like in likes]
        return in_chain(parts, price)

    return rung
