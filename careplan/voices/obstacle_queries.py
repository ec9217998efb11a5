"""Read what stands in the way: one's own, or what waits for a leader (S38, S44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import selectinload

from careplan.access.roles import HEAD_COUNSELOR, PRINCIPAL
from careplan.accounts.models import User
from careplan.clock import local
from careplan.db import db
from careplan.school.queries import current_year
from careplan.sessions.models import TeamSession
from careplan.voices.models import Obstacle
from careplan.voices.obstacles import Told


@dataclass(frozen=True, slots=True)
class Raised:
    """An obstacle with who raised and who answered it."""

    row: Obstacle
    by: str
    answered_by: str


def may_read(row: Obstacle, user_id: int, roles: frozenset[str]) -> bool:
    """The raiser, the principal, and the leader whom it is addressed to."""
    return row.raised_by == user_id or PRINCIPAL in roles or row.leader in roles


def _readable(user_id: int, roles: frozenset[str]) -> ColumnElement[bool]:
    if PRINCIPAL in roles:
        return Obstacle.id.is_not(None)
    return or_(Obstacle.raised_by == user_id, Obstacle.leader.in_(sorted(roles & {HEAD_COUNSELOR})))


def obstacles_for(user_id: int, roles: frozenset[str]) -> list[Raised]:
    """All that this person may read: those without an answer first, the oldest on top; then the newest answers."""
    query = (
        select(Obstacle)
        .where(_readable(user_id, roles))
        .options(
            selectinload(Obstacle.team_session).selectinload(TeamSession.activity),
            selectinload(Obstacle.team_session).selectinload(TeamSession.squads),
        )
        .order_by(Obstacle.raised_at, Obstacle.id)
    )
    rows = db.session.scalars(query).all()
    names = _names(rows)
    found = [Raised(one, names[one.raised_by], names.get(one.answered_by or 0, "")) for one in rows]
    waiting = [one for one in found if one.row.answered_at is None]
    answered = [one for one in found if one.row.answered_at is not None]
    return [*waiting, *sorted(answered, key=lambda one: (one.row.answered_at, one.row.id), reverse=True)]


def _names(rows: Sequence[Obstacle]) -> dict[int, str]:
    ids = {one.raised_by for one in rows} | {one.answered_by for one in rows if one.answered_by}
    query = select(User.id, User.display_name).where(User.id.in_(sorted(ids)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def obstacle_named(obstacle_id: int) -> Obstacle | None:
    return db.session.scalar(
        select(Obstacle).where(Obstacle.id == obstacle_id).options(selectinload(Obstacle.team_session))
    )


def obstacles_of(session_id: int) -> Sequence[Obstacle]:
    """Those raised about a session, in order."""
    query = select(Obstacle).where(Obstacle.team_session_id == session_id)
    return db.session.scalars(query.order_by(Obstacle.id)).all()


def told(rows: Sequence[Raised]) -> list[Told]:
    """As they are counted: those of the current school year."""
    year = current_year()
    first = date(year.start_year, 8, 1) if year else date.min
    found = (_told(one.row) for one in rows)
    return [one for one in found if one.raised_on >= first]


def _told(row: Obstacle) -> Told:
    answered = local(row.answered_at).date() if row.answered_at else None
    return Told(row.kind, local(row.raised_at).date(), answered, row.solved_on)
