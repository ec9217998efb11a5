"""Tables of what is told: a publication's messages, the channels they go out through, personal calendars."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import StaffMember
from careplan.secrecy import EncryptedText
from careplan.sessions.models import ScheduleVersion


class Announcement(SchoolOwned, Versioned, Base):
    """What one publication has to say, or a session that was cancelled or held otherwise afterwards.

    state: waiting · sent · replaced (by a newer one, whose messages say both) · nothing (for nobody). change: 0 for the
    publication itself, once for each version; else the number of the change that followed while it was in force.
    base_id: the version that people were told of before, None when nothing was in force. rounds: how often reminded.
    base_said, said: what people knew, and know through this, of single sessions: row id → None (cancelled), or
    [day, lesson, place, squads merged into it].
    """

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("version_id", "change"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("schedule_version.id"))
    base_id: Mapped[int | None] = mapped_column(ForeignKey("schedule_version.id"))
    change: Mapped[int] = mapped_column(default=0)
    base_said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(default="waiting", index=True)
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    rounds: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None]
    schedule: Mapped[ScheduleVersion] = relationship(foreign_keys=[version_id])
    messages: Mapped[list[Message]] = relationship(back_populates="announcement", order_by="Message.position")


class Message(SchoolOwned, Versioned, Base):
    """What one person is told, in their language. counts: kind of change → how many. No child is in it.

    acknowledged_by differs from the person's account where somebody else told them and said so.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (UniqueConstraint("announcement_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    position: Mapped[int]
    language: Mapped[str]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    text: Mapped[str]
    edited_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    announcement: Mapped[Announcement] = relationship(back_populates="messages")
    staff: Mapped[StaffMember] = relationship()


class Channel(SchoolOwned, Versioned, Base):
    """A way out of the school's own: a chat group's robot, or a mail account. kind: dingtalk · wecom · feishu · mail.

    key: the robot's key or the mail account's password; signature: DingTalk's. Both are written, never shown.
    tested: waiting · sent · a reason of `Outcome`, "" when never tried.
    """

    __tablename__ = "message_channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    host: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    key: Mapped[str | None] = mapped_column(EncryptedText("message_channel.key"))
    signature: Mapped[str | None] = mapped_column(EncryptedText("message_channel.signature"))
    active: Mapped[bool] = mapped_column(default=True)
    removed_at: Mapped[datetime | None]
    tested: Mapped[str] = mapped_column(default="")
    tested_at: Mapped[datetime | None]
    test_answer: Mapped[str] = mapped_column(default="")


class Delivery(SchoolOwned, Base):
    """One post in a group, or one mail to a person. round 0 is the sending, then the reminders.

    state: waiting · sending · sent · failed (with `reason` and what the service answered).
    """

    __tablename__ = "message_delivery"
    __table_args__ = (UniqueConstraint("announcement_id", "channel_id", "round", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), index=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("message_channel.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_message.id"))
    round: Mapped[int]
    part: Mapped[int]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting", index=True)
    reason: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    announcement: Mapped[Announcement] = relationship()
    channel: Mapped[Channel] = relationship()
    message: Mapped[Message | None] = relationship()


class MailAddress(SchoolOwned, Base):
    """Where a person wants to be told by mail: their own choice, on their own page."""

    __tablename__ = "mail_address"
    __table_args__ = (UniqueConstraint("user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    address: Mapped[str] = mapped_column(EncryptedText("mail_address.address"))


class CalendarFeed(SchoolOwned, Base):
    """A person's private calendar address, known by the SHA-256 of its token only. alarms: minutes before a session."""

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("user_id"), UniqueConstraint("digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    digest: Mapped[str]
    alarms: Mapped[list[int]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime]
