"""From the tables to what cannot be changed in a draft."""

from __future__ import annotations

from sqlalchemy import select

from careplan.clock import today
from careplan.db import db
from careplan.plans.load import squad_code
from careplan.school.models import Squad
from careplan.sessions.draft_fixed import Fixing, Locked
from careplan.sessions.draft_queries import locks_of, recorded_keys
from careplan.sessions.models import ScheduleVersion


def load_fixing(version: ScheduleVersion) -> Fixing:
    """What cannot be changed in a draft today."""
    return Fixing(today(), recorded_keys(today()), load_locked(version))


def load_locked(version: ScheduleVersion) -> Locked:
    """What is locked, by whom."""
    locks = locks_of(version)
    wanted = [lock.target for lock in locks if lock.kind == "squad"]
    codes = {squad.id: squad_code(squad) for squad in db.session.scalars(select(Squad).where(Squad.id.in_(wanted)))}
    return Locked(
        {lock.target: lock.who for lock in locks if lock.kind == "session"},
        {codes[lock.target]: lock.who for lock in locks if lock.kind == "squad"},
        {lock.target: lock.who for lock in locks if lock.kind == "week"},
    )
