"""Read schedule versions and their sessions."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.db import db
from careplan.sessions.models import ScheduleVersion, SessionPost, TeamSession


def published_schedule() -> ScheduleVersion | None:
    """The schedule in force."""
    return db.session.scalars(select(ScheduleVersion).where(ScheduleVersion.state == "published")).one_or_none()


def schedule_versions() -> list[ScheduleVersion]:
    """All versions, newest first."""
    return list(db.session.scalars(select(ScheduleVersion).order_by(ScheduleVersion.number.desc())))


def sessions_of(version: ScheduleVersion) -> list[TeamSession]:
    """A version's sessions in order of time, with activity, venue, squads and people."""
    query = (
        select(TeamSession)
        .where(TeamSession.schedule_id == version.id)
        .options(
            selectinload(TeamSession.activity),
            selectinload(TeamSession.venue),
            selectinload(TeamSession.squads),
            selectinload(TeamSession.posts).selectinload(SessionPost.staff),
        )
        .order_by(TeamSession.day, TeamSession.period, TeamSession.id)
    )
    return list(db.session.scalars(query))


def is_recorded(row: TeamSession) -> bool:
    """Whether something happened that no re-plan may touch: held, cancelled, or recorded in any way."""
    return row.state != "planned" or row.recorded_at is not None
