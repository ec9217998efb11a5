"""A plan's facts and its problem as the school stands now, with what stands in the schedule in force."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.plans.facts import Lead, PlanFacts
from careplan.plans.load import load_facts
from careplan.plans.models import YearPlan
from careplan.plans.problem import build_problem
from careplan.scheduling.problem import Problem
from careplan.school.models import StaffMember
from careplan.sessions.models import ScheduleVersion, SessionPost, TeamSession
from careplan.sessions.schedule_queries import published_schedule
from careplan.sessions.stood_queries import stood_in


def problem_of(plan_id: int) -> Problem:
    """The scheduling problem of a plan as the school stands now."""
    return build_problem(facts_of(plan_id))


def facts_of(plan_id: int) -> PlanFacts:
    """Everything that the plan's problem is built from."""
    facts, in_force = load_facts(db.session.get_one(YearPlan, plan_id)), published_schedule()
    return facts if in_force is None else replace(facts, leads=_leads(in_force), meets=_meets(in_force))


def _leads(in_force: ScheduleVersion) -> tuple[Lead, ...]:
    """The posts of its sessions, the cancelled ones left out."""
    its = TeamSession
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


def _meets(in_force: ScheduleVersion) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((one.activity, frozenset(one.squads)) for one in stood_in(in_force) if one.state != "cancelled")


def _needs(posts: list[dict[str, str]], position: int) -> str:
    """The qualification of a post; none where the activity has fewer posts than when it was planned."""
    return str(posts[position]["qualification"]) if position < len(posts) else ""
