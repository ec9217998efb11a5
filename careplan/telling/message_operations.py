"""Edit the outbox's messages, send them once, remind, acknowledge. Nothing of a child goes out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.telling.delivery_operations import put_out
from careplan.telling.models import Announcement, Message
from careplan.telling.queries import channels, child_watch


def edit_message(*, actor_id: int | None, message: Message, text: str) -> None:
    """Other words for one person, as long as nothing was sent."""
    if message.announcement.state != "waiting":
        raise Refused(_("These messages were sent already and stay as they are."))
    if not text:
        raise Refused(_("Please write what the person should know."))
    if child_watch()(text):
        raise Refused(_("A child's name stands in this message. Messages leave the school: please take it out."))
    message.text, message.edited_at = text, now()
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="outbox_message", entity_id=message.id)


def send_messages(*, actor_id: int | None, announcement: Announcement, channel_ids: Collection[int]) -> bool:
    """Send all messages, once: in the app, and through the chosen channels by the job that follows.

    False, and nothing happens, where they were sent before. Refused where a newer schedule has taken their place, and
    where a message names a child.
    """
    if announcement.state == "sent":
        return False
    if announcement.state != "waiting":
        raise Refused(_("Something more has changed. Newer messages have taken the place of these."))
    _check_discreet(announcement.messages)
    announcement.state, announcement.sent_at, announcement.sent_by = "sent", now(), actor_id
    db.session.flush()
    put_out(announcement=announcement, messages=announcement.messages, through=_chosen(channel_ids))
    record(
        actor_id=actor_id,
        action="send",
        entity="announcement",
        entity_id=announcement.id,
        detail={"people": len(announcement.messages)},
    )
    return True


def _check_discreet(messages: Sequence[Message]) -> None:
    names_child = child_watch()
    found = next((one for one in messages if names_child(one.text)), None)
    if found is not None:
        words = _(
            "The message to %(name)s holds a child's name and nothing was sent. Please take it out first.",
            name=found.staff.name,
        )
        raise Refused(words)


def _chosen(channel_ids: Collection[int]) -> list[int]:
    return [one.id for one in channels() if one.active and one.id in channel_ids]


def remind(*, actor_id: int | None, announcement: Announcement, round_seen: int, channel_ids: Collection[int]) -> int:
    """Remind those who have not acknowledged; how many they are.

    round_seen: how many reminders there were when the button was shown. Where there was one since, nothing is sent and
    the answer is 0, so that two clicks remind once.
    """
    if announcement.state != "sent":
        raise Refused(_("Only messages that were sent can be followed by a reminder."))
    silent = unacknowledged(announcement.messages)
    if announcement.rounds != round_seen or not silent:
        return 0
    announcement.rounds += 1
    announcement.reminded_at = now()
    for message in silent:
        message.reminders += 1
    db.session.flush()
    put_out(announcement=announcement, messages=silent, through=_chosen(channel_ids))
    record(
        actor_id=actor_id,
        action="remind",
        entity="announcement",
        entity_id=announcement.id,
        detail={"people": len(silent)},
    )
    return len(silent)


def unacknowledged(messages: Sequence[Message]) -> list[Message]:
    return [one for one in messages if one.acknowledged_at is None]


def acknowledge(*, actor: User, message: Message) -> None:
    """The person has seen it. Twice is once."""
    if message.announcement.state != "sent" or message.staff_id != actor.staff_id:
        raise Refused(_("This message is not one of yours."))
    _acknowledge(actor.id, message, "acknowledge")


def mark_told(*, actor_id: int | None, message: Message) -> None:
    """Somebody told the person by word of mouth and says so."""
    if message.announcement.state != "sent":
        raise Refused(_("Please send the messages first."))
    _acknowledge(actor_id, message, "mark-told")


def _acknowledge(actor_id: int | None, message: Message, action: str) -> None:
    if message.acknowledged_at is not None:
        return
    message.acknowledged_at, message.acknowledged_by = now(), actor_id
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="outbox_message", entity_id=message.id)
