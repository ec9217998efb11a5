"""A plan's facts and its problem as the school stands now, with who leads what in the schedule in force."""

from __future__ import annotations

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.plans.facts import Lead, PlanFacts
from careplan.plans.load import load_facts
from careplan.plans.models import YearPlan
from careplan.plans.problem import build_problem
from careplan.scheduling.problem import Problem
from careplan.school.models import StaffMember
from careplan.sessions.models import SessionPost, TeamSession
from careplan.sessions.schedule_queries import published_schedule


def problem_of(plan_id: int) -> Problem:
    """The scheduling problem of a plan as the school stands now."""
    return build_problem(facts_of(plan_id))


def facts_of(plan_id: int) -> PlanFacts:
    """Everything that the plan's problem is built from."""
    return load_facts(db.session.get_one(YearPlan, plan_id), leads=_leads())


def _leads() -> tuple[Lead, ...]:
    """The posts of the sessions in force, the cancelled ones left out; nothing before a schedule is published."""
    in_force, its = published_schedule(), TeamSession
    if in_force is None:
        return ()
    query = (
        select(StaffMember.number, its.day, its.period, its.lessons, SessionPost.position, Activity.posts)
        .join(SessionPost, SessionPost.staff_id == StaffMember.id)
        .join(its, its.id == SessionPost.team_session_id)
        .join(Activity, Activity.id == its.activity_id)
        .where(its.schedule_id == in_force.id, its.state != "cancelled")
    )
    return tuple(
        Lead(person, day, frozenset(range(period, period + lessons)), _needs(posts, position))
        for person, day, period, lessons, position, posts in db.session.execute(query)
    )


def _needs(posts: list[dict[str, str]], position: int) -> str:
    """The qualification of a post; none where the activity has fewer posts than when it was planned."""
    return str(posts[position]["qualification"]) if position < len(posts) else ""
