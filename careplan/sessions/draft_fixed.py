"""What in a draft cannot be changed by hand: what was held, what is over, what somebody locked. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk, session_key
from careplan.sessions.schedule_files import Key

Why = Literal["held", "past", "locked"]
WORDS: dict[Why, tuple[str, str]] = {
    "held": ("这次活动已经开展，不能再改。", "This session was held. It stays as it is."),
    "past": (
        "这一天已经过去，当天的安排不能再改。",
        "This day is over. What was planned on it stays as it is.",
    ),
    "locked": ("已锁定。", "Locked."),
}


@dataclass(frozen=True, slots=True)
class Locked:
    """What is locked, with the names of those who locked it: rows of sessions, squads' codes, weeks."""

    sessions: dict[int, tuple[str, ...]]
    squads: dict[str, tuple[str, ...]]
    weeks: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Why a session cannot be changed, and by whom it is locked."""

    why: Why
    who: tuple[str, ...] = ()

    def words(self, language: str) -> str:
        """Why, as a counselor reads it."""
        if self.why == "locked" and self.who:
            zh, en = f"{'、'.join(self.who)}已锁定。", f"Locked by {', '.join(self.who)}."
        else:
            zh, en = WORDS[self.why]
        return en if language == "en" else zh


@dataclass(frozen=True, slots=True)
class Fixing:
    """Everything that decides whether a session can be changed."""

    today: date
    recorded: Collection[Key]
    locked: Locked

    def of(self, desk: Desk, session: Session, row: int | None = None) -> Fixed | None:
        """Why this session cannot be changed, or put there; None where it can."""
        index = desk.judge.index
        slot, group = index.slots.get(session.start), index.groups.get(session.group)
        if slot is None or group is None:
            return None
        if slot.date < self.today:
            return Fixed("past")
        if session_key(desk.judge, session) in self.recorded:
            return Fixed("held")
        who = self._locked_by(row, group.squads, slot.week)
        return None if who is None else Fixed("locked", who)

    def _locked_by(self, row: int | None, squads: Iterable[str], week: int) -> tuple[str, ...] | None:
        found = [self.locked.sessions.get(row)] if row is not None else []
        found += [self.locked.squads.get(squad) for squad in squads]
        found.append(self.locked.weeks.get(week))
        those = [names for names in found if names is not None]
        return tuple(dict.fromkeys(name for names in those for name in names)) if those else None

    def all_of(self, desk: Desk) -> dict[int, Fixed]:
        """Every fixed session by its place in the list."""
        found = ((place, self.of(desk, one, desk.rows[place])) for place, one in enumerate(desk.sessions))
        return {place: why for place, why in found if why is not None}
