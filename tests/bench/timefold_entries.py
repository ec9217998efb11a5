"""How many sessions a group can have at most, and what each of its entries is offered."""

from __future__ import annotations

from careplan.scheduling.problem import MethodRule, Problem, Request, TermRule
from tests.bench.timefold_facts import Person, Start, Team, What
from tests.bench.timefold_stating import Facts

A_WEEK = 3  # entries for a squad's week where the problem has no limit

Choice = tuple[list[What], list[Start], list[Person], list[Person]]


def most_entries(problem: Problem, group: int, whats: list[What]) -> int:
    """As many as its first squad can have of these: by weeks, repeats, terms and methods."""
    names, squad = {what.name for what in whats}, problem.groups[group].squads[0]
    activities = [activity for activity in problem.activities if activity.id in names]
    counts = [len({slot.week for slot in problem.slots}) * (problem.rules.sessions_per_week or A_WEEK)]
    if all(activity.repeats is not None for activity in activities):
        counts.append(sum(activity.repeats or 0 for activity in activities))
    terms = {rule.term: rule.max for rule in problem.rules.sessions_per_term if _bounds(rule, squad)}
    if terms.keys() >= {slot.term for slot in problem.slots}:
        counts.append(sum(most or 0 for most in terms.values()))
    methods = {rule.method: rule.max for rule in problem.rules.methods if _bounds(rule, squad)}
    if methods.keys() >= {activity.method for activity in activities}:
        counts.append(sum(methods[method] or 0 for method in {activity.method for activity in activities}))
    return min(counts)


def _bounds(rule: TermRule | MethodRule, squad: str) -> bool:
    return rule.max is not None and (rule.squads is None or squad in rule.squads)


def offered(facts: Facts, team: Team, whats: list[What], request: Request | None) -> Choice:
    """Activities in their places, starts and people: nothing that could not be in any session of the group."""
    asked = request or Request("")
    whats = [w for w in whats if asked.activity in ("", w.name) and asked.venue in (None, w.venue or team.own)]
    starts = [start for start in facts.starts if asked.start in (None, start.id) and _opens(team, whats, start.number)]
    firsts, seconds = (_able(facts, whats, post, asked.staff) for post in (0, 1))
    if team.counselor in firsts:
        firsts += [team.counselor] * len(firsts)  # so that a random choice is the own counselor half of the time
    return whats, starts or facts.starts[:1], firsts, seconds


def _opens(team: Team, whats: list[What], start: int) -> bool:
    return any(what.open[start] == team.open[what.periods][start] == "1" for what in whats)


def _able(facts: Facts, whats: list[What], post: int, asked: tuple[str, ...] | None) -> list[Person]:
    """Who could hold the post in any of them; anybody where there is no such post, since then it does not count."""
    tables = [what.able[post] for what in whats if what.posts > post]
    able = [p for p in facts.people if any(row[p.number] == "1" for table in tables for row in table)]
    if asked is not None and len(asked) > post:
        able = [person for person in able if person.id == asked[post]]
    return able or facts.people[:1]
