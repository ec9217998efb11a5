"""From two versions to their comparison."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.scheduling.judge import Judge
from careplan.sessions.force_load import still_there
from careplan.sessions.load import planned_sessions
from careplan.sessions.meeting_load import as_meetings
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.plan_load import problem_of
from careplan.sessions.schedule_files import DatedSession
from careplan.sessions.schedule_queries import is_recorded, stored_problem
from careplan.sessions.stood_queries import stood_in
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
    old = planned_sessions(before)
    new = with_records(planned_sessions(after), before, old, after)
    problem, earlier = stored_problem(after), stored_problem(before)
    found = compare(as_meetings(old), as_meetings(new))
    goals = goal_changes(squad_years(problem, old), squad_years(problem, new))
    people = person_changes(loads(earlier, old), loads(problem, new), found)
    return Compared(before, after, found, goals, people)


def with_records(
    new: tuple[DatedSession, ...], before: ScheduleVersion, old: tuple[DatedSession, ...], after: ScheduleVersion
) -> tuple[DatedSession, ...]:
    """What was recorded of the schedule in force comes along with a draft, whatever the draft says."""
    if before.state != "published" or after.state not in ("draft", "proposal"):
        return new
    recorded = {row.key for row in stood_in(before) if is_recorded(row)} - {one.key for one in new}
    return (*new, *(one for one in old if one.key in recorded))


@dataclass(frozen=True, slots=True)
class Points:
    """The penalty points of two versions, both by the plan and the school of today."""

    before: int
    after: int


def load_points(before: ScheduleVersion, after: ScheduleVersion) -> Points:
    """Judge both versions on one problem, that of the later one's plan as things stand.

    The points that a version keeps were counted when it was made, for the school of that day: they cannot be compared.
    What differs from the schedule in force costs nothing here.
    """
    problem = problem_of(after.plan_id)
    judge = Judge(problem)
    old, new = (judge(still_there(one, problem)).objective for one in (before, after))
    return Points(old, new)
