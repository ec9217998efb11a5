"""Photographs of a session, and whether they may be shown now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.children.models import Child
from careplan.children.queries import consented
from careplan.db import db
from careplan.sessions.models import SessionPhoto


@dataclass(frozen=True, slots=True)
class Shot:
    """A photograph with who can be seen in it. allowed False: a consent was withdrawn since."""

    photo: SessionPhoto
    children: tuple[Child, ...]
    allowed: bool

    @property
    def squad_ids(self) -> frozenset[int]:
        return frozenset(child.squad_id for child in self.children)


def photos_of(session_id: int) -> list[Shot]:
    """What was added and not taken out, in the order it came."""
    query = select(SessionPhoto).where(SessionPhoto.team_session_id == session_id, SessionPhoto.removed_at.is_(None))
    rows = db.session.scalars(query.options(selectinload(SessionPhoto.children)).order_by(SessionPhoto.id)).all()
    everybody = {child.id for row in rows for child in row.children}
    agreed = consented(everybody, "photo") if everybody else frozenset()
    return [_shot(row, agreed) for row in rows]


def find_photo(photo_id: int) -> Shot | None:
    """One photograph that was not taken out."""
    query = select(SessionPhoto).where(SessionPhoto.id == photo_id, SessionPhoto.removed_at.is_(None))
    row = db.session.scalars(query).one_or_none()
    return _shot(row, consented({child.id for child in row.children}, "photo")) if row else None


def _shot(row: SessionPhoto, agreed: frozenset[int]) -> Shot:
    return Shot(row, tuple(row.children), {child.id for child in row.children} <= agreed)
