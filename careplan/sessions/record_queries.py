"""Read what was recorded of sessions: rolls, counts, feedback."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import selectinload

from careplan.accounts.models import User
from careplan.children.models import Child
from careplan.db import db
from careplan.sessions.models import (
    Attendance,
    AttendanceChange,
    Feedback,
    SessionNote,
    SessionPost,
    TeamSession,
)
from careplan.sessions.roll import Entry, RollLine, Tally, tally


def find_session(session_id: int) -> TeamSession | None:
    """A session with everything that its page shows; None when there is none in this school."""
    query = (
        select(TeamSession)
        .where(TeamSession.id == session_id)
        .options(
            selectinload(TeamSession.schedule),
            selectinload(TeamSession.activity),
            selectinload(TeamSession.venue),
            selectinload(TeamSession.squads),
            selectinload(TeamSession.posts).selectinload(SessionPost.staff),
        )
    )
    return db.session.scalars(query).one_or_none()


def roll_of(team_session: TeamSession, squad_id: int) -> list[RollLine]:
    """The squad's children on the session's day by name in pinyin order, with what is stored.

    On the roll: who was at the school that day; and who is stored on it and still belongs to the squad.
    """
    at_school = and_(
        Child.joined_on <= team_session.day, or_(Child.left_on.is_(None), Child.left_on > team_session.day)
    )
    query = (
        select(Child.id, Child.name, Attendance)
        .outerjoin(Attendance, and_(Attendance.child_id == Child.id, Attendance.team_session_id == team_session.id))
        .where(Child.squad_id == squad_id, or_(at_school, Attendance.id.is_not(None)))
        .order_by(Child.name_keys, Child.name, Child.id)
    )
    return [RollLine(i, name, None if row is None else _entry(row)) for i, name, row in db.session.execute(query)]


def _entry(row: Attendance) -> Entry:
    return Entry(row.state, row.role or ("other" if row.led else ""), row.reason, row.minutes)


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One change of one entry. who None: the command line; taken_at: when it was tapped on a phone."""

    at: datetime
    who: str | None
    child_id: int
    name: str
    before: Entry | None
    after: Entry
    taken_at: datetime | None


def trail_of(session_id: int, squad_id: int) -> list[TrailLine]:
    """What was entered and changed on a squad's roll, the newest first."""
    query = (
        select(AttendanceChange, Child.name, User.display_name)
        .join(Child, Child.id == AttendanceChange.child_id)
        .outerjoin(User, User.id == AttendanceChange.actor_id)
        .where(AttendanceChange.team_session_id == session_id, Child.squad_id == squad_id)
        .order_by(AttendanceChange.id.desc())
    )
    return [
        TrailLine(
            row.at,
            who,
            row.child_id,
            name,
            Entry(**row.before) if row.before else None,
            Entry(**row.after),
            row.taken_at,
        )
        for row, name, who in db.session.execute(query)
    ]


def tallies_of(sessions: Collection[TeamSession]) -> dict[int, dict[int, Tally]]:
    """Session id → squad id → its roll in numbers; a squad whose roll was not called has its children as expected."""
    called = _called(sessions)
    return {one.id: _tallies(one, called) for one in sessions}


def _tallies(one: TeamSession, called: dict[tuple[int, int], list[Entry]]) -> dict[int, Tally]:
    missing = [squad.id for squad in one.squads if (one.id, squad.id) not in called]
    sizes = _sizes_on(one.day, missing) if missing else {}
    return {
        squad.id: tally(called[one.id, squad.id]) if (one.id, squad.id) in called else Tally(sizes.get(squad.id, 0))
        for squad in one.squads
    }


def _called(sessions: Collection[TeamSession]) -> dict[tuple[int, int], list[Entry]]:
    """Stored rolls by session and squad; a child that changed its squad since counts in the session's first."""
    squads = {one.id: [squad.id for squad in one.squads] for one in sessions}
    query = (
        select(Attendance, Child.squad_id)
        .join(Child, Child.id == Attendance.child_id)
        .where(Attendance.team_session_id.in_(list(squads)))
    )
    found: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
    for row, squad_id in db.session.execute(query):
        here = squads[row.team_session_id]
        found[row.team_session_id, squad_id if squad_id in here else here[0]].append(_entry(row))
    return dict(found)


def _sizes_on(day: date, squad_ids: list[int]) -> dict[int, int]:
    query = (
        select(Child.squad_id, func.count())
        .where(Child.squad_id.in_(squad_ids))
        .where(Child.joined_on <= day, or_(Child.left_on.is_(None), Child.left_on > day))
        .group_by(Child.squad_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's answers to the three fixed questions, 1–5 (S17); `name` None: the children's."""

    user_id: int | None
    name: str | None
    interesting: int
    aimed: int
    effective: int
    comment: str


def feedback_of(session_id: int) -> list[Opinion]:
    """All feedback on a session in the order it came."""
    query = (
        select(Feedback, User.display_name)
        .outerjoin(User, User.id == Feedback.user_id)
        .where(Feedback.team_session_id == session_id)
        .order_by(Feedback.id)
    )
    return [
        Opinion(row.user_id, name, row.interesting, row.aimed, row.effective, row.comment)
        for row, name in db.session.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """The notes as somebody saved them."""

    text: str
    written_at: datetime
    by: str


def note_versions(session_id: int) -> list[NoteVersion]:
    """Every version of a session's notes, the newest first."""
    query = (
        select(SessionNote, User.display_name)
        .outerjoin(User, User.id == SessionNote.written_by)
        .where(SessionNote.team_session_id == session_id)
        .order_by(SessionNote.id.desc())
    )
    return [NoteVersion(row.text, row.written_at, name or "—") for row, name in db.session.execute(query)]
