"""The trail of a roll: who entered or changed what for whom, when. Its rows are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.models import AttendanceChange
from careplan.sessions.roll import Entry, Taken


def leave_trail(
    actor_id: int | None,
    session_id: int,
    before: Mapping[int, Entry],
    entries: Mapping[int, Entry],
    taken: Mapping[int, Taken],
) -> None:
    """A row for each entry that differs from what was stored; the caller writes the audit entry."""
    moment = now()
    for child_id, entry in entries.items():
        former, origin = before.get(child_id), taken.get(child_id)
        if former != entry:
            row = AttendanceChange(team_session_id=session_id, child_id=child_id, at=moment, actor_id=actor_id)
            row.before, row.after = former.as_dict() if former else None, entry.as_dict()
            row.taken_at, row.client_key = (origin.at, origin.key) if origin else (None, None)
            db.session.add(row)


@event.listens_for(AttendanceChange, "before_update")
@event.listens_for(AttendanceChange, "before_delete")
def _keep(_mapper: Any, _connection: Any, _row: AttendanceChange) -> None:
    raise Refused("The trail of a roll is only ever added to.")


@event.listens_for(Session, "do_orm_execute")
def _keep_all(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and state.bind_mapper is AttendanceChange.__mapper__:
        raise Refused("The trail of a roll is only ever added to.")
