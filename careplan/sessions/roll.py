"""The roll of a squad in one session: who is called, what was entered, how it counts (S6, S14). Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

STATES = ("present", "absent", "late", "leave")
"""到 · 缺 · 迟到 · 请假, in the order of the buttons."""
CAME = frozenset({"present", "late"})
ROLES = ("host", "leader", "helper", "other")
"""Parts that a child takes for the others (S14); each counts as taking the lead."""
MOST_PARENTS = 2000
MOST_MINUTES = 240
REASON_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered for one child. role: one of ROLES or ""; reason: why away or late; minutes: how late."""

    state: str
    role: str = ""
    reason: str = ""
    minutes: int | None = None

    @property
    def led(self) -> bool:
        """Whether it took a leading part (S14)."""
        return bool(self.role)

    def as_dict(self) -> dict[str, str | int | None]:
        """As the trail stores it and a phone sends it."""
        return {"state": self.state, "role": self.role, "reason": self.reason, "minutes": self.minutes}


@dataclass(frozen=True, slots=True)
class Taken:
    """Where an entry comes from that was made on a phone: the phone's own key of it, and when it was tapped."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RollLine:
    """A child of the squad with what is stored; `entry` None: not on the stored roll."""

    child_id: int
    name: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Tally:
    """A roll in numbers: 应到 expected, 实到 came; late children came. recorded False: nobody has called the roll."""

    expected: int
    present: int = 0
    late: int = 0
    absent: int = 0
    leave: int = 0
    host: int = 0
    leader: int = 0
    helper: int = 0
    other: int = 0
    recorded: bool = False

    @property
    def came(self) -> int:
        return self.present + self.late

    @property
    def led(self) -> int:
        """How many took a leading part, in whichever role (S14)."""
        return self.host + self.leader + self.helper + self.other

    @property
    def rate(self) -> float | None:
        """Share of the expected who came, 0–1; None before the roll was called or when nobody was expected."""
        return self.came / self.expected if self.recorded and self.expected else None

    def __add__(self, other: Tally) -> Tally:
        summed = {one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        return Tally(**{**summed, "recorded": self.recorded or other.recorded})


def tally(entries: Iterable[Entry]) -> Tally:
    """A called roll in numbers."""
    entries = list(entries)
    states, roles = Counter(entry.state for entry in entries), Counter(entry.role for entry in entries)
    return Tally(
        expected=len(entries),
        present=states["present"],
        late=states["late"],
        absent=states["absent"],
        leave=states["leave"],
        host=roles["host"],
        leader=roles["leader"],
        helper=roles["helper"],
        other=roles["other"],
        recorded=bool(entries),
    )


def stamp(lines: Iterable[RollLine], parents_came: int | None) -> str:
    """A mark of what is stored, carried by the form: when it differs on saving, somebody else saved meanwhile (G33)."""
    parts = [f"{line.child_id}:{line.entry}" for line in lines if line.entry]
    return hashlib.sha256("\n".join([str(parents_came), *sorted(parts)]).encode()).hexdigest()[:16]


def changed(before: Mapping[int, Entry], after: Mapping[int, Entry]) -> int:
    """For how many children the roll says something else than before."""
    return sum(before.get(child) != entry for child, entry in after.items())


def spoken(words: str, squad: str, counted: Tally) -> str:
    """What is called out at a squad meeting, its blanks filled: the squad, who is expected and, once known, who came.

    Only the squad's own report has the roll's numbers (DOMAIN 2.3); the teams fill in theirs.
    """
    words = words.replace("___中队", f"{squad.removesuffix('班')}中队")
    if "本中队" not in words:
        return words
    words = words.replace("应到___人", f"应到{counted.expected}人")
    return words.replace("实到___人", f"实到{counted.came}人") if counted.recorded else words
