"""A plan's problem as things stand today, with a schedule in force."""

from __future__ import annotations

from careplan.clock import today
from careplan.scheduling.problem import Problem
from careplan.sessions.credit import credited, not_in
from careplan.sessions.credit_load import load_had
from careplan.sessions.desk import Desk, session_key
from careplan.sessions.schedule_files import dated
from careplan.sessions.schedule_keep import keeping
from careplan.sessions.schedule_queries import plan_in_force, published_schedule, stays, stored_problem
from careplan.sessions.stood_queries import stood_in


def problem_now(problem: Problem, *, anew: bool = False) -> Problem:
    """The plan's problem as things stand today; with a schedule in force, as a change of it.

    What was held outside of what is asked for again counts all the same (`credit`). anew: nobody goes on with the
    sessions in force, so that none of them keeps an activity open to squads that have had it meanwhile.
    """
    in_force = published_schedule()
    if in_force is None:
        return problem
    before = plan_in_force(in_force)
    rows = stood_in(in_force)
    staying = {one.key for one in rows if stays(one, today())}
    called_off = {one.key for one in rows if one.state == "cancelled"}
    pairs = list(zip(before, dated(stored_problem(in_force), before), strict=True))
    kept = tuple(one for one, day in pairs if day.key in staying)
    cancelled = tuple(one for one, day in pairs if day.key in called_off)
    now = keeping(problem, kept, before, today(), cancelled)
    asked = {(one.activity, one.group, one.start) for one in now.requests}
    counted = {day.key for one, day in pairs if (one.activity, one.group, one.start) in asked}
    stay = () if anew else tuple(one for one, day in pairs if day.key not in called_off)
    return credited(now, not_in(load_had(), counted), stay)


def judged_now(problem: Problem, desk: Desk) -> Problem:
    """The plan's problem to judge a draft by: what was held without standing in the draft counts as well."""
    keys = {key for one in desk.sessions if (key := session_key(desk.judge, one)) is not None}
    return credited(problem, not_in(load_had(), keys), desk.sessions)
