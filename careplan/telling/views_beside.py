"""Every publication of a schedule yields its messages, and every session that comes apart from it."""

from __future__ import annotations

from careplan.sessions.beside import when_apart, when_published
from careplan.telling.announce_operations import announce, announce_session

when_published(announce)
when_apart(announce_session)
