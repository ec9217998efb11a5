"""What the schedule in force breaks already, judged as a draft is; remembered, since each move asks for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import cast

from flask import current_app
from sqlalchemy import func, select

from careplan.db import db
from careplan.sessions.desk import Desk
from careplan.sessions.findings import Which, gravest
from careplan.sessions.force_load import still_there
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.schedule_queries import published_schedule

MOST = 6
Memory = OrderedDict[tuple[int, int, int, int], Mapping[Which, int]]


def load_already(version: ScheduleVersion, desk: Desk) -> Mapping[Which, int]:
    """How far each thing is off in the schedule in force, by the rules of a draft; nothing where none is in force.

    It is another one as soon as something more is cancelled, or the draft has other rules.
    """
    in_force = published_schedule()
    if in_force is None or in_force.id == version.id:
        return {}
    gone = select(func.count(TeamSession.id)).where(
        TeamSession.schedule_id == in_force.id, TeamSession.state == "cancelled"
    )
    key = (version.id, in_force.id, db.session.scalar(gone) or 0, hash(desk.problem.rules))
    memory = cast("Memory", current_app.extensions.setdefault("already", OrderedDict()))
    found = memory.get(key)
    if found is None:
        found = memory[key] = gravest(desk.judge, still_there(in_force, desk.problem))
        while len(memory) > MOST:
            memory.popitem(last=False)
    return found
