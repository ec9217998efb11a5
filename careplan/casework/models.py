"""Tables of the care for each child: who is responsible, how close, contacts, promises, the school's rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned, Withdrawable
from careplan.school.models import StaffMember
from careplan.secrecy import EncryptedText


class CareAssignment(SchoolOwned, Base):
    """The one person responsible for a child (C9), from a date until handed over, with a note to whoever follows."""

    __tablename__ = "care_assignment"
    __table_args__ = (
        Index(
            "uq_care_assignment_one_open",
            "child_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(EncryptedText("care_assignment.note"))
    handed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class CareLevel(SchoolOwned, Base):
    """How closely a child is followed (DOMAIN 1.5), set by a named person with a reason; rows are only ever added.

    level: a code of seed_data/care.toml. The newest row is the level now; the older ones are its history.
    """

    __tablename__ = "care_level"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    level: Mapped[str]
    reason: Mapped[str] = mapped_column(EncryptedText("care_level.reason"))
    since: Mapped[date]
    set_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]


class CareRules(SchoolOwned, Base):
    """A version of the school's rules for contacts (C11): from which day, who set them, why. Rows are only added.

    levels: level code → {"days": most days between two contacts, "visits": home visits a term, at least}.
    """

    __tablename__ = "care_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[date]
    preset: Mapped[str] = mapped_column(default="")
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str]
    set_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]


class Promise(SchoolOwned, Versioned, Withdrawable, Base):
    """What was promised to a child or its family, or a problem to be solved (C7, C20): whose it is, by when, the end.

    result is written when it is closed; kept: whether it came out as promised.
    withdrawn_at: taken back with the contact it was noted with.
    """

    __tablename__ = "promise"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    words: Mapped[str] = mapped_column(EncryptedText("promise.words"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    due_on: Mapped[date]
    closed_on: Mapped[date | None]
    kept: Mapped[bool | None]
    result: Mapped[str | None] = mapped_column(EncryptedText("promise.result"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Contact(SchoolOwned, Versioned, Withdrawable, Base):
    """A contact with a child or its family (C13). kind: a code of `words.KINDS`. The next date is mandatory.

    details: what the form of its kind asks beyond the summary (DOMAIN 4.7), as JSON: field → words.
    client_key: of the form or the phone, by which sending it twice changes nothing.
    withdrawn_at: entered by mistake, on the wrong child say; it counts nowhere and stays readable with who and why.
    """

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("school_id", "client_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str]
    by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    persons_met: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(EncryptedText("contact.summary"))
    details: Mapped[str | None] = mapped_column(EncryptedText("contact.details"))
    minutes: Mapped[int | None]
    carer_ability: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    client_key: Mapped[str | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_why: Mapped[str | None] = mapped_column(EncryptedText("contact.withdrawn_why"))
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
    vocabulary. caller: the name that a caller gave, its writer's alone as the note is. Everybody else sees counts.
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
    minutes: Mapped[int | None]
    caller: Mapped[str | None] = mapped_column(EncryptedText("help_given.caller"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
