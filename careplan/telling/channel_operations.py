"""Set up the school's own ways out. Keys are written, never read back to a page; where they lead is checked."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.telling.models import Channel
from careplan.telling.services import MAIL, MAIL_HOSTS, ROBOTS, SIGNATURE, is_mail_address, robot_key


class BadAddress(Refused):
    """The address pasted is none of this service's robots."""


class BadSignature(Refused):
    """What was pasted is no signing secret of DingTalk."""


def save_robot(
    *, actor_id: int | None, channel: Channel | None, kind: str, name: str, address: str, signature: str, active: bool
) -> Channel:
    """A chat group's robot, new or changed; an empty address or signature leaves the stored one as it is.

    A new address without a signature is a robot without one.
    """
    assert kind in ROBOTS, kind
    key = robot_key(kind, address) if address else None
    if (address and key is None) or (channel is None and key is None):
        raise BadAddress(_("This is not the address of a robot of this service. Copy it as the service shows it."))
    if signature and not SIGNATURE.fullmatch(signature):
        raise BadSignature(_("The signing secret of DingTalk begins with SEC. Copy it as DingTalk shows it."))
    row = _row(channel, kind)
    row.name, row.active = name, active
    if key is not None:
        row.key, row.signature = key, None
    if signature:
        row.signature = signature
    if key is not None or signature:
        _forget_test(row)
    return _keep(row, actor_id, channel is None)


def save_mail(
    *, actor_id: int | None, channel: Channel | None, name: str, host: str, account: str, password: str, active: bool
) -> Channel:
    """The mail account from which messages go out; an empty password leaves the stored one as it is."""
    if host not in MAIL_HOSTS:
        raise Refused(_("Please choose one of the mail services."))
    if not is_mail_address(account):
        raise BadAddress(_("This is not a mail address."))
    if channel is None and not password:
        raise Refused(_("Please enter the password that the mail service gave for programs (授权码)."))
    row = _row(channel, MAIL)
    if (host, account) != (row.host, row.account) and not password:
        raise Refused(_("For another mail account, please enter its password too."))
    row.name, row.host, row.account, row.active = name, host, account, active
    if password:
        row.key = password
        _forget_test(row)
    return _keep(row, actor_id, channel is None)


def _row(channel: Channel | None, kind: str) -> Channel:
    if channel is not None:
        return channel
    return Channel(kind=kind, host="", account="", tested="", test_answer="")


def _forget_test(row: Channel) -> None:
    row.tested, row.tested_at, row.test_answer = "", None, ""


def _keep(row: Channel, actor_id: int | None, is_new: bool) -> Channel:
    db.session.add(row)
    db.session.flush()
    record(
        actor_id=actor_id,
        action="add" if is_new else "edit",
        entity="message_channel",
        entity_id=row.id,
        detail={"kind": row.kind},
    )
    return row


def remove_channel(*, actor_id: int | None, channel: Channel) -> None:
    """Take a channel away and forget its keys; what went out through it stays on record."""
    channel.removed_at, channel.active = now(), False
    channel.key = channel.signature = None
    db.session.flush()
    record(actor_id=actor_id, action="remove", entity="message_channel", entity_id=channel.id)


def ask_for_test(*, actor_id: int | None, channel: Channel) -> None:
    """Note that a test message is on its way; the job sends it."""
    channel.tested, channel.tested_at, channel.test_answer = "waiting", now(), ""
    db.session.flush()
    record(actor_id=actor_id, action="test", entity="message_channel", entity_id=channel.id)


def note_test(*, actor_id: int | None, channel: Channel, reason: str, answer: str) -> None:
    channel.tested, channel.tested_at, channel.test_answer = reason or "sent", now(), answer
    db.session.flush()
    record(
        actor_id=actor_id,
        action="test",
        entity="message_channel",
        entity_id=channel.id,
        detail={"status": "failed" if reason else "sent"},
    )
