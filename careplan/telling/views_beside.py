"""Every publication of a schedule yields its messages."""

from __future__ import annotations

from careplan.sessions.beside import when_published
from careplan.telling.announce_operations import announce

when_published(announce)
