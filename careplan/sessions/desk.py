"""A draft on the desk: its judge, its sessions, and which row of the table each one is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from careplan.scheduling.judge import Judge, Verdict
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session
from careplan.scheduling.weighing import Weighing
from careplan.sessions.schedule_files import Key


@dataclass(frozen=True, slots=True)
class Desk:
    """A schedule as it is being worked on. `rows`: the table's row of each session, None where there is none."""

    judge: Judge
    sessions: tuple[Session, ...]
    rows: tuple[int | None, ...]
    weighing: Weighing

    @staticmethod
    def of(judge: Judge, sessions: tuple[Session, ...], rows: tuple[int | None, ...]) -> Desk:
        return Desk(judge, sessions, rows, Weighing(judge, sessions, judge(sessions)))

    @property
    def verdict(self) -> Verdict:
        return self.weighing.verdict

    @property
    def problem(self) -> Problem:
        return self.judge.problem

    def place_of(self, row: int) -> int | None:
        """Where the session of a row stands in the list."""
        return self.rows.index(row) if row in self.rows else None

    def session_of(self, row: int) -> Session | None:
        place = self.place_of(row)
        return None if place is None else self.sessions[place]


def session_key(judge: Judge, session: Session) -> Key | None:
    """What makes the session the same one in another version; None where the problem does not know its ids."""
    index = judge.index
    slot, group = index.slots.get(session.start), index.groups.get(session.group)
    if slot is None or group is None:
        return None
    return slot.date, slot.period, session.activity, frozenset(group.squads)


def places_of(sessions: Sequence[Session], some: Iterable[Session]) -> list[int] | None:
    """Where some sessions stand in a list, each at another place; None where one is not there."""
    found: list[int] = []
    for one in some:
        place = next((n for n, other in enumerate(sessions) if other == one and n not in found), None)
        if place is None:
            return None
        found.append(place)
    return found
