"""A draft on the desk: its judge, its sessions, and which row of the table each one is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from careplan.scheduling.judge import Judge, Verdict
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session
from careplan.sessions.schedule_files import Key


@dataclass(frozen=True, slots=True)
class Desk:
    """A schedule as it is being worked on. `rows`: the table's row of each session, None where it is not known yet.

    `over`: places of the sessions that were held or whose day is over: beyond judging and not to be moved.
    """

    judge: Judge
    sessions: tuple[Session, ...]
    rows: tuple[int | None, ...]
    verdict: Verdict

    @property
    def problem(self) -> Problem:
        return self.judge.problem

    def place_of(self, row: int) -> int | None:
        """Where the session of a row stands in the list."""
        return self.rows.index(row) if row in self.rows else None

    def session_of(self, row: int) -> Session | None:
        place = self.place_of(row)
        return None if place is None else self.sessions[place]


def session_key(problem_index: Judge, session: Session) -> Key | None:
    """What makes the session the same one in another version; None where the problem does not know its ids."""
    index = problem_index.index
    slot, group = index.slots.get(session.start), index.groups.get(session.group)
    if slot is None or group is None:
        return None
    return slot.date, slot.period, session.activity, frozenset(group.squads)


def changed(sessions: Sequence[Session], out: Iterable[Session], into: Iterable[Session]) -> tuple[Session, ...] | None:
    """The list with some sessions taken out and others put in; None where one to be taken out is not there."""
    left = list(sessions)
    for one in out:
        if one not in left:
            return None
        left.remove(one)
    return (*left, *into)
