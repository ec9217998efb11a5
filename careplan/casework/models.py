"""Tables of the care for each child."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import StaffMember
from careplan.secrecy import EncryptedText


class CareAssignment(SchoolOwned, Base):
    """The one person responsible for a child (C9), from a date until handed over."""

    __tablename__ = "care_assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    since: Mapped[date]
    until: Mapped[date | None]


class Contact(SchoolOwned, Versioned, Base):
    """A contact with a child or its family (C13). kind: visit · call · talk · parent-call. Next date is mandatory."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str]
    by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    persons_met: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(EncryptedText("contact.summary"))
    carer_ability: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    child: Mapped[Child] = relationship()


class HelpHours(SchoolOwned, Base):
    """When help is there each week (S32, S35). channel: room · hotline; weekday 1 = Monday; hours as "12:20-13:00".

    place: where the room is, or the number to call.
    """

    __tablename__ = "help_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    weekday: Mapped[int]
    hours: Mapped[str]
    place: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    staff: Mapped[StaffMember | None] = relationship()


class HelpGiven(SchoolOwned, Base):
    """One talk in the counselling room or on the hotline (S32, S35). Names no child; its note is its writer's alone.

    channel: room · hotline; who: pupil · parent · teacher; came: own · appointment · advised; subject: a domain of the
    vocabulary. Everybody else sees counts.
    """

    __tablename__ = "help_given"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    channel: Mapped[str]
    who: Mapped[str]
    came: Mapped[str]
    subject: Mapped[str]
    referred: Mapped[bool] = mapped_column(default=False)
    follow_up_on: Mapped[date | None]
    followed_up_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(EncryptedText("help_given.note"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
