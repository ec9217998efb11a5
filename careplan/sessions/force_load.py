"""The schedule in force as it still stands: without what was cancelled, as far as a problem can name it."""

from __future__ import annotations

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session
from careplan.sessions.desk import session_key
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.schedule_queries import plan_in_force, stored_problem
from careplan.sessions.stood_queries import stood_in


def still_there(in_force: ScheduleVersion, problem: Problem) -> tuple[Session, ...]:
    """Its sessions in order of time."""
    index, old = Judge(problem).index, Judge(stored_problem(in_force))
    cancelled = {row.key for row in stood_in(in_force) if row.state == "cancelled"}
    return tuple(
        one
        for one in plan_in_force(in_force)
        if one.start in index.slots and one.group in index.groups and one.activity in index.activities
        if session_key(old, one) not in cancelled
    )
