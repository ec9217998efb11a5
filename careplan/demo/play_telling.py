"""The year's schedule told: sent on the day it was published, acknowledged over the next days, one reminder."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from careplan.demo.cast import Cast
from careplan.demo.moments import SCHEDULE_DAY, at
from careplan.telling.message_operations import acknowledge, mark_told, remind, send_messages
from careplan.telling.models import Announcement, Message
from careplan.telling.queries import announcements

QUICK = 0.8
"""The share of people who answer before the reminder."""


def play_telling(rng: Random, cast: Cast) -> int:
    """What waits in the outbox is sent; how many messages."""
    waiting = next((one for one in announcements() if one.state == "waiting"), None)
    if waiting is None:
        return 0
    with at(SCHEDULE_DAY, 17, 50):
        send_messages(actor_id=cast.users["head"].id, announcement=waiting, channel_ids=())
    late = [one for one in waiting.messages if not _quick(rng, cast, one)]
    _remind(rng, cast, waiting, late)
    return len(waiting.messages)


def _quick(rng: Random, cast: Cast, message: Message) -> bool:
    """Whether the person has heard of it before the reminder; guests without an account are told by word of mouth."""
    user = cast.by_staff.get(message.staff_id)
    with at(SCHEDULE_DAY + timedelta(days=1), 7 + rng.randrange(10), rng.randrange(60)):
        if user is None:
            mark_told(actor_id=cast.users["head"].id, message=message)
        elif rng.random() < QUICK:
            acknowledge(actor=user, message=message)
        else:
            return False
    return True


def _remind(rng: Random, cast: Cast, said: Announcement, late: list[Message]) -> None:
    with at(SCHEDULE_DAY + timedelta(days=2), 9):
        remind(actor_id=cast.users["head"].id, announcement=said, round_seen=0, channel_ids=())
    for message in late:
        with at(SCHEDULE_DAY + timedelta(days=2), 10 + rng.randrange(8), rng.randrange(60)):
            acknowledge(actor=cast.by_staff[message.staff_id], message=message)
