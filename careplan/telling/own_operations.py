"""What each person sets up for themselves: a private calendar address, and where mail reaches them."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from flask_babel import gettext as _

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.telling.models import CalendarFeed, MailAddress
from careplan.telling.queries import digest_of, feed_of, mail_address_of
from careplan.telling.services import is_mail_address

ALARMS = (5, 10, 15, 30, 60, 120, 1440)
"""Minutes before a session; the last is a day."""
TOKEN_BYTES = 32


def make_feed(*, actor: User, alarms: Collection[int]) -> str:
    """A new private address; its token, which is shown this once: only its hash is kept.

    An address that there was ends to work, so that a lost one can be made harmless.
    """
    if actor.staff_id is None:
        raise Refused(_("Your account is not joined to a person on the staff list, so it has no sessions."))
    token, row = secrets.token_urlsafe(TOKEN_BYTES), feed_of(actor.id)
    if row is None:
        row = CalendarFeed(user_id=actor.id)
        db.session.add(row)
    row.digest, row.alarms, row.made_at = digest_of(token), _checked(alarms), now()
    db.session.flush()
    record(actor_id=actor.id, action="make", entity="calendar_feed", entity_id=row.id)
    return token


def set_alarms(*, actor: User, alarms: Collection[int]) -> None:
    """Other alarms for the same address."""
    row = feed_of(actor.id)
    if row is None:
        raise Refused(_("There is no calendar address to change."))
    row.alarms = _checked(alarms)
    db.session.flush()
    record(actor_id=actor.id, action="edit", entity="calendar_feed", entity_id=row.id)


def revoke_feed(*, actor: User) -> None:
    """The address opens nothing any more."""
    row = feed_of(actor.id)
    if row is None:
        return
    db.session.delete(row)
    db.session.flush()
    record(actor_id=actor.id, action="revoke", entity="calendar_feed")


def _checked(alarms: Collection[int]) -> list[int]:
    if not set(alarms) <= set(ALARMS):
        raise Refused(_("Please choose among the alarms offered."))
    return sorted(set(alarms))


def set_mail_address(*, actor: User, address: str) -> None:
    """Where the person wants mail; empty: nowhere."""
    row = mail_address_of(actor.id)
    if address and not is_mail_address(address):
        raise Refused(_("This is not a mail address."))
    if row is not None and not address:
        db.session.delete(row)
    elif address:
        if row is None:
            row = MailAddress(user_id=actor.id, address=address)
            db.session.add(row)
        row.address = address
    db.session.flush()
    record(actor_id=actor.id, action="edit" if address else "remove", entity="mail_address")
