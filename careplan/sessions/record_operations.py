"""Record what happened in a session: attendance, held, cancelled, notes, feedback.

Only a session of the schedule in force can be recorded, and only from its day on; every change is in the audit log.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.beside import came_apart, has_records
from careplan.sessions.models import Attendance, Feedback, SessionNote, TeamSession
from careplan.sessions.record_queries import roll_of
from careplan.sessions.roll import ROLES, STATES, Entry, RollLine, Taken, changed, tally
from careplan.sessions.trail_operations import leave_trail

ANSWERS = range(1, 6)


def record_attendance(
    *,
    actor_id: int | None,
    team_session: TeamSession,
    squad_id: int,
    entries: Mapping[int, Entry],
    parents_came: int | None = None,
    taken: Mapping[int, Taken] | None = None,
) -> None:
    """Store a squad's roll: child id → what was entered. The session counts as held from then on (S6, S14, S28).

    Recorded again it is corrected: children not named keep what is stored; each entry made or changed gets a row in the
    trail (`taken`: child id → where on a phone it came from), the audit log the counts. `parents_came` is that of the
    whole session; None leaves it as it is. Refused before the session's day, for a cancelled session, and for a child
    that is not on the squad's roll.
    """
    lines = _checked_roll(team_session, squad_id, entries)
    before = {line.child_id: line.entry for line in lines if line.entry}
    _store(team_session.id, before, entries)
    leave_trail(actor_id, team_session.id, before, entries, taken or {})
    if parents_came is not None:
        team_session.parents_came = parents_came
    _mark(team_session, "held", actor_id)
    db.session.flush()
    record(
        actor_id=actor_id,
        action="correct-attendance" if before else "record-attendance",
        entity="team_session",
        entity_id=team_session.id,
        detail={
            "squad": squad_id,
            "before": _counts(before),
            "after": _counts({**before, **entries}),
            "changed": changed(before, entries),
        },
    )


def _checked_roll(team_session: TeamSession, squad_id: int, entries: Mapping[int, Entry]) -> list[RollLine]:
    """The squad's stored roll when these entries may be written to it."""
    _check_open(team_session)
    _check_day(team_session)
    if squad_id not in {squad.id for squad in team_session.squads}:
        raise Refused(_("This squad does not take part in the session."))
    lines = roll_of(team_session, squad_id)
    if set(entries) - {line.child_id for line in lines}:
        raise Refused(_("A child on this roll is no longer in the squad. Please open the roll anew."))
    if any(entry.state not in STATES or entry.role not in ("", *ROLES) for entry in entries.values()):
        raise Refused(_("Please choose one of the states for each child."))
    return lines


def _store(session_id: int, before: Mapping[int, Entry], entries: Mapping[int, Entry]) -> None:
    stored = {
        row.child_id: row
        for row in db.session.scalars(select(Attendance).where(Attendance.team_session_id == session_id))
    }
    for child_id, entry in entries.items():
        if before.get(child_id) == entry:
            continue
        row = stored.get(child_id)
        if row is None:
            row = Attendance(team_session_id=session_id, child_id=child_id)
            db.session.add(row)
        row.state, row.led, row.reason = entry.state, entry.led, entry.reason
        row.role, row.minutes = entry.role, entry.minutes


def _counts(entries: Mapping[int, Entry]) -> dict[str, int]:
    counted = tally(entries.values())
    return {word: getattr(counted, word) for word in (*STATES, *ROLES, "led")}


def mark_held(*, actor_id: int | None, team_session: TeamSession) -> None:
    """The session took place; who came is recorded by those who may see the names."""
    _check_open(team_session)
    _check_day(team_session)
    _mark(team_session, "held", actor_id)
    record(actor_id=actor_id, action="mark-held", entity="team_session", entity_id=team_session.id)


def cancel_session(*, actor_id: int | None, team_session: TeamSession, reason: str) -> int:
    """The session does not take place; the reason is kept (S12). Refused for one that was held.

    How many people are to be told: none where it is over.
    """
    _check_open(team_session)
    if team_session.state == "held":
        raise Refused(_("The session was held; it cannot be cancelled any more."))
    if not reason.strip():
        raise Refused(_("Please say why the session is cancelled."))
    _mark(team_session, "cancelled", actor_id)
    team_session.reason = reason.strip()
    record(actor_id=actor_id, action="cancel", entity="team_session", entity_id=team_session.id)
    return came_apart(team_session, actor_id)


def reopen_session(*, actor_id: int | None, team_session: TeamSession) -> int:
    """Take back “held” or “cancelled” entered by mistake. Refused once a roll or feedback is stored.

    How many people are to be told that it takes place after all.
    """
    _check_in_force(team_session)
    stored = select(Attendance.id).where(Attendance.team_session_id == team_session.id)
    said = select(Feedback.id).where(Feedback.team_session_id == team_session.id)
    if db.session.scalar(stored.limit(1)) or db.session.scalar(said.limit(1)) or has_records(team_session.id):
        raise Refused(_("Attendance or feedback is stored already. Please correct that instead."))
    if team_session.departure is not None:
        raise Refused(_("It was recorded how this session departed from the plan. Please take that back instead."))
    was = team_session.state
    team_session.state, team_session.reason = "planned", ""
    team_session.recorded_at = team_session.recorded_by = None
    record(
        actor_id=actor_id,
        action="reopen",
        entity="team_session",
        entity_id=team_session.id,
        detail={"before": was, "after": "planned"},
    )
    return came_apart(team_session, actor_id) if was == "cancelled" else 0


def set_notes(*, actor_id: int | None, team_session: TeamSession, notes: str, parents_came: int | None) -> None:
    """Notes on the session and the number of parents and carers who came (S28; None: not counted).

    Every version of the notes is kept, with who wrote it.
    """
    _check_in_force(team_session)
    if parents_came is not None:
        _check_day(team_session)
    if notes != team_session.notes:
        note = SessionNote(team_session_id=team_session.id, text=notes, written_at=now(), written_by=actor_id)
        db.session.add(note)
    team_session.notes, team_session.parents_came = notes, parents_came
    record(actor_id=actor_id, action="note", entity="team_session", entity_id=team_session.id)


def give_feedback(
    *, actor: User, team_session: TeamSession, interesting: int, aimed: int, effective: int, comment: str = ""
) -> None:
    """A person's answers to the three fixed questions, each 1–5 (S17); given again they replace the former ones."""
    _check_open(team_session)
    _check_day(team_session)
    if not {interesting, aimed, effective} <= set(ANSWERS):
        raise Refused(_("Please answer each question with 1 to 5."))
    query = select(Feedback).where(Feedback.team_session_id == team_session.id, Feedback.user_id == actor.id)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        row = Feedback(team_session_id=team_session.id, user_id=actor.id)
        db.session.add(row)
    row.interesting, row.aimed, row.effective = interesting, aimed, effective
    row.comment, row.given_at = comment, now()
    if team_session.state == "planned":
        _mark(team_session, "held", actor.id)
    record(actor_id=actor.id, action="give-feedback", entity="team_session", entity_id=team_session.id)


def _mark(team_session: TeamSession, state: str, actor_id: int | None) -> None:
    if team_session.state != state:
        team_session.state = state
        team_session.recorded_at, team_session.recorded_by = now(), actor_id


def check_recordable(team_session: TeamSession) -> None:
    """Refused where nothing can be recorded: not in force, cancelled, or before its day."""
    _check_open(team_session)
    _check_day(team_session)


def _check_in_force(team_session: TeamSession) -> None:
    if team_session.schedule.state != "published":
        raise Refused(_("This session is not in the schedule in force."))


def _check_open(team_session: TeamSession) -> None:
    _check_in_force(team_session)
    if team_session.state == "cancelled":
        raise Refused(_("The session is cancelled. Take that back first."))


def _check_day(team_session: TeamSession) -> None:
    if team_session.day > today():
        raise Refused(_("The session can be recorded from its day on."))
