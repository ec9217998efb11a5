"""Take in a roll that a phone sends: each entry by itself, sent twice it is stored once, nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from careplan.db import db
from careplan.sessions.models import AttendanceChange, TeamSession
from careplan.sessions.record_operations import record_attendance, set_notes
from careplan.sessions.record_queries import TrailLine, roll_of, trail_of
from careplan.sessions.roll import Entry, Taken
from careplan.sessions.sent_roll import Outcome, SentRoll, outcome, parents_outcome


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of one entry. stored: what the roll says now; last: who stored that, when."""

    key: str
    child_id: int
    outcome: Outcome
    stored: Entry | None
    last: TrailLine | None


@dataclass(frozen=True, slots=True)
class RollAnswer:
    """What became of a sent roll; parents None: not sent. parents_stored: the number that stands now."""

    entries: tuple[Arrived, ...]
    parents: Outcome | None
    parents_stored: int | None


def take_in_roll(*, actor_id: int, team_session: TeamSession, squad_id: int, sent: SentRoll) -> RollAnswer:
    """Store the entries that nobody else changed meanwhile; tell for the others what is stored.

    Refused as a whole where the roll cannot be called: before its day, cancelled, not in the schedule in force.
    """
    stored = {line.child_id: line.entry for line in roll_of(team_session, squad_id)}
    outcomes = {one.key: outcome(one, stored, _known(sent)) for one in sent.entries}
    new = {one.child_id: one for one in sent.entries if outcomes[one.key] == "stored"}
    parents = parents_outcome(sent.parents, team_session.parents_came) if sent.parents else None
    if new:
        record_attendance(
            actor_id=actor_id,
            team_session=team_session,
            squad_id=squad_id,
            entries={child_id: one.entry for child_id, one in new.items()},
            taken={child_id: Taken(one.key, one.at) for child_id, one in new.items()},
        )
    if sent.parents and parents == "stored":
        set_notes(
            actor_id=actor_id,
            team_session=team_session,
            notes=team_session.notes,
            parents_came=sent.parents.value,
        )
    db.session.flush()
    return RollAnswer(_arrived(team_session, squad_id, sent, outcomes), parents, team_session.parents_came)


def _known(sent: SentRoll) -> set[str]:
    keys = [one.key for one in sent.entries]
    query = select(AttendanceChange.client_key).where(AttendanceChange.client_key.in_(keys))
    return {key for key in db.session.scalars(query) if key}


def _arrived(
    team_session: TeamSession, squad_id: int, sent: SentRoll, outcomes: dict[str, Outcome]
) -> tuple[Arrived, ...]:
    stored = {line.child_id: line.entry for line in roll_of(team_session, squad_id)}
    last: dict[int, TrailLine] = {}
    for line in trail_of(team_session.id, squad_id):
        last.setdefault(line.child_id, line)
    return tuple(
        Arrived(one.key, one.child_id, outcomes[one.key], stored.get(one.child_id), last.get(one.child_id))
        for one in sent.entries
    )
