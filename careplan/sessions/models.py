"""Tables of schedule versions and of what happened in each session."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.activities.models import Activity
from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import Squad, StaffMember, Venue


class ScheduleVersion(SchoolOwned, Versioned, Base):
    """A schedule made for a plan. state: draft · published · superseded · discarded; one published at a time.

    problem, solution: the files (scheduling format, zlib-compressed JSON) that it was made from and with.
    """

    __tablename__ = "schedule_version"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("year_plan.id"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
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
    """One child in one session. state: present · late · absent · leave. led: took a leading part (S14)."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("team_session_id", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    state: Mapped[str] = mapped_column(default="present")
    led: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")


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
