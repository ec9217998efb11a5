"""A schedule in figures: goals and terms for each squad, lessons of each leader, how good it can be. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from careplan.scheduling.problem import Problem
from careplan.sessions.schedule_files import DatedSession


@dataclass(frozen=True, slots=True)
class Reached:
    """How often something happens for one squad, beside what the plan asks. maximum None: no limit."""

    count: int
    minimum: int
    target: int
    maximum: int | None = None

    @property
    def state(self) -> str:
        """target · minimum (reached, but not the target) · short · over."""
        if self.count < self.minimum:
            return "short"
        if self.maximum is not None and self.count > self.maximum:
            return "over"
        return "target" if self.count >= self.target else "minimum"


@dataclass(frozen=True, slots=True)
class SquadYear:
    """A squad's year: by term and by goal, in the problem's order."""

    squad: str
    terms: dict[str, Reached]
    goals: dict[str, Reached]


@dataclass(frozen=True, slots=True)
class Load:
    """A person's lessons by term, and how many the school allows (None: no limit)."""

    staff: str
    lessons: dict[str, int]
    sessions: int
    per_term: int | None


@dataclass(frozen=True, slots=True)
class Quality:
    """A schedule's penalty points, what no schedule can be below, and how much of the points might still be saved."""

    objective: int
    bound: int

    @property
    def points(self) -> int:
        return max(self.objective - self.bound, 0)


def squad_years(problem: Problem, sessions: Sequence[DatedSession]) -> tuple[SquadYear, ...]:
    """For each squad of the problem what the sessions give it (S24, S25)."""
    serving = {activity.id: activity.goals for activity in problem.activities}
    goals: Counter[tuple[str, str]] = Counter()
    terms: Counter[tuple[str, str]] = Counter()
    for one in sessions:
        for squad in one.squads:
            terms[squad, str(one.term)] += 1
            goals.update((squad, goal) for goal in serving.get(one.activity, ()))
    rules = problem.rules
    return tuple(
        SquadYear(
            squad.id,
            {
                rule.term: Reached(terms[squad.id, rule.term], rule.min, rule.min, rule.max)
                for rule in rules.sessions_per_term
                if rule.squads is None or squad.id in rule.squads
            },
            {
                rule.goal: Reached(goals[squad.id, rule.goal], rule.min, max(rule.target, rule.min), rule.max)
                for rule in rules.goals
                if rule.squads is None or squad.id in rule.squads
            },
        )
        for squad in problem.squads
    )


def loads(problem: Problem, sessions: Sequence[DatedSession]) -> tuple[Load, ...]:
    """The lessons of everybody who leads something, in the staff list's order: no ranking (S50)."""
    lessons: Counter[tuple[str, str]] = Counter()
    counts: Counter[str] = Counter()
    for one in sessions:
        for person in one.staff:
            lessons[person, str(one.term)] += one.lessons
            counts[person] += 1
    terms = list(dict.fromkeys(slot.term for slot in problem.slots))
    return tuple(
        Load(person.id, {term: lessons[person.id, term] for term in terms}, counts[person.id], person.max_per_term)
        for person in problem.staff
        if counts[person.id]
    )
