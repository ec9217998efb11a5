"""A roll taken on a phone without network: what is sent, and what becomes of each entry when it arrives. Pure.

An entry carries the phone's own key and what the phone knew before (`base`). Sent twice it does nothing twice; where
somebody else stored something different meanwhile, nothing is overwritten: the person decides (G33).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from careplan.sessions.roll import Entry

Outcome = Literal["stored", "already", "conflict", "gone"]
"""already: sent before, or stored just so; conflict: stored otherwise meanwhile; gone: no longer on the roll."""


@dataclass(frozen=True, slots=True)
class SentEntry:
    """What was tapped for one child at a moment; base: what the phone had been told, None for nothing stored."""

    key: str
    child_id: int
    entry: Entry
    base: Entry | None
    at: datetime


@dataclass(frozen=True, slots=True)
class SentParents:
    """How many parents and carers came, and what the phone had been told before."""

    value: int | None
    base: int | None


@dataclass(frozen=True, slots=True)
class SentRoll:
    """Everything a phone has for a squad in a session; parents None: not touched."""

    entries: tuple[SentEntry, ...]
    parents: SentParents | None = None


def outcome(sent: SentEntry, stored: dict[int, Entry | None], known: Collection[str]) -> Outcome:
    """What becomes of an entry; stored: child → what the roll says now; known: keys that arrived before."""
    if sent.child_id not in stored:
        return "gone"
    if sent.key in known or stored[sent.child_id] == sent.entry:
        return "already"
    return "stored" if stored[sent.child_id] == sent.base else "conflict"


def parents_outcome(sent: SentParents, stored: int | None) -> Outcome:
    """The same for the number of parents."""
    if stored == sent.value:
        return "already"
    return "stored" if stored == sent.base else "conflict"
