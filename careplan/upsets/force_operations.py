"""Put changes into force at once: a draft of the schedule in force with just these changes, published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.scheduling.solution import Session
from careplan.sessions.draft_operations import change_draft, copy_in_force, reader_language
from careplan.sessions.draft_queries import open_version
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.publish_load import load_standing
from careplan.sessions.publish_operations import publish_schedule
from careplan.sessions.schedule_queries import (
    is_recorded,
    published_schedule,
    sessions_of,
    stored_problem,
    stored_solution,
)
from careplan.upsets.load import InForce, load_in_force, planned_sessions
from careplan.upsets.replanning import Move
from careplan.upsets.standing import Picks


@dataclass(frozen=True, slots=True)
class Effective:
    """A version that has just come into force. behind: an open draft that could not be given the same change."""

    version: ScheduleVersion
    behind: ScheduleVersion | None = None


def put_into_force(*, actor_id: int, moves: Sequence[Move], words: str) -> Effective:
    """Publish the schedule in force with these changes; what is told to whom follows from the two versions.

    An open draft stays open and is given the same changes, so that publishing it later takes nothing back. Refused in
    words where a rule forbids a change, and where a session is no longer as it was when the change was thought out.
    """
    out = tuple(one.before for one in moves if one.before is not None)
    into = tuple(one.after for one in moves if one.after is not None)
    before, draft = published_schedule(), open_version()
    version = copy_in_force(actor_id=actor_id)
    lost = _lost(before, version)
    if lost - set(out):
        raise Refused(
            _("Sessions lie on days without lessons now. Plan these anew first, or cancel them with a reason.")
        )
    still = tuple(one for one in out if one not in lost)
    known = load_standing(version, reader_language()).findings
    change_draft(actor_id=actor_id, version=version, out=still, into=into, words=words)
    publish_schedule(actor_id=actor_id, version=version, known=known)
    if draft is None or _brought(actor_id, draft, out, into, words):
        return Effective(version)
    return Effective(version, draft)


def _brought(
    actor_id: int, draft: ScheduleVersion, out: tuple[Session, ...], into: tuple[Session, ...], words: str
) -> bool:
    """The same changes in an open draft; False where it had changed these sessions itself, or they are locked in it."""
    there = set(stored_solution(draft).sessions)
    try:
        change_draft(
            actor_id=actor_id, version=draft, out=tuple(one for one in out if one in there), into=into, words=words
        )
    except Refused:
        return False
    return there.issuperset(out)


def _lost(before: ScheduleVersion | None, draft: ScheduleVersion) -> set[Session]:
    """Sessions ahead in force that the draft cannot even name, because their lesson is gone from the calendar."""
    if before is None:
        return set()
    slots = {slot.id for slot in stored_problem(draft).slots}
    ahead = {row.id for row in sessions_of(before) if row.day >= today() and not is_recorded(row)}
    planned = planned_sessions(before)
    return {session for row, session in planned.items() if row in ahead and session.start not in slots}


def accept(*, actor_id: int, version_id: int, moves: Sequence[Move], words: str) -> Effective:
    """Put a proposal into force. Refused when the schedule it was made for is no longer the one in force."""
    in_force = published_schedule()
    if in_force is None or in_force.id != version_id:
        raise Refused(_("The schedule has changed since this proposal was made. Please plan anew."))
    effective = put_into_force(actor_id=actor_id, moves=moves, words=words)
    record(
        actor_id=actor_id,
        action="accept-replan",
        entity="schedule_version",
        entity_id=effective.version.id,
        detail={"sessions": len(moves)},
    )
    db.session.flush()
    return effective


def substitute(*, actor_id: int, picks: Picks, words: str) -> Effective:
    """Put other people into posts of sessions in force. Refused when one of them cannot hold the post after all."""
    now = load_in_force()
    if now is None:
        raise Refused(_("No schedule is published yet."))
    _check_picks(now, picks)
    effective = put_into_force(actor_id=actor_id, moves=_moves(now, picks), words=words)
    record(
        actor_id=actor_id,
        action="substitute",
        entity="schedule_version",
        entity_id=effective.version.id,
        detail={"posts": len(picks)},
    )
    db.session.flush()
    return effective


def _check_picks(now: InForce, picks: Picks) -> None:
    rows = {one.id: one for one in now.sessions}
    if not picks:
        raise Refused(_("Please choose at least one person."))
    for row, post in picks:
        if row not in rows or not rows[row].open or post not in range(len(rows[row].staff)):
            raise Refused(_("A session has changed since this page was opened. Please look again."))


def _moves(now: InForce, picks: Picks) -> list[Move]:
    """Each session that was picked for, as it is and with the people chosen."""
    planned = planned_sessions(now.version)
    chosen: dict[int, dict[int, str]] = {}
    for (row, post), person in picks.items():
        chosen.setdefault(row, {})[post] = person
    if not chosen.keys() <= planned.keys():
        raise Refused(_("A session has changed since this page was opened. Please look again."))
    return [Move(planned[row], _with(planned[row], people)) for row, people in chosen.items()]


def _with(session: Session, people: Mapping[int, str]) -> Session:
    return replace(session, staff=tuple(people.get(post, one) for post, one in enumerate(session.staff)))
