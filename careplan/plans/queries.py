"""Read the year plan."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.accounts.models import User
from careplan.db import db
from careplan.plans.models import PlanEvent, YearPlan
from careplan.school.models import SchoolYear


def current_year() -> SchoolYear | None:
    """The school's current year."""
    query = select(SchoolYear).where(SchoolYear.is_current).options(selectinload(SchoolYear.terms))
    return db.session.scalars(query.order_by(SchoolYear.start_year.desc())).first()


def plan_of(year: SchoolYear) -> YearPlan | None:
    """The year's plan with its goals."""
    query = select(YearPlan).where(YearPlan.year_id == year.id).options(selectinload(YearPlan.goals))
    return db.session.scalars(query).first()


def events_of(plan: YearPlan) -> list[tuple[PlanEvent, str | None]]:
    """The plan's steps, newest first, with who took them."""
    query = (
        select(PlanEvent, User.display_name)
        .outerjoin(User, User.id == PlanEvent.actor_id)
        .where(PlanEvent.plan_id == plan.id)
        .order_by(PlanEvent.id.desc())
    )
    return [(event, name) for event, name in db.session.execute(query)]
