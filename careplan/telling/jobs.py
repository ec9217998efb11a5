"""Send what waits to go out, and test messages, outside the request."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import select

from careplan.clock import now
from careplan.db import db
from careplan.jobs.operations import Progress, job_kind
from careplan.school.queries import this_school
from careplan.telling.channel_operations import note_test
from careplan.telling.delivery_operations import claim, note_outcome, subject_of
from careplan.telling.models import Channel, Delivery
from careplan.telling.phrases import PHRASES
from careplan.telling.queries import deliveries_of, mail_by_staff
from careplan.telling.services import MAIL, Outcome, Outlet

SEND, TEST = "telling.send", "telling.test"
PAUSE_SECONDS = 3.2
"""Between two posts: robots take about twenty a minute."""


@job_kind(SEND)
def send(arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """arguments: announcement (id). Each waiting post is claimed, sent and noted by itself: run twice, sent once."""
    announcement_id = int(arguments["announcement"])
    waiting = [one.id for one in deliveries_of(announcement_id) if one.state == "waiting"]
    for done, delivery_id in enumerate(waiting):
        db.session.rollback()  # nothing is held while a service is waited for
        progress.say(done / len(waiting), "")
        if done:
            time.sleep(PAUSE_SECONDS)
        if claim(delivery_id):
            _send_one(delivery_id, requested_by)
    return {"url": f"/telling/{announcement_id}"}


def _send_one(delivery_id: int, actor_id: int | None) -> None:
    delivery = _delivery(delivery_id)
    outlet, text = _outlet(delivery.channel), delivery.text
    to, language = "", "zh"
    if delivery.message is not None:
        to, language = mail_by_staff().get(delivery.message.staff_id, ""), delivery.message.language
    subject = subject_of(delivery.announcement, language)
    db.session.rollback()
    nowhere = outlet.kind == MAIL and not to
    outcome = Outcome("no-address") if nowhere else _send_out(outlet, subject, text, to)
    note_outcome(actor_id=actor_id, delivery=_delivery(delivery_id), reason=outcome.reason, answer=outcome.answer)
    db.session.commit()


def _delivery(delivery_id: int) -> Delivery:
    return db.session.scalars(select(Delivery).where(Delivery.id == delivery_id)).one()


def _outlet(channel: Channel) -> Outlet:
    return Outlet(
        kind=channel.kind,
        key=channel.key or "",
        signature=channel.signature or "",
        host=channel.host,
        account=channel.account,
        sender=this_school().name,
    )


def _send_out(outlet: Outlet, subject: str, text: str, to: str) -> Outcome:
    from careplan.telling.service_door import send_out  # its library loads slowly and is needed here only

    return send_out(outlet, subject=subject, text=text, to=to)


@job_kind(TEST)
def test(arguments: dict[str, Any], _progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """arguments: channel (id). A mail account writes to itself."""
    channel = _channel(int(arguments["channel"]))
    if channel is None:
        return {}
    outlet = _outlet(channel)
    db.session.rollback()
    words = PHRASES["zh"].test
    outcome = _send_out(outlet, words[:9], words, outlet.account)
    channel = _channel(int(arguments["channel"]))
    if channel is not None:
        note_test(actor_id=requested_by, channel=channel, reason=outcome.reason, answer=outcome.answer)
        db.session.commit()
    return {"at": now().isoformat()}


def _channel(channel_id: int) -> Channel | None:
    query = select(Channel).where(Channel.id == channel_id, Channel.removed_at.is_(None))
    return db.session.scalars(query).one_or_none()
