"""Posts and mails on their way out: written down before they go, claimed one by one, each with its outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.school.queries import this_school
from careplan.telling.models import Announcement, Channel, Delivery, Message
from careplan.telling.phrases import DEMO_MARK, PHRASES
from careplan.telling.posts import packed
from careplan.telling.queries import mail_by_staff
from careplan.telling.services import GROUP_BYTES, MAIL

LOST_AFTER = timedelta(minutes=2)
"""A post that has been on its way for longer than this was cut off: nobody knows whether it arrived."""


def put_out(*, announcement: Announcement, messages: Sequence[Message], through: Collection[int]) -> None:
    """Write down what goes out through these channels in the announcement's present round; a job sends it."""
    for channel_id in through:
        channel = db.session.get_one(Channel, channel_id)
        made = _mails(messages) if channel.kind == MAIL else _posts(channel, announcement, messages)
        for part, (text, message_id) in enumerate(made):
            db.session.add(
                Delivery(
                    announcement_id=announcement.id,
                    channel_id=channel.id,
                    message_id=message_id,
                    round=announcement.rounds,
                    part=part,
                    text=text,
                    at=now(),
                )
            )
    db.session.flush()


def _mails(messages: Sequence[Message]) -> Iterator[tuple[str, int | None]]:
    wanted = mail_by_staff()
    return ((one.text, one.id) for one in messages if one.staff_id in wanted)


def _posts(
    channel: Channel, announcement: Announcement, messages: Sequence[Message]
) -> Iterator[tuple[str, int | None]]:
    """Every post begins with the same words: DingTalk's robots may ask for a key word in each."""
    head = subject_of(announcement, "zh")
    room = GROUP_BYTES[channel.kind] - len(head.encode()) - 2
    return ((f"{head}\n\n{text}", None) for text in packed((one.text for one in messages), room))


def subject_of(announcement: Announcement, language: str) -> str:
    """The line above a post, a mail's subject; of an invented school it says so."""
    words = PHRASES[language].subject.format(number=announcement.schedule.edition or announcement.schedule.number)
    return f"{DEMO_MARK}{words}" if this_school().is_demo else words


def claim(delivery_id: int) -> bool:
    """Take a waiting post in one statement: it is sent by whoever gets it, and by nobody else."""
    statement = (
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == "waiting")
        .values(state="sending", at=now(), tries=Delivery.tries + 1)
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    )
    with db.engine.begin() as connection:
        return connection.scalar(statement) is not None


def note_outcome(*, actor_id: int | None, delivery: Delivery, reason: str, answer: str) -> None:
    """What became of a post; reason "" : the service took it."""
    delivery.state, delivery.at = ("failed" if reason else "sent"), now()
    delivery.reason, delivery.answer = reason, answer
    db.session.flush()
    record(
        actor_id=actor_id,
        action="deliver",
        entity="message_delivery",
        entity_id=delivery.id,
        detail={"status": delivery.state},
    )


def is_lost(delivery: Delivery) -> bool:
    return delivery.state == "sending" and delivery.at < now() - LOST_AFTER


def retry(*, actor_id: int | None, announcement: Announcement, channel_id: int) -> int:
    """Let what failed or was cut off in a channel wait again; how many posts. What arrived is not sent again."""
    query = select(Delivery).where(Delivery.announcement_id == announcement.id, Delivery.channel_id == channel_id)
    again = [one for one in db.session.scalars(query) if one.state == "failed" or is_lost(one)]
    channel = db.session.scalars(select(Channel).where(Channel.id == channel_id)).one_or_none()
    if channel is None or channel.removed_at is not None or not channel.active:
        raise Refused(_("This channel is no longer in use."))
    for one in again:
        one.state, one.reason, one.answer = "waiting", "", ""
    db.session.flush()
    record(actor_id=actor_id, action="retry", entity="message_channel", entity_id=channel_id)
    return len(again)
