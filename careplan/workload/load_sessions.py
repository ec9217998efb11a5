"""Sessions as facts: who led, assisted or brought their squad, from what was held and from the roll (S51)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased, selectinload

from careplan.db import db
from careplan.school.school_year import start_year_of
from careplan.sessions.departure_models import Departure
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.models import Attendance, ScheduleVersion, SessionPost, TeamSession
from careplan.workload.models import WorkShare
from careplan.workload.units import LESSON_MINUTES
from careplan.workload.work import LEADER, Fact

JOINED = "joined"


def session_facts(first: date, last: date) -> Iterator[Fact]:
    """A fact for each post of a session that was held, as it was held: moved, substituted, unplanned ones too."""
    rows = held_sessions(first, last)
    called = _called([row.id for row in rows])
    weights = shares_of([row.id for row in rows])
    for row in rows:
        leaders = tuple(
            (post.staff_id, weights.get((row.id, post.staff_id), 1)) for post in row.posts if post.role == LEADER
        )
        for post in row.posts:
            shares = leaders if post.role == LEADER and len(leaders) > 1 else ()
            yield _fact(row, row, post.staff_id, post.role, row.id in called, shares)
    yield from _joined(first, last)


def held_sessions(first: date, last: date) -> list[TeamSession]:
    """The sessions of the schedule in force that were held on these days."""
    query = (
        select(TeamSession)
        .join(ScheduleVersion, ScheduleVersion.id == TeamSession.schedule_id)
        .where(ScheduleVersion.state == "published", TeamSession.state == "held", TeamSession.day.between(first, last))
        .options(selectinload(TeamSession.squads), selectinload(TeamSession.posts), selectinload(TeamSession.activity))
        .order_by(TeamSession.day, TeamSession.period, TeamSession.id)
    )
    return list(db.session.scalars(query))


def shares_of(session_ids: list[int]) -> dict[tuple[int, int], int]:
    """(session, staff id) → the weight that was entered."""
    query = select(WorkShare.team_session_id, WorkShare.staff_id, WorkShare.weight)
    rows = db.session.execute(query.where(WorkShare.team_session_id.in_(session_ids)))
    return {(session_id, staff_id): weight for session_id, staff_id, weight in rows}


def _called(session_ids: list[int]) -> set[int]:
    """The sessions of which a roll is stored."""
    query = select(Attendance.team_session_id).where(Attendance.team_session_id.in_(session_ids)).distinct()
    return set(db.session.scalars(query))


def _joined(first: date, last: date) -> Iterator[Fact]:
    """Leaders whose own session did not take place because its squads joined another one, which was held."""
    into = aliased(TeamSession)
    query = (
        select(TeamSession, into)
        .join(Departure, Departure.team_session_id == TeamSession.id)
        .join(into, into.id == Departure.into_id)
        .join(ScheduleVersion, ScheduleVersion.id == into.schedule_id)
        .where(Departure.kind == "merged", into.state == "held", into.day.between(first, last))
        .where(ScheduleVersion.state == "published")
        .options(selectinload(TeamSession.squads), selectinload(TeamSession.posts), selectinload(TeamSession.activity))
    )
    pairs = [(row, other) for row, other in db.session.execute(query)]
    called = _called([other.id for _row, other in pairs])
    posts = _posts_of([other.id for _row, other in pairs])
    for row, other in pairs:
        for post in row.posts:
            if post.role == LEADER and post.staff_id not in posts[other.id]:
                yield _fact(row, other, post.staff_id, JOINED, other.id in called, ())


def _posts_of(session_ids: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    query = select(SessionPost.team_session_id, SessionPost.staff_id)
    for session_id, staff_id in db.session.execute(query.where(SessionPost.team_session_id.in_(session_ids))):
        found[session_id].add(staff_id)
    return found


def _fact(
    row: TeamSession, when: TeamSession, staff_id: int, role: str, called: bool, shares: tuple[tuple[int, int], ...]
) -> Fact:
    """row: the session that the record is of; when: the one that took place."""
    squads = "、".join(squad.label(start_year_of(when.day)) for squad in row.squads)
    start, end = begins(when.day, when.period), ends(when.day, when.period + when.lessons - 1)
    return Fact(
        staff_id,
        "session",
        row.id,
        "session",
        role,
        when.day,
        when.lessons * LESSON_MINUTES,
        f"{row.activity.title} {squads}",
        f"{row.activity.title_en or row.activity.title} {squads}",
        shares=shares,
        called=called,
        begins=start.hour * 60 + start.minute,
        ends=end.hour * 60 + end.minute,
    )
