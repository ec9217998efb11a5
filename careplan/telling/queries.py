"""Read the outbox, the channels, and what belongs to one person."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from careplan.accounts.models import User
from careplan.activities.models import Activity
from careplan.children.models import Child
from careplan.db import db, every_school
from careplan.school.models import StaffMember, Venue
from careplan.sessions.models import ScheduleVersion
from careplan.telling.discretion import names_a_child
from careplan.telling.models import Announcement, CalendarFeed, Channel, Delivery, MailAddress, Message


def announcement_of(version: ScheduleVersion) -> Announcement | None:
    """The last thing that was to say of a version: its publication, or a session that changed since."""
    query = select(Announcement).where(Announcement.version_id == version.id).order_by(Announcement.change.desc())
    return db.session.scalars(query.limit(1)).one_or_none()


def version_by_id(version_id: int | None) -> ScheduleVersion | None:
    return db.session.scalars(select(ScheduleVersion).where(ScheduleVersion.id == version_id)).one_or_none()


def announcement_by_id(announcement_id: int) -> Announcement | None:
    query = select(Announcement).where(Announcement.id == announcement_id)
    people = selectinload(Announcement.messages).selectinload(Message.staff)
    return db.session.scalars(query.options(people)).one_or_none()


def announcements() -> list[Announcement]:
    """All of them, newest first."""
    query = select(Announcement).options(selectinload(Announcement.messages), selectinload(Announcement.schedule))
    return list(db.session.scalars(query.order_by(Announcement.id.desc())))


def waiting_messages() -> tuple[int, int | None]:
    """How many messages wait to be sent, and in which announcement."""
    query = (
        select(Announcement.id, func.count(Message.id))
        .join(Message, Message.announcement_id == Announcement.id)
        .where(Announcement.state == "waiting")
        .group_by(Announcement.id)
        .order_by(Announcement.id.desc())
    )
    row = db.session.execute(query).first()
    return (row[1], row[0]) if row else (0, None)


def message_by_id(message_id: int) -> Message | None:
    query = select(Message).where(Message.id == message_id).options(selectinload(Message.announcement))
    return db.session.scalars(query).one_or_none()


def messages_to(staff_id: int | None) -> list[Message]:
    """What a person was sent, newest first."""
    query = (
        select(Message)
        .join(Announcement, Announcement.id == Message.announcement_id)
        .where(Message.staff_id == staff_id, Announcement.state == "sent")
        .options(selectinload(Message.announcement).selectinload(Announcement.schedule))
        .order_by(Announcement.sent_at.desc(), Message.id.desc())
    )
    return list(db.session.scalars(query))


def unread_messages(staff_id: int | None) -> list[Message]:
    """What a person was sent and has not acknowledged."""
    return [one for one in messages_to(staff_id) if one.acknowledged_at is None]


def channels() -> list[Channel]:
    """The school's ways out that were not taken away."""
    return list(db.session.scalars(select(Channel).where(Channel.removed_at.is_(None)).order_by(Channel.id)))


def channel_by_id(channel_id: int) -> Channel | None:
    query = select(Channel).where(Channel.id == channel_id, Channel.removed_at.is_(None))
    return db.session.scalars(query).one_or_none()


def deliveries_of(announcement_id: int) -> list[Delivery]:
    """By channel, then in the order of sending."""
    query = (
        select(Delivery)
        .where(Delivery.announcement_id == announcement_id)
        .options(selectinload(Delivery.channel), selectinload(Delivery.message).selectinload(Message.staff))
        .order_by(Delivery.channel_id, Delivery.round, Delivery.part)
    )
    return list(db.session.scalars(query))


def accounts_by_staff() -> dict[int, User]:
    """The active account of each person on the staff list."""
    query = select(User).where(User.active, User.staff_id.is_not(None)).order_by(User.id.desc())
    return {user.staff_id: user for user in db.session.scalars(query) if user.staff_id}


def mail_address_of(user_id: int) -> MailAddress | None:
    return db.session.scalars(select(MailAddress).where(MailAddress.user_id == user_id)).one_or_none()


def mail_by_staff() -> dict[int, str]:
    """Where those who want mail get it, by their number on the staff list."""
    query = (
        select(User.staff_id, MailAddress.address)
        .join(MailAddress, MailAddress.user_id == User.id)
        .where(User.active, User.staff_id.is_not(None))
    )
    return {row[0]: row[1] for row in db.session.execute(query) if row[0]}


def feed_of(user_id: int) -> CalendarFeed | None:
    return db.session.scalars(select(CalendarFeed).where(CalendarFeed.user_id == user_id)).one_or_none()


def digest_of(token: str) -> str:
    """What is stored of a calendar's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FeedOwner:
    """Whose calendar an address opens."""

    user_id: int
    school_id: int
    alarms: tuple[int, ...]


def feed_owner(token: str) -> FeedOwner | None:
    """The owner in whatever school; None for an address that never was, was revoked, or whose account is closed."""
    query = (
        select(CalendarFeed.user_id, CalendarFeed.school_id, CalendarFeed.alarms)
        .join(User, User.id == CalendarFeed.user_id)
        .where(CalendarFeed.digest == digest_of(token), User.active)
    )
    with every_school():
        row = db.session.execute(query).one_or_none()
    return FeedOwner(row.user_id, row.school_id, tuple(row.alarms)) if row else None


def child_watch() -> Callable[[str], bool]:
    """Says of a text whether it names a child of the school, still here or gone; names are read once."""
    children = list(db.session.scalars(select(Child.name)))
    known = [
        *db.session.scalars(select(StaffMember.name)),
        *db.session.scalars(select(Activity.title)),
        *db.session.scalars(select(Activity.title_en)),
        *db.session.scalars(select(Venue.name)),
    ]
    return lambda text: names_a_child(text, children, known)
