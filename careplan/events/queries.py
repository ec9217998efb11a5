"""Read events, whose their tasks are, plans of help."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from careplan.accounts.models import User
from careplan.casework.models import CareAssignment
from careplan.casework.queries import Sight, children_of_staff
from careplan.children.models import Child
from careplan.db import SHOW_WITHDRAWN, db
from careplan.events.clock import hours_over, hours_to_first_act
from careplan.events.models import CareEvent, Escalation, EventTask, HelpPlan
from careplan.school.models import Squad
from careplan.seeds.load import shipped_playbooks

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that waits; staff_id: whose it is when it belongs to the child's owner."""

    task: EventTask
    child: Child
    staff_id: int | None

    def is_over(self, now: datetime) -> bool:
        return self.task.due_at < now

    def over(self, now: datetime) -> int:
        """Whole hours overdue."""
        return hours_over(self.task.due_at, now)


def owners_of(child_ids: Collection[int]) -> dict[int, int | None]:
    """Child id → the staff member who acts for it: the person responsible, else the squad's counselor."""
    squads = select(Child.id, Squad.counselor_id).join(Squad, Squad.id == Child.squad_id)
    found = {row[0]: row[1] for row in db.session.execute(squads.where(Child.id.in_(list(child_ids))))}
    query = select(CareAssignment.child_id, CareAssignment.staff_id).where(
        CareAssignment.child_id.in_(list(child_ids)), CareAssignment.until.is_(None)
    )
    return found | {row[0]: row[1] for row in db.session.execute(query)}


def open_tasks(child_ids: Collection[int] | None = None) -> list[OpenTask]:
    """Every task that waits, the one due first first; child_ids: of these children only."""
    query = (
        select(EventTask)
        .join(CareEvent, CareEvent.id == EventTask.care_event_id)
        .where(EventTask.done_at.is_(None), CareEvent.state == "open")
        .options(joinedload(EventTask.event).joinedload(CareEvent.child).joinedload(Child.squad))
    )
    if child_ids is not None:
        query = query.where(CareEvent.child_id.in_(list(child_ids)))
    rows = list(db.session.scalars(query.order_by(EventTask.due_at, EventTask.id)))
    owners = owners_of({row.event.child_id for row in rows})
    return [
        OpenTask(row, row.event.child, owners.get(row.event.child_id) if row.role == OWNER else None) for row in rows
    ]


def tasks_of(staff_id: int | None, roles: frozenset[str]) -> list[OpenTask]:
    """The tasks that wait for one person: as the children's owner, or because of a role.

    A child that nobody answers for must not be forgotten: its owner's tasks go to the principal.
    """
    return [one for one in open_tasks() if is_theirs(one, staff_id, roles)]


def is_theirs(one: OpenTask, staff_id: int | None, roles: frozenset[str]) -> bool:
    """Whether an open task belongs to this person."""
    if one.task.role != OWNER:
        return one.task.role in roles
    if one.staff_id is None or not _has_account(one.staff_id):
        return "principal" in roles
    return one.staff_id == staff_id


def _has_account(staff_id: int) -> bool:
    return db.session.scalar(select(User.id).where(User.staff_id == staff_id, User.active)) is not None


def find_event(event_id: int) -> CareEvent | None:
    """The event with its tasks and what was told, taken back or not."""
    query = select(CareEvent).where(CareEvent.id == event_id)
    parts = (
        selectinload(CareEvent.tasks),
        selectinload(CareEvent.escalations),
        joinedload(CareEvent.child).joinedload(Child.squad),
    )
    return db.session.scalar(query.options(*parts), execution_options=SHOW_WITHDRAWN)


def events_seen(sight: Sight, state: str) -> list[CareEvent]:
    """Events of the children that somebody sees, the newest first."""
    own = children_of_staff(sight.staff_id)
    query = select(CareEvent).where(CareEvent.state == state)
    query = query.options(joinedload(CareEvent.child).joinedload(Child.squad), selectinload(CareEvent.tasks))
    rows = db.session.scalars(query.options(selectinload(CareEvent.escalations)).order_by(CareEvent.id.desc()))
    return [
        row for row in rows if sight.squad_ids is None or row.child.squad_id in sight.squad_ids or row.child_id in own
    ]


def events_of(child_id: int, *, withdrawn: bool = False) -> list[CareEvent]:
    """A child's events, the newest first; withdrawn: with those that were taken back."""
    query = select(CareEvent).where(CareEvent.child_id == child_id)
    query = query.options(selectinload(CareEvent.tasks), selectinload(CareEvent.escalations))
    query = query.order_by(CareEvent.known_at.desc(), CareEvent.id.desc())
    return list(db.session.scalars(query, execution_options={"show_withdrawn": withdrawn}))


def first_act_hours(event: CareEvent) -> float | None:
    """Hours from when the event was known to the first act; None while nobody has done anything."""
    acts = [*(task.done_at for task in event.tasks), *(one.sent_at for one in event.escalations)]
    return hours_to_first_act(event.known_at, acts)


def find_task(task_id: int) -> EventTask | None:
    """The task with its event, taken back or not."""
    query = (
        select(EventTask)
        .where(EventTask.id == task_id)
        .options(joinedload(EventTask.event).joinedload(CareEvent.child))
    )
    return db.session.scalar(query, execution_options=SHOW_WITHDRAWN)


def find_escalation(escalation_id: int) -> Escalation | None:
    """What was told with its event, taken back or not."""
    query = select(Escalation).where(Escalation.id == escalation_id)
    query = query.options(joinedload(Escalation.event).joinedload(CareEvent.child))
    return db.session.scalar(query, execution_options=SHOW_WITHDRAWN)


def escalations_to(roles: frozenset[str]) -> list[Escalation]:
    """What was sent to these roles and has no answer yet, the oldest first."""
    codes = [one.code for one in shipped_playbooks().recipients.values() if one.role in roles]
    query = (
        select(Escalation)
        .where(Escalation.to.in_(codes), Escalation.answered_at.is_(None))
        .options(joinedload(Escalation.event).joinedload(CareEvent.child))
    )
    return list(db.session.scalars(query.order_by(Escalation.sent_at)))


def plans_of(child_id: int, *, withdrawn: bool = False) -> list[tuple[HelpPlan, str]]:
    """Every version of the plan of help with who made it, the newest first; withdrawn: those taken back too."""
    query = select(HelpPlan, User.display_name).join(User, User.id == HelpPlan.made_by)
    query = query.options(joinedload(HelpPlan.event)).where(HelpPlan.child_id == child_id)
    rows = db.session.execute(query.order_by(HelpPlan.number.desc()), execution_options={"show_withdrawn": withdrawn})
    return [(row[0], row[1]) for row in rows]


def next_plan_number(child_id: int) -> int:
    """One more than the highest ever given; a number that was taken back is not given again."""
    query = select(func.max(HelpPlan.number)).where(HelpPlan.child_id == child_id)
    return (db.session.scalar(query, execution_options=SHOW_WITHDRAWN) or 0) + 1


def names_of(user_ids: Collection[int | None]) -> dict[int, str]:
    """User id → name shown."""
    query = select(User.id, User.display_name).where(User.id.in_([one for one in user_ids if one]))
    return {row[0]: row[1] for row in db.session.execute(query)}
