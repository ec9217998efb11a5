"""Read what goes with an event or a plan of help that is taken back, and who has yet to hear of it."""

from __future__ import annotations

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from careplan.children.models import Child
from careplan.db import SHOW_WITHDRAWN, db
from careplan.events.models import CareEvent, Escalation, EventTask, HelpPlan
from careplan.seeds.load import shipped_playbooks


def find_plan(plan_id: int) -> HelpPlan | None:
    """The version of a plan of help with its event, taken back or not."""
    query = select(HelpPlan).where(HelpPlan.id == plan_id).options(joinedload(HelpPlan.event))
    return db.session.scalar(query, execution_options=SHOW_WITHDRAWN)


def plans_because_of(event_id: int) -> list[HelpPlan]:
    """The standing versions that were made because of an event, the oldest first."""
    query = select(HelpPlan).where(HelpPlan.care_event_id == event_id)
    return list(db.session.scalars(query.order_by(HelpPlan.number)))


def tasks_done_by_plan(plan: HelpPlan) -> list[EventTask]:
    """Tasks of an open event that only this version of the plan fulfilled."""
    if plan.care_event_id is None or len(plans_because_of(plan.care_event_id)) > 1:
        return []
    query = select(EventTask).join(CareEvent, CareEvent.id == EventTask.care_event_id)
    done = (EventTask.does == "plan", EventTask.done_at.is_not(None), CareEvent.state == "open")
    return list(db.session.scalars(query.where(CareEvent.id == plan.care_event_id, *done).order_by(EventTask.id)))


def unsaid_to(user_id: int, roles: frozenset[str]) -> list[Escalation]:
    """What was told and then taken back, and whoever was told does not know it yet; the oldest first.

    Inside the school the recipient's role sees it; for an office without an account it waits for whoever took it back.
    """
    known = shipped_playbooks().recipients.values()
    theirs = Escalation.to.in_([one.code for one in known if one.role in roles])
    outside = Escalation.to.in_([one.code for one in known if not one.role])
    query = (
        select(Escalation)
        .join(CareEvent, CareEvent.id == Escalation.care_event_id)
        .where(Escalation.withdrawn_at.is_not(None), Escalation.unsaid_at.is_(None))
        .where(or_(theirs, and_(outside, CareEvent.withdrawn_by == user_id)))
        .options(joinedload(Escalation.event).joinedload(CareEvent.child).joinedload(Child.squad))
        .order_by(Escalation.withdrawn_at, Escalation.id)
    )
    return list(db.session.scalars(query, execution_options=SHOW_WITHDRAWN))
