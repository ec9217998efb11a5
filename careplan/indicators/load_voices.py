"""Facts about what was said of the sessions: feedback of people and of children, what was in the way. Counts only."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from careplan.clock import local, now
from careplan.db import db
from careplan.indicators import facts
from careplan.indicators.load_work import counting
from careplan.indicators.span import Span
from careplan.sessions.models import Feedback, ScheduleVersion, TeamSession
from careplan.voices.answers import as_one
from careplan.voices.models import ClassAnswers, Obstacle
from careplan.voices.obstacles import due_on


def feedback(span: Span) -> tuple[facts.Feedback, ...]:
    """Feedback on the year's sessions: of each person, and of the children of a session as one voice.

    Without an account it is the children's too: a class's answer as schools entered it before squads were counted.
    """
    query = (
        select(
            Feedback.id, Feedback.team_session_id, Feedback.user_id, Feedback.interesting, Feedback.aimed,
            Feedback.effective,
        )
        .join(TeamSession, TeamSession.id == Feedback.team_session_id)
        .join(ScheduleVersion, counting(span))
        .where(TeamSession.day <= span.last)
        .order_by(Feedback.id)
    )  # fmt: skip
    given = [
        facts.Feedback(str(i), str(session), "teacher" if user else "children", *answers)
        for i, session, user, *answers in db.session.execute(query)
    ]
    return (*given, *_children_answers(span))


def _children_answers(span: Span) -> list[facts.Feedback]:
    """One for each session whose squads have finished answering and of which enough children did."""
    query = (
        select(ClassAnswers)
        .join(TeamSession, TeamSession.id == ClassAnswers.team_session_id)
        .join(ScheduleVersion, counting(span))
        .where(TeamSession.day <= span.last)
        .order_by(ClassAnswers.team_session_id, ClassAnswers.id)
    )
    sessions: dict[int, list[ClassAnswers]] = defaultdict(list)
    for row in db.session.scalars(query):
        sessions[row.team_session_id].append(row)
    found = []
    for session_id, rows in sessions.items():
        one = as_one([] if any(row.is_open(now()) for row in rows) else [row.counts for row in rows])
        if one is not None:
            found.append(facts.Feedback(f"children-{session_id}", str(session_id), "children", *one))
    return found


def improvements(span: Span) -> tuple[facts.Improvement, ...]:
    """What was in the way of the activities, from its telling to its solution (S38)."""
    query = select(Obstacle.id, Obstacle.raised_at, Obstacle.due_on, Obstacle.solved_on).order_by(Obstacle.id)
    rows = [(i, local(raised).date(), due, solved) for i, raised, due, solved in db.session.execute(query)]
    return tuple(
        facts.Improvement(str(i), raised, due_on(raised, promised), solved)
        for i, raised, promised, solved in rows
        if span.first <= raised <= span.last
    )
