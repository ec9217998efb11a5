"""Read who keeps a child's notes, whether the glass is broken, what is sealed. Whoever calls has asked `may_read`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from careplan.access.roles import COUNSELLING_TEACHER
from careplan.accounts.models import User
from careplan.clock import now
from careplan.counselling.models import BrokenGlass, CounsellingNote, NoteKeeper, Referral
from careplan.counselling.sealed import NoteWords, ReferralWords, note_from, place, referral_from
from careplan.db import db
from careplan.school.beside import Leaving
from careplan.secrecy import unseal


@dataclass(frozen=True, slots=True)
class Broken:
    """A break-glass reading as it is shown: who, why, from when, until when."""

    row: BrokenGlass
    name: str
    reason: str

    @property
    def ended(self) -> datetime:
        return self.row.ended_at or self.row.ends_at


def keeper_of(child_id: int) -> NoteKeeper | None:
    """The open row: who reads this child's notes now."""
    return db.session.scalar(select(NoteKeeper).where(NoteKeeper.child_id == child_id, NoteKeeper.until.is_(None)))


def keepers_of(child_id: int) -> list[tuple[NoteKeeper, str]]:
    """Everybody who ever kept them, in order, with names."""
    query = select(NoteKeeper, User.display_name).join(User, User.id == NoteKeeper.user_id)
    rows = db.session.execute(query.where(NoteKeeper.child_id == child_id).order_by(NoteKeeper.id))
    return [(row, name) for row, name in rows]


def kept_by(user_id: int) -> list[int]:
    """Ids of the children whose notes this person keeps."""
    query = select(NoteKeeper.child_id).where(NoteKeeper.user_id == user_id, NoteKeeper.until.is_(None))
    return list(db.session.scalars(query))


def children_kept(leaving: Leaving) -> int:
    """Of how many children nobody would keep the notes any longer if this person or account left."""
    if COUNSELLING_TEACHER in leaving.roles:
        return 0
    whose = NoteKeeper.user_id == leaving.user_id
    if leaving.user_id is None:
        whose = NoteKeeper.user_id.in_(select(User.id).where(User.staff_id == leaving.staff_id))
    return len(db.session.scalars(select(NoteKeeper.id).where(NoteKeeper.until.is_(None), whose)).all())


def keepers_now() -> list[tuple[User, int]]:
    """Everybody who keeps notes now, also an account that is closed, with the number of children."""
    query = select(User, func.count(NoteKeeper.id)).join(NoteKeeper, NoteKeeper.user_id == User.id)
    rows = db.session.execute(query.where(NoteKeeper.until.is_(None)).group_by(User.id).order_by(User.id))
    return [(row, number) for row, number in rows]


def counselling_teachers() -> list[User]:
    """Active accounts that may keep notes."""
    rows = db.session.scalars(select(User).where(User.active).order_by(User.id)).all()
    return [row for row in rows if COUNSELLING_TEACHER in row.roles]


def notes_of(child_id: int) -> Sequence[CounsellingNote]:
    """The notes in the series, sealed as they are, the newest first."""
    query = select(CounsellingNote).where(CounsellingNote.child_id == child_id)
    return db.session.scalars(query.order_by(CounsellingNote.number.desc())).all()


def find_note(note_id: int) -> CounsellingNote | None:
    return db.session.scalar(select(CounsellingNote).where(CounsellingNote.id == note_id))


def noted(appointment_id: int) -> dict[int, int]:
    """Child id → the id of its note of this appointment."""
    query = select(CounsellingNote.child_id, CounsellingNote.id)
    rows = db.session.execute(query.where(CounsellingNote.appointment_id == appointment_id))
    return {row.child_id: row.id for row in rows}


def open_note(row: CounsellingNote) -> NoteWords:
    """What it says; ValueError where the bytes were altered or belong to another row or child."""
    return note_from(unseal(place("counselling_note", "content", row.id, row.child_id), row.content))


def open_referral(row: Referral) -> ReferralWords:
    """What the slip says; ValueError as above."""
    return referral_from(unseal(place("referral", "content", row.id, row.child_id), row.content))


def referrals_of(child_id: int) -> Sequence[Referral]:
    query = select(Referral).where(Referral.child_id == child_id)
    return db.session.scalars(query.order_by(Referral.number.desc())).all()


def find_referral(referral_id: int) -> Referral | None:
    return db.session.scalar(select(Referral).where(Referral.id == referral_id))


def glass_of(user_id: int, child_id: int) -> BrokenGlass | None:
    """The glass that this person broke and that is not over: it ends by itself at `ends_at`."""
    query = select(BrokenGlass).where(
        BrokenGlass.user_id == user_id,
        BrokenGlass.child_id == child_id,
        BrokenGlass.opened_at <= now(),
        BrokenGlass.ends_at > now(),
        BrokenGlass.ended_at.is_(None),
    )
    return db.session.scalars(query.order_by(BrokenGlass.id.desc())).first()


def broken_for(child_id: int) -> list[Broken]:
    """Every time the glass was broken for a child, the newest first."""
    query = select(BrokenGlass, User.display_name).join(User, User.id == BrokenGlass.user_id)
    rows = db.session.execute(query.where(BrokenGlass.child_id == child_id).order_by(BrokenGlass.id.desc()))
    return [_shown(row, name) for row, name in rows]


def _shown(row: BrokenGlass, name: str) -> Broken:
    return Broken(row, name, unseal(place("broken_glass", "reason", row.id, row.child_id), row.reason).decode())


def unseen_glass(user_id: int) -> list[Broken]:
    """What this keeper has not yet taken note of."""
    query = (
        select(BrokenGlass, User.display_name)
        .join(User, User.id == BrokenGlass.user_id)
        .join(NoteKeeper, NoteKeeper.child_id == BrokenGlass.child_id)
        .where(NoteKeeper.user_id == user_id, NoteKeeper.until.is_(None), BrokenGlass.seen_at.is_(None))
        .order_by(BrokenGlass.id)
    )
    return [_shown(row, name) for row, name in db.session.execute(query)]


def unseen_count(user_id: int) -> int:
    """How many; nothing is opened."""
    query = (
        select(BrokenGlass.id)
        .join(NoteKeeper, NoteKeeper.child_id == BrokenGlass.child_id)
        .where(NoteKeeper.user_id == user_id, NoteKeeper.until.is_(None), BrokenGlass.seen_at.is_(None))
    )
    return len(db.session.scalars(query).all())
