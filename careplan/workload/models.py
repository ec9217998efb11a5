"""Tables of workload: rule versions, periods, statements, what is entered by hand, and how leaders share a session."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import StaffMember


class WorkRules(SchoolOwned, Base):
    """A version of the school's workload rules; never changed once it is stored (S51).

    It holds for periods that begin on `valid_from` or later, until a newer one holds. content: rules.plain_rules.
    """

    __tablename__ = "work_rules"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    valid_from: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    change: Mapped[str] = mapped_column(default="")
    """Why there is this version, in the school's words."""
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class WorkPeriod(SchoolOwned, Versioned, Base):
    """A month or another stretch of days that is counted, checked, signed and locked together (S52).

    state: see steps. rules_id: the version it was computed with; check_until: the last day for looking one's own over.
    summary, sha256: of a signed period, the text that was signed.
    """

    __tablename__ = "work_period"
    __table_args__ = (
        UniqueConstraint("school_id", "first"),
        CheckConstraint("first <= last", name="first_before_last"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    first: Mapped[date] = mapped_column(index=True)
    last: Mapped[date]
    state: Mapped[str] = mapped_column(default="open")
    rules_id: Mapped[int | None] = mapped_column(ForeignKey("work_rules.id"))
    check_until: Mapped[date | None]
    computed_at: Mapped[datetime | None]
    computed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    signed_name: Mapped[str] = mapped_column(default="")
    taken_back: Mapped[str] = mapped_column(default="")
    """Why the last signature was taken back."""
    locked_at: Mapped[datetime | None]
    locked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    summary: Mapped[str] = mapped_column(default="", deferred=True)
    sha256: Mapped[str] = mapped_column(default="")
    rules: Mapped[WorkRules | None] = relationship()
    statements: Mapped[list[WorkStatement]] = relationship(back_populates="period", cascade="all, delete-orphan")


class WorkStatement(SchoolOwned, Versioned, Base):
    """One person's period. state: waiting · confirmed · objected.

    facts, spent, lines, late: what the last computation found (freezing). content, sha256: the signed text.
    """

    __tablename__ = "work_statement"
    __table_args__ = (UniqueConstraint("period_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("work_period.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    state: Mapped[str] = mapped_column(default="waiting")
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    spent: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    late: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    milli: Mapped[int] = mapped_column(default=0)
    fen: Mapped[int | None]
    confirmed_at: Mapped[datetime | None]
    countersigned_at: Mapped[datetime | None]
    countersigned_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    content: Mapped[str] = mapped_column(default="", deferred=True)
    sha256: Mapped[str] = mapped_column(default="")
    period: Mapped[WorkPeriod] = relationship(back_populates="statements")
    staff: Mapped[StaffMember] = relationship()
    objections: Mapped[list[WorkObjection]] = relationship(
        back_populates="statement", order_by="WorkObjection.id", cascade="all, delete-orphan"
    )
    corrections: Mapped[list[WorkCorrection]] = relationship(
        back_populates="statement", order_by="WorkCorrection.id", cascade="all, delete-orphan"
    )


class WorkObjection(SchoolOwned, Base):
    """What somebody holds against their own statement, or one line of it, and the answer.

    line: the line's key, "" for the whole statement; about: kind, role, day, title, title_en of the line at that time.
    """

    __tablename__ = "work_objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("work_statement.id"), index=True)
    line: Mapped[str] = mapped_column(default="", server_default="")
    about: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    words: Mapped[str]
    raised_at: Mapped[datetime]
    raised_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    statement: Mapped[WorkStatement] = relationship(back_populates="objections")


class WorkCorrection(SchoolOwned, Base):
    """A line that corrects a statement: so much more or less, and why. It is added; none is overwritten.

    objection_id: the objection that it follows from, if one.
    """

    __tablename__ = "work_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("work_statement.id"), index=True)
    milli: Mapped[int]
    fen: Mapped[int | None]
    reason: Mapped[str]
    objection_id: Mapped[int | None] = mapped_column(ForeignKey("work_objection.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    statement: Mapped[WorkStatement] = relationship(back_populates="corrections")
    objection: Mapped[WorkObjection | None] = relationship()


class WorkEntry(SchoolOwned, Versioned, Base):
    """Unplanned work that no other record shows, entered by hand. state: entered · countersigned · refused.

    Counts only when another person counter-signed it.
    """

    __tablename__ = "work_entry"
    __table_args__ = (CheckConstraint("begins < ends", name="begins_before_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    begins: Mapped[time]
    ends: Mapped[time]
    title: Mapped[str]
    state: Mapped[str] = mapped_column(default="entered")
    entered_at: Mapped[datetime]
    entered_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_name: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    staff: Mapped[StaffMember] = relationship()


class WorkShare(SchoolOwned, Base):
    """The weight of one leader among those who led a session together; without a row everybody's is 1."""

    __tablename__ = "work_share"
    __table_args__ = (UniqueConstraint("team_session_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    weight: Mapped[int]
