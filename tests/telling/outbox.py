"""A world whose schedule can be changed by hand and published again, without a solver."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from careplan.access.roles import CLASS_TEACHER
from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db
from careplan.plans.models import YearPlan
from careplan.scheduling.solution import Session, Solution
from careplan.school.models import StaffMember
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.publish_operations import publish_schedule
from careplan.sessions.schedule_queries import plan_in_force, published_schedule, stored_problem
from careplan.sessions.store_operations import store_version
from careplan.telling.message_operations import send_messages
from careplan.telling.models import Announcement, Message
from careplan.telling.queries import announcements
from tests.sessions.schedule import BEFORE_TERM

ENGLISH = "T4"
WITHOUT_ACCOUNT = "T5"


def add_teachers() -> None:
    """An account for each person on the staff list but one; one of them reads English. Commits."""
    taken = set(db.session.scalars(select(User.staff_id)))
    for person in db.session.scalars(select(StaffMember)):
        if person.id in taken or person.number == WITHOUT_ACCOUNT:
            continue
        language = "en" if person.number == ENGLISH else "zh_Hans"
        db.session.add(
            User(
                username=f"teacher-{person.number}",
                display_name=person.name,
                roles=[CLASS_TEACHER],
                password_hash="!",
                staff_id=person.id,
                language=language,
            )
        )
    record(actor_id=None, action="add", entity="user")
    db.session.commit()


def sessions_in_force() -> tuple[Session, ...]:
    version = published_schedule()
    assert version
    return plan_in_force(version)


def republish(sessions: tuple[Session, ...]) -> ScheduleVersion:
    """Put these sessions into force as the next version, in the same problem. Commits."""
    version = drafted(sessions)
    with fixed(BEFORE_TERM):
        publish_schedule(actor_id=None, version=version)
        db.session.commit()
    return version


def drafted(sessions: tuple[Session, ...]) -> ScheduleVersion:
    former = published_schedule()
    assert former
    problem = stored_problem(former)
    plan_id = db.session.scalars(select(YearPlan.id)).one()
    solution = Solution(problem.name, "feasible", 0, 0, sessions=sessions)
    version = store_version(actor_id=None, plan_id=plan_id, problem=problem, solution=solution)
    record(actor_id=None, action="make", entity="schedule_version", entity_id=version.id)
    db.session.commit()
    return version


def in_another_place(one: Session, venue: str = "操场") -> Session:
    return replace(one, venue=venue)


def newest() -> Announcement:
    return announcements()[0]


def message_to(number: str, said: Announcement | None = None) -> Message:
    return next(one for one in (said or newest()).messages if one.staff.number == number)


def sent(channel_ids: tuple[int, ...] = ()) -> Announcement:
    """The newest messages, sent. Commits."""
    said = newest()
    assert send_messages(actor_id=None, announcement=said, channel_ids=channel_ids)
    db.session.commit()
    return said


def moved_to_the_playground() -> tuple[str, int]:
    """Publishes a version in which one session meets elsewhere; who leads it, and its place in the plan."""
    sessions = sessions_in_force()
    place = next(n for n, one in enumerate(sessions) if one.venue != "操场" and one.staff[0] != WITHOUT_ACCOUNT)
    republish((*sessions[:place], in_another_place(sessions[place]), *sessions[place + 1 :]))
    return sessions[place].staff[0], place
