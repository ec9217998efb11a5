"""From a session of a former schedule to the same one in the schedule in force: old addresses lead on."""

from __future__ import annotations

from careplan.sessions.load import planned_sessions
from careplan.sessions.matching import pairs
from careplan.sessions.meeting_load import as_meetings
from careplan.sessions.models import TeamSession
from careplan.sessions.schedule_queries import key_of, published_schedule
from careplan.sessions.stood_queries import stood_in


def session_now(row: TeamSession) -> int | None:
    """The row that is the session today; None where no schedule is in force or the session is not in it any more."""
    in_force = published_schedule()
    if in_force is None or in_force.plan_id != row.schedule.plan_id:
        return None
    there, key = {one.key: one.id for one in stood_in(in_force)}, key_of(row)
    if key in there:
        return there[key]
    before, after = (as_meetings(planned_sessions(one)) for one in (row.schedule, in_force))
    moved = (new for old, new in pairs(before, after) if old and new and (*old.when, *old.content) == key)
    return next((there.get((*new.when, *new.content)) for new in moved), None)
