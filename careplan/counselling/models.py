"""Tables of the counselling room. Opening hours and the talks that are counted stay where they are (casework)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import StaffMember


class Appointment(SchoolOwned, Versioned, Base):
    """A time in the counselling room. comes: pupil · parent · teacher; asked_by: who wished for it; state: see words.

    begins: minutes since midnight. No reason, no subject and no words stand here. talk_wish_id: the child's own wish;
    help_given_id: the talk as it is counted, once it was held. on_spot: noted afterwards, without an appointment.
    """

    __tablename__ = "appointment"
    __table_args__ = (CheckConstraint("minutes > 0", name="some_minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    begins: Mapped[int]
    minutes: Mapped[int]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    place: Mapped[str]
    comes: Mapped[str]
    asked_by: Mapped[str]
    state: Mapped[str] = mapped_column(default="booked")
    reason: Mapped[str] = mapped_column(default="")
    on_spot: Mapped[bool] = mapped_column(default=False)
    talk_wish_id: Mapped[int | None] = mapped_column(ForeignKey("talk_wish.id", ondelete="SET NULL"))
    help_given_id: Mapped[int | None] = mapped_column(ForeignKey("help_given.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    staff: Mapped[StaffMember] = relationship()
    children: Mapped[list[Child]] = relationship(secondary="appointment_child", order_by="Child.name")

    @property
    def ends(self) -> int:
        """Minutes since midnight."""
        return self.begins + self.minutes


class AppointmentChild(Base):
    """Who comes, or about whom a parent comes."""

    __tablename__ = "appointment_child"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), primary_key=True, index=True)


class TakenTime(SchoolOwned, Base):
    """Five minutes of a person or of a child, taken by one appointment: the database refuses a second one (G34)."""

    __tablename__ = "taken_time"
    __table_args__ = (
        UniqueConstraint("staff_id", "day", "cell"),
        UniqueConstraint("child_id", "day", "cell"),
        CheckConstraint("(staff_id IS NULL) <> (child_id IS NULL)", name="of_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"))
    day: Mapped[date]
    cell: Mapped[int]


class NoteKeeper(SchoolOwned, Base):
    """Which counselling teacher reads a child's notes, from when on; one open row a child.

    reason: sealed, why they were handed over.
    """

    __tablename__ = "note_keeper"
    __table_args__ = (
        Index(
            "uq_note_keeper_open",
            "child_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    given_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[bytes] = mapped_column(default=b"")


class CounsellingNote(SchoolOwned, Versioned, Base):
    """A talk's note, sealed to its row and child: opened by the keeper alone, or by a principal who broke the glass."""

    __tablename__ = "counselling_note"
    __table_args__ = (UniqueConstraint("child_id", "number"), UniqueConstraint("child_id", "appointment_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    number: Mapped[int]
    day: Mapped[date]
    content: Mapped[bytes] = mapped_column(default=b"")
    written_at: Mapped[datetime]
    written_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class BrokenGlass(SchoolOwned, Base):
    """The principal read a child's notes: why (sealed), from when until when. Rows are never taken out."""

    __tablename__ = "broken_glass"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    reason: Mapped[bytes] = mapped_column(default=b"")
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Referral(SchoolOwned, Versioned, Base):
    """A referral slip 转介单; its words are sealed. state follows from them."""

    __tablename__ = "referral"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    number: Mapped[int]
    state: Mapped[str]
    content: Mapped[bytes] = mapped_column(default=b"")
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    child: Mapped[Child] = relationship()
