"""From two versions to their comparison."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.sessions.load import planned_sessions
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.schedule_queries import stored_problem
from careplan.sessions.version_compare import (
    Comparison,
    GoalChange,
    PersonChange,
    compare,
    goal_changes,
    person_changes,
)
from careplan.sessions.version_figures import loads, squad_years


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions beside each other."""

    before: ScheduleVersion
    after: ScheduleVersion
    found: Comparison
    goals: tuple[GoalChange, ...]
    people: tuple[PersonChange, ...]


def load_comparison(before: ScheduleVersion, after: ScheduleVersion) -> Compared:
    """What the later version changes of the former, as they were planned; cancelled sessions count in neither.

    How a session was held in the end is a record of it and no difference between two plans.
    """
    old, new = planned_sessions(before), planned_sessions(after)
    problem, earlier = stored_problem(after), stored_problem(before)
    found = compare(old, new)
    goals = goal_changes(squad_years(problem, old), squad_years(problem, new))
    people = person_changes(loads(earlier, old), loads(problem, new), found)
    return Compared(before, after, found, goals, people)
