"""Lock and unlock sessions, squads and weeks of a draft; several people may lock the same."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import Squad
from careplan.sessions.draft_models import DraftLock
from careplan.sessions.draft_queries import LockKind, target_of
from careplan.sessions.models import ScheduleVersion, TeamSession

KINDS: tuple[LockKind, ...] = ("session", "squad", "week")


def lock(*, actor_id: int | None, version: ScheduleVersion, kind: LockKind, target: int) -> None:
    """Nothing here is moved, by hand or by the computer, until everybody who locked it has unlocked it."""
    _check(version, kind, target)
    if any(one.locked_by == actor_id for one in _locks(version, kind, target)):
        return
    row = DraftLock(version_id=version.id, locked_by=actor_id, locked_at=now())
    setattr(row, {"session": "team_session_id", "squad": "squad_id", "week": "week"}[kind], target)
    db.session.add(row)
    _note(actor_id, version, "lock", kind, target)


def unlock(
    *, actor_id: int | None, version: ScheduleVersion, kind: LockKind, target: int, everybody: bool = False
) -> None:
    """Take one's own lock away, or with `everybody` those of all."""
    _check(version, kind, target)
    found = [one for one in _locks(version, kind, target) if everybody or one.locked_by == actor_id]
    if not found:
        raise Refused(_("This is not locked by you."))
    for one in found:
        db.session.delete(one)
    _note(actor_id, version, "unlock", kind, target)


def _check(version: ScheduleVersion, kind: LockKind, target: int) -> None:
    if version.state != "draft":
        raise Refused(_("Only a draft can be changed. Published schedules stay as they are."))
    session = select(TeamSession.id).where(TeamSession.id == target, TeamSession.schedule_id == version.id)
    squad = select(Squad.id).where(Squad.id == target)
    week = select(TeamSession.week).where(TeamSession.week == target, TeamSession.schedule_id == version.id)
    there = {"session": session, "squad": squad, "week": week}[kind]
    if db.session.scalar(there.limit(1)) is None:
        raise Refused(_("What is to be locked is not in this draft."))


def _locks(version: ScheduleVersion, kind: LockKind, target: int) -> list[DraftLock]:
    every = db.session.scalars(select(DraftLock).where(DraftLock.version_id == version.id))
    return [one for one in every if target_of(one) == (kind, target)]


def _note(actor_id: int | None, version: ScheduleVersion, action: str, kind: str, target: int) -> None:
    """The desk's number rises, so that other pages see that something changed."""
    version.edits += 1
    db.session.flush()
    record(
        actor_id=actor_id,
        action=action,
        entity="schedule_version",
        entity_id=version.id,
        detail={"edit": version.edits, kind: target},
    )
