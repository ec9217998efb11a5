"""Read who would like to talk: for the counselling teacher's own pages only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from careplan.access.roles import COUNSELLING_TEACHER
from careplan.accounts.models import User
from careplan.casework.help_queries import opening_hours
from careplan.db import db
from careplan.voices.models import TalkWish


def wishes() -> Sequence[TalkWish]:
    """Those that wait, oldest first; then the answered ones, newest first."""
    rows = db.session.scalars(select(TalkWish).order_by(TalkWish.id)).all()
    waiting = [row for row in rows if row.answered_on is None]
    return [*waiting, *reversed([row for row in rows if row.answered_on is not None])]


def wishes_waiting() -> int:
    """How many wait for an answer; nothing is decrypted."""
    return len(db.session.scalars(select(TalkWish.id).where(TalkWish.answered_on.is_(None))).all())


def wishes_left_on(day: date) -> int:
    """How many were left on a day; nothing is decrypted."""
    return len(db.session.scalars(select(TalkWish.id).where(TalkWish.left_on == day)).all())


def wish_named(wish_id: int) -> TalkWish | None:
    return db.session.scalar(select(TalkWish).where(TalkWish.id == wish_id))


def somebody_listens() -> bool:
    """Whether the school has a counselling teacher's account: else nobody would ever read a wish."""
    roles = db.session.scalars(select(User.roles).where(User.active))
    return any(COUNSELLING_TEACHER in one for one in roles)


def where_to_go() -> list[tuple[int, str, str]]:
    """When the counselling room is open: weekday, hours, place."""
    return [(one.weekday, one.hours, one.place) for one in opening_hours() if one.channel == "room"]
