"""What a phone sends, read strictly: every wrong thing is refused with words before anything is stored."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _

from careplan.clock import now
from careplan.sessions.roll import CAME, MOST_MINUTES, MOST_PARENTS, REASON_LENGTH, ROLES, STATES, Entry
from careplan.sessions.sent_roll import SentEntry, SentParents, SentRoll
from careplan.web.text import BadText, clean

MOST_ENTRIES = 200
MOST_BYTES = 200_000
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class BadSent(ValueError):
    """What was sent is not a roll; the message is for a person."""


def read_sent(body: bytes) -> SentRoll:
    """{"entries": [{key, child, entry, base, at}], "parents": {value, base} or null}; BadSent for anything else."""
    try:
        if len(body) > MOST_BYTES:
            raise ValueError("too long")
        data = json.loads(body)
        entries = tuple(_sent_entry(one) for one in data["entries"])
        if len(entries) > MOST_ENTRIES or len({one.child_id for one in entries}) < len(entries):
            raise ValueError("too many")
        parents = data.get("parents")
        return SentRoll(entries, SentParents(_count(parents["value"]), _count(parents["base"])) if parents else None)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, BadText) as fault:
        raise BadSent(_("What the phone sent cannot be read. Please reload the page there.")) from fault


def _sent_entry(given: Any) -> SentEntry:
    if not KEY.fullmatch(given["key"]):
        raise ValueError("key")
    base = given["base"]
    return SentEntry(
        given["key"],
        _whole(given["child"], 1, 999_999_999),
        _entry(given["entry"]),
        None if base is None else _entry(base),
        _moment(given["at"]),
    )


def _entry(given: Any) -> Entry:
    state, role, minutes = given["state"], given["role"], given["minutes"]
    reason = clean(given["reason"])
    known = state in STATES and role in ("", *(ROLES if state in CAME else ()))
    if not known or len(reason) > REASON_LENGTH or "\n" in reason:
        raise ValueError("entry")
    late = _whole(minutes, 1, MOST_MINUTES) if minutes is not None and state == "late" else None
    return Entry(state, role, "" if state == "present" else reason, late)


def _count(given: Any) -> int | None:
    return None if given is None else _whole(given, 0, MOST_PARENTS)


def _whole(given: Any, least: int, most: int) -> int:
    if type(given) is not int or not least <= given <= most:
        raise ValueError("number")
    return given


def _moment(given: str) -> datetime:
    """As stored; a phone whose clock runs ahead tapped it now at the latest."""
    moment = datetime.fromisoformat(given)
    if moment.tzinfo is None or not 2000 <= moment.year <= 2100:
        raise ValueError("moment")
    return min(moment.astimezone(UTC).replace(tzinfo=None, microsecond=0), now())
