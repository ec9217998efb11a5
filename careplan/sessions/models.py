"""Tables of schedule versions and of what happened in each session."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.activities.models import Activity
from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import Squad, StaffMember, Venue
from careplan.sessions.departure_models import Departure


class ScheduleVersion(SchoolOwned, Versioned, Base):
    """A schedule made for a plan. state: draft · proposal · published · superseded · discarded.

    One is published and one is a draft at a time; a proposal is what the computer made of a draft (`based_on`) and
    waits to be accepted. problem, solution: the files (scheduling format, zlib-compressed JSON) that it was made from
    and with. number: every version's, in the order in which they were made; edition: what people call it, given when it
    is published, without holes. `edits` counts the changes made by hand; `stamp` is another one after each.
    """

    __tablename__ = "schedule_version"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("year_plan.id"), index=True)
    number: Mapped[int]
    edition: Mapped[int | None]
    name: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    based_on: Mapped[int | None] = mapped_column(ForeignKey("schedule_version.id"))
    edits: Mapped[int] = mapped_column(default=0)
    stamp: Mapped[str] = mapped_column(default="")
    status: Mapped[str]
    objective: Mapped[int | None]
    bound: Mapped[int | None]
    seconds: Mapped[float]
    problem: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    solution: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sessions: Mapped[list[TeamSession]] = relationship(back_populates="schedule")


class TeamSession(SchoolOwned, Versioned, Base):
    """One session (队日活动) on a day, from a period on, for `lessons` periods.

    state: planned · held · cancelled (with `reason`). `planned` False: held though never scheduled.
    """

    __tablename__ = "team_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule_version.id"), index=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    period: Mapped[int]
    lessons: Mapped[int]
    term: Mapped[int]
    week: Mapped[int]
    state: Mapped[str] = mapped_column(default="planned")
    planned: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(default="")
    parents_came: Mapped[int | None]
    notes: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    schedule: Mapped[ScheduleVersion] = relationship(back_populates="sessions")
    activity: Mapped[Activity] = relationship()
    venue: Mapped[Venue] = relationship()
    squads: Mapped[list[Squad]] = relationship(
        secondary="team_session_squad", order_by="Squad.entry_year.desc(), Squad.number"
    )
    posts: Mapped[list[SessionPost]] = relationship(
        back_populates="team_session", order_by="SessionPost.position", cascade="all, delete-orphan"
    )
    departure: Mapped[Departure | None] = relationship(
        foreign_keys=[Departure.team_session_id], cascade="all, delete-orphan"
    )


class SessionSquad(Base):
    """Which squads meet in a session."""

    __tablename__ = "team_session_squad"

    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), primary_key=True)
    squad_id: Mapped[int] = mapped_column(ForeignKey("squad.id"), primary_key=True, index=True)


class SessionPost(SchoolOwned, Base):
    """Who holds which post of a session: position is the post's place in the activity's list."""

    __tablename__ = "session_post"
    __table_args__ = (UniqueConstraint("team_session_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    position: Mapped[int]
    role: Mapped[str]
    team_session: Mapped[TeamSession] = relationship(back_populates="posts")
    staff: Mapped[StaffMember] = relationship()


class Attendance(SchoolOwned, Base):
    """One child in one session. state: present · late · absent · leave; minutes: how late, None where not noted.

    role: what it did for the others (S14), one of roll.ROLES or ""; led: whether it took any such part.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("team_session_id", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    state: Mapped[str] = mapped_column(default="present")
    led: Mapped[bool] = mapped_column(default=False)
    role: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")


class AttendanceChange(SchoolOwned, Base):
    """What somebody entered or changed on a roll for one child; rows are only ever added.

    before None: the child was not on the stored roll. taken_at, client_key: of an entry made on a phone (when it was
    tapped there, and the phone's own key of it, by which sending it twice changes nothing).
    """

    __tablename__ = "attendance_change"
    __table_args__ = (UniqueConstraint("school_id", "client_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    taken_at: Mapped[datetime | None]
    client_key: Mapped[str | None]


class SessionPhoto(SchoolOwned, Base):
    """A photograph of a session, re-encoded and sealed (None: taken out again). It shows only children with consent.

    nobody: whoever added it said that no child can be recognised in it.
    """

    __tablename__ = "session_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), index=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    nobody: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    children: Mapped[list[Child]] = relationship(secondary="session_photo_child")


class PhotoChild(Base):
    """Who can be seen in a photograph."""

    __tablename__ = "session_photo_child"

    photo_id: Mapped[int] = mapped_column(ForeignKey("session_photo.id"), primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), primary_key=True, index=True)


class Feedback(SchoolOwned, Base):
    """The three fixed questions after a session, 1–5 (S17): interesting 趣味性, aimed 针对性, effective 实效性."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("team_session_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    interesting: Mapped[int]
    aimed: Mapped[int]
    effective: Mapped[int]
    comment: Mapped[str] = mapped_column(default="")
    given_at: Mapped[datetime]


class SessionNote(SchoolOwned, Base):
    """A version of a session's notes as it was saved; `TeamSession.notes` is the newest. Rows are only ever added."""

    __tablename__ = "session_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
