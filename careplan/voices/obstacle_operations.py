"""Raise an obstacle, answer it, note that it is solved (S38)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import Select, select

from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.voices.models import Obstacle
from careplan.voices.obstacles import KINDS, LEADERS, LONGEST_PROMISE, OUTCOMES


@dataclass(frozen=True, slots=True)
class Answer:
    """What a leader answers. due_on: the promised day of `promised`."""

    words: str
    outcome: str
    due_on: date | None = None


def raise_obstacle(
    *, actor_id: int, kind: str, words: str, leader: str, team_session_id: int | None = None
) -> Obstacle:
    """Tell the leader in charge what is in the way, of a session or in general; sent twice it is told once."""
    if kind not in KINDS or leader not in LEADERS:
        raise Refused(_("Please choose what is in the way and who should answer."))
    for told in db.session.scalars(_unanswered(actor_id, kind, leader, team_session_id)):
        if told.words == words.strip():
            return told
    row = Obstacle(
        team_session_id=team_session_id,
        kind=kind,
        words=words.strip(),
        leader=leader,
        raised_at=now(),
        raised_by=actor_id,
    )
    db.session.add(row)
    _noted(row, actor_id, "raise")
    return row


def _unanswered(actor_id: int, kind: str, leader: str, team_session_id: int | None) -> Select[Obstacle]:
    return select(Obstacle).where(
        Obstacle.raised_by == actor_id,
        Obstacle.kind == kind,
        Obstacle.leader == leader,
        Obstacle.team_session_id == team_session_id,
        Obstacle.answered_at.is_(None),
    )


def answer_obstacle(*, actor_id: int, row: Obstacle, answer: Answer) -> None:
    """Answer it; the time of the first answer stays when it is answered again.

    Refused without words, and for a promise without a day from today on within a year.
    """
    if answer.outcome not in OUTCOMES or not answer.words.strip():
        raise Refused(_("Please write an answer and choose what becomes of it."))
    if answer.outcome == "promised":
        _check_promise(answer.due_on)
    row.answer, row.outcome = answer.words.strip(), answer.outcome
    row.due_on = answer.due_on if answer.outcome == "promised" else None
    row.answered_at, row.answered_by = row.answered_at or now(), actor_id
    row.solved_on = (row.solved_on or today()) if answer.outcome == "solved" else None
    row.seen_at = None
    _noted(row, actor_id, "answer")


def _check_promise(day: date | None) -> None:
    if day is None or not today() <= day <= today() + LONGEST_PROMISE:
        raise Refused(_("Please say until which day: from today, within a year."))


def solve_obstacle(*, actor_id: int, row: Obstacle) -> None:
    """What was promised is done."""
    if row.answered_at is None:
        raise Refused(_("Please answer first."))
    row.outcome, row.solved_on = "solved", today()
    row.seen_at = None
    _noted(row, actor_id, "solve")


def see_answer(*, actor_id: int, row: Obstacle) -> None:
    """The raiser has read the answer: it leaves the first page."""
    if row.raised_by != actor_id:
        raise Refused(_("Only who raised it can mark the answer as read."))
    row.seen_at = now()
    _noted(row, actor_id, "see")


def _noted(row: Obstacle, actor_id: int, action: str) -> None:
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="obstacle", entity_id=row.id, detail={"kind": row.kind})
