"""What the plan asks beside what the library and the year can give (S24, S25): said before any search. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.plans.facts import ActivityFacts, GoalFacts, PlanFacts
from careplan.plans.problem import serves


@dataclass(frozen=True, slots=True)
class GoalCover:
    """A goal with the number of suitable activities for each grade of its band, and those activities' ids."""

    goal: str
    minimum: int
    target: int
    by_grade: dict[int, int]
    activities: tuple[str, ...]

    @property
    def fewest(self) -> int:
        return min(self.by_grade.values(), default=0)

    @property
    def is_served(self) -> bool:
        """Whether every grade has enough different activities for the minimum."""
        return self.fewest >= self.minimum


@dataclass(frozen=True, slots=True)
class GradeLoad:
    """For one grade: the sum of minimums and targets against the sessions that the year gives a squad."""

    grade: int
    minimums: int
    targets: int
    least_sessions: int
    most_sessions: int
    weeks: int

    @property
    def fits(self) -> bool:
        """Whether the minimums can be met even if every session served one goal only."""
        return self.minimums <= self.most_sessions <= self.weeks


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of a plan: goals and grades."""

    goals: tuple[GoalCover, ...]
    grades: tuple[GradeLoad, ...]


def cover(facts: PlanFacts) -> Coverage:
    """The plan's goals against the library, and each grade's goals against its sessions."""
    grades = sorted({squad.grade for squad in facts.squads})
    return Coverage(
        tuple(_goal(goal, facts.activities, grades) for goal in facts.goals),
        tuple(_grade(grade, facts) for grade in grades),
    )


def _goal(goal: GoalFacts, activities: tuple[ActivityFacts, ...], grades: list[int]) -> GoalCover:
    serving = [activity for activity in activities if serves(activity, goal)]
    counts = {grade: sum(grade in activity.grades for activity in serving) for grade in grades if grade in goal.grades}
    return GoalCover(goal.id, goal.minimum, goal.target, counts, tuple(activity.id for activity in serving))


def _grade(grade: int, facts: PlanFacts) -> GradeLoad:
    goals = [goal for goal in facts.goals if grade in goal.grades]
    terms = len(facts.calendar.terms)
    lessons = facts.calendar.slots(one for squad in facts.squads if squad.grade == grade for one in squad.lessons)
    return GradeLoad(
        grade,
        sum(goal.minimum for goal in goals),
        sum(goal.target for goal in goals),
        facts.term_minimum * terms,
        facts.term_maximum * terms,
        len({lesson.week for lesson in lessons}) * facts.sessions_per_week,
    )
