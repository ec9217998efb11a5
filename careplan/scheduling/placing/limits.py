"""The upper limits of a problem as counters, each with what it may reach.

A limit of the year has one counter, one of weeks or terms a counter for each. Lower limits are nobody's business here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from careplan.scheduling.columns import Space
from careplan.scheduling.placing.layout import EVER, FREE, HUGE, TERMLY, WEEKLY
from careplan.scheduling.problem import GoalRule, MethodRule, TermRule


class Entry(NamedTuple):
    """That a session counts towards a limit: which counters, over what, and how much."""

    first: int
    over: int
    amount: int


class Limits:
    """Every counter that a limit bounds; `squads` are those looked at."""

    def __init__(self, space: Space, squads: Sequence[int]) -> None:
        self.space, self.rules = space, space.problem.rules
        self.weeks = sorted(set(space.week))
        self.terms = sorted(set(space.term))
        week_of = {week: i for i, week in enumerate(self.weeks)}
        term_of = {term: i for i, term in enumerate(self.terms)}
        self.slot_week = [week_of[week] for week in space.week]
        self.slot_term = [term_of[term] for term in space.term]
        self.most: list[int] = []
        self.squads = set(squads)
        self.of_squad: dict[tuple[object, ...], int] = {}
        staff = space.problem.staff
        self.staff_week = [self._counters(person.max_per_week, len(self.weeks)) for person in staff]
        self.staff_term = [self._counters(person.max_per_term, len(self.terms)) for person in staff]
        self.budget = self._counters(self.rules.budget, 1)

    def _counters(self, most: int | None, number: int) -> int:
        """The first of some new counters; FREE without a limit."""
        if most is None:
            return FREE
        self.most += [min(most, HUGE)] * number
        return len(self.most) - number

    def _of(self, key: tuple[object, ...], most: Sequence[int | None]) -> int:
        """The first counter of a squad's limit, new where it is asked for the first time."""
        if key not in self.of_squad:
            self.of_squad[key] = len(self.most)
            self.most += [HUGE if one is None else min(one, HUGE) for one in most]
        return self.of_squad[key]

    def of(self, activity: int, group: int) -> list[Entry]:
        """What a session counts towards, its staff's limits aside."""
        found = [entry for q in self.space.members[group] if q in self.squads for entry in self._squad(activity, q)]
        cost = self.space.problem.activities[activity].cost
        if self.budget != FREE and cost:
            found.append(Entry(self.budget, EVER, cost))
        return found

    def _squad(self, activity: int, squad: int) -> Iterator[Entry]:
        one, rules = self.space.problem.activities[activity], self.rules
        if rules.sessions_per_week is not None:
            yield Entry(self._of(("week", squad), [rules.sessions_per_week] * len(self.weeks)), WEEKLY, 1)
        for i, term in enumerate(rules.sessions_per_term):
            if term.max is not None and self._named(term, squad):
                most = [term.max if name == term.term else None for name in self.terms]
                yield Entry(self._of(("term", i, squad), most), TERMLY, 1)
        for i, goal in enumerate(rules.goals):
            if goal.max is not None and goal.goal in one.goals and self._named(goal, squad):
                yield Entry(self._of(("goal", i, squad), [goal.max]), EVER, 1)
        for i, method in enumerate(rules.methods):
            if method.max is not None and method.method == one.method and self._named(method, squad):
                yield Entry(self._of(("method", i, squad), [method.max]), EVER, 1)
        if one.repeats is not None:
            yield Entry(self._of(("repeats", activity, squad), [one.repeats]), EVER, 1)

    def _named(self, rule: TermRule | GoalRule | MethodRule, squad: int) -> bool:
        return rule.squads is None or self.space.problem.squads[squad].id in rule.squads
