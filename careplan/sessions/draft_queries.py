"""Read the open draft, its journal, its locks, and what in it cannot be moved any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.activities.models import Activity
from careplan.db import db
from careplan.plans.load import squad_code
from careplan.school.models import Squad
from careplan.sessions.draft_models import DraftEdit, DraftLock
from careplan.sessions.models import ScheduleVersion, SessionSquad, TeamSession
from careplan.sessions.schedule_files import Key

LockKind = Literal["session", "squad", "week"]


def open_version() -> ScheduleVersion | None:
    """The one draft."""
    query = select(ScheduleVersion).where(ScheduleVersion.state == "draft")
    return db.session.scalars(query.order_by(ScheduleVersion.number.desc())).first()


def edits_of(version: ScheduleVersion) -> list[DraftEdit]:
    """The journal, the latest step first."""
    query = select(DraftEdit).where(DraftEdit.version_id == version.id)
    return list(db.session.scalars(query.order_by(DraftEdit.number.desc())))


def last_done(version: ScheduleVersion) -> DraftEdit | None:
    """The step that undo takes back."""
    query = select(DraftEdit).where(DraftEdit.version_id == version.id, DraftEdit.done)
    return db.session.scalars(query.order_by(DraftEdit.number.desc()).limit(1)).first()


def first_undone(version: ScheduleVersion) -> DraftEdit | None:
    """The step that redo does again."""
    query = select(DraftEdit).where(DraftEdit.version_id == version.id, DraftEdit.done.is_(False))
    return db.session.scalars(query.order_by(DraftEdit.number).limit(1)).first()


def proposals_of(version: ScheduleVersion) -> list[ScheduleVersion]:
    """What the computer proposed for a draft and nobody has accepted or put aside yet, the newest first."""
    query = select(ScheduleVersion).where(ScheduleVersion.state == "proposal", ScheduleVersion.based_on == version.id)
    return list(db.session.scalars(query.order_by(ScheduleVersion.number.desc())))


@dataclass(frozen=True, slots=True)
class LockOn:
    """What is locked, and by whom. `target`: the session's row, the squad's id, or the number of the week."""

    kind: LockKind
    target: int
    who: tuple[str, ...]
    users: tuple[int | None, ...]


def locks_of(version: ScheduleVersion) -> list[LockOn]:
    """Everything that is locked in a draft, with the names of those who locked it."""
    query = (
        select(DraftLock, User.display_name)
        .outerjoin(User, User.id == DraftLock.locked_by)
        .where(DraftLock.version_id == version.id)
        .order_by(DraftLock.id)
    )
    found: dict[tuple[LockKind, int], list[tuple[int | None, str]]] = {}
    for lock, name in db.session.execute(query):
        found.setdefault(target_of(lock), []).append((lock.locked_by, name or ""))
    return [
        LockOn(kind, target, tuple(name for _, name in people if name), tuple(user for user, _ in people))
        for (kind, target), people in found.items()
    ]


def target_of(lock: DraftLock) -> tuple[LockKind, int]:
    if lock.team_session_id is not None:
        return "session", lock.team_session_id
    return ("squad", lock.squad_id) if lock.squad_id is not None else ("week", lock.week or 0)


def recorded_keys(first: date) -> frozenset[Key]:
    """Sessions in force from that day on of which something is recorded already, the cancelled ones left out."""
    query = (
        select(TeamSession.id, TeamSession.day, TeamSession.period, Activity.slug)
        .join(Activity, Activity.id == TeamSession.activity_id)
        .join(ScheduleVersion, ScheduleVersion.id == TeamSession.schedule_id)
        .where(ScheduleVersion.state == "published", TeamSession.day >= first, TeamSession.state != "cancelled")
        .where((TeamSession.state != "planned") | TeamSession.recorded_at.is_not(None))
    )
    rows = db.session.execute(query).all()
    squads = squads_of_rows([row.id for row in rows])
    return frozenset((row.day, row.period, row.slug, frozenset(squads.get(row.id, ()))) for row in rows)


def squads_of_rows(ids: list[int]) -> dict[int, set[str]]:
    """The squads' codes by session."""
    found: dict[int, set[str]] = {}
    query = select(SessionSquad.team_session_id, Squad).join(Squad, Squad.id == SessionSquad.squad_id)
    for row_id, squad in db.session.execute(query.where(SessionSquad.team_session_id.in_(ids))) if ids else ():
        found.setdefault(row_id, set()).add(squad_code(squad))
    return found
