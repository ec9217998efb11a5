"""Read what squads answered: their rows, the sums, who was there to be asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.db import db, every_school
from careplan.sessions.models import TeamSession
from careplan.sessions.record_queries import tallies_of
from careplan.voices.answers import Picture, picture
from careplan.voices.models import ClassAnswers


def answers_of(session_id: int) -> Sequence[ClassAnswers]:
    """What the squads of a session answered, the squads in the order of grades."""
    query = (
        select(ClassAnswers)
        .where(ClassAnswers.team_session_id == session_id)
        .options(selectinload(ClassAnswers.squad))
        .order_by(ClassAnswers.squad_id)
    )
    return db.session.scalars(query).all()


def answers_of_squad(session_id: int, squad_id: int) -> ClassAnswers | None:
    """One squad's answers; None before anybody asked."""
    return db.session.scalar(
        select(ClassAnswers).where(ClassAnswers.team_session_id == session_id, ClassAnswers.squad_id == squad_id)
    )


def finished(rows: Collection[ClassAnswers], moment: datetime) -> list[ClassAnswers]:
    """Those that take no more answers: while a number is open nobody can watch single answers come in."""
    return [row for row in rows if not row.is_open(moment)]


def picture_of(rows: Collection[ClassAnswers], moment: datetime) -> Picture:
    """The children of a session together, once no number is open any more."""
    done = finished(rows, moment)
    return picture([row.counts for row in done] if len(done) == len(rows) else [])


def open_answers(code: str, moment: datetime) -> ClassAnswers | None:
    """The squad that answers under this number now, in whichever school."""
    with every_school():
        query = select(ClassAnswers).where(ClassAnswers.code == code, ClassAnswers.open_until > moment)
        return db.session.scalars(query).first()


def is_taken(code: str) -> bool:
    """Whether a number stands for a squad already."""
    with every_school():
        return db.session.scalar(select(ClassAnswers.id).where(ClassAnswers.code == code)) is not None


def children_present(team_session: TeamSession, squad_id: int) -> tuple[int, bool]:
    """How many children of the squad came, and whether the roll was called; before that, how many are expected."""
    counted = tallies_of([team_session])[team_session.id][squad_id]
    return (counted.came, True) if counted.recorded else (counted.expected, False)
