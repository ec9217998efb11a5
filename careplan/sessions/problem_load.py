"""A plan's problem as things stand today, with a schedule in force."""

from __future__ import annotations

from careplan.clock import today
from careplan.scheduling.problem import Problem
from careplan.sessions.schedule_files import dated
from careplan.sessions.schedule_keep import keeping
from careplan.sessions.schedule_queries import (
    key_of,
    plan_in_force,
    published_schedule,
    sessions_of,
    stays,
    stored_problem,
)


def problem_now(problem: Problem) -> Problem:
    """The plan's problem as things stand today; with a schedule in force, as a change of it."""
    in_force = published_schedule()
    if in_force is None:
        return problem
    before = plan_in_force(in_force)
    rows = sessions_of(in_force)
    staying = {key_of(one) for one in rows if stays(one, today())}
    called_off = {key_of(one) for one in rows if one.state == "cancelled"}
    pairs = list(zip(before, dated(stored_problem(in_force), before), strict=True))
    kept = tuple(one for one, day in pairs if day.key in staying)
    cancelled = tuple(one for one, day in pairs if day.key in called_off)
    return keeping(problem, kept, before, today(), cancelled)
