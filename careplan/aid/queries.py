"""Reads of aid: cases, costs, duties with who does them, and whose aid somebody may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from careplan.access.roles import CLASS_TEACHER, EVERY_CHILD, may_see_child
from careplan.accounts.models import User
from careplan.aid.models import AidCase, AidEntry, AidPaper, AidRate, AidStep, Duty, DutyHolder, DutyRecord, KnownCost
from careplan.casework.models import CareAssignment
from careplan.children.models import Child
from careplan.children.queries import consented
from careplan.db import db
from careplan.school.models import Squad, StaffMember

_WHOLE = (selectinload(AidCase.steps), selectinload(AidCase.entries), selectinload(AidCase.rates))
_DUTY = (selectinload(Duty.records), selectinload(Duty.holders).joinedload(DutyHolder.staff))


def find_case(case_id: int) -> AidCase | None:
    query = select(AidCase).where(AidCase.id == case_id)
    return db.session.scalar(query.options(*_WHOLE, joinedload(AidCase.child).joinedload(Child.squad)))


def cases_of(child_ids: Collection[int] | None = None) -> dict[int, list[AidCase]]:
    """Child id → its cases in the order in which they were opened; None: every child's."""
    query = select(AidCase).options(*_WHOLE).order_by(AidCase.id)
    if child_ids is not None:
        query = query.where(AidCase.child_id.in_(child_ids))
    found: dict[int, list[AidCase]] = defaultdict(list)
    for case in db.session.scalars(query):
        found[case.child_id].append(case)
    return found


def costs_of(child_ids: Collection[int] | None = None) -> dict[int, list[KnownCost]]:
    """Child id → its known costs by their beginning; None: every child's."""
    query = select(KnownCost).order_by(KnownCost.since, KnownCost.id)
    if child_ids is not None:
        query = query.where(KnownCost.child_id.in_(child_ids))
    found: dict[int, list[KnownCost]] = defaultdict(list)
    for cost in db.session.scalars(query):
        found[cost.child_id].append(cost)
    return found


def find_step(step_id: int) -> AidStep | None:
    return db.session.scalar(select(AidStep).where(AidStep.id == step_id))


def find_rate(rate_id: int) -> AidRate | None:
    return db.session.scalar(select(AidRate).where(AidRate.id == rate_id))


def find_entry(line_id: int) -> AidEntry | None:
    return db.session.scalar(select(AidEntry).where(AidEntry.id == line_id))


def helped_ids() -> frozenset[int]:
    """Children who have aid or duties."""
    cases = db.session.scalars(select(AidCase.child_id).distinct())
    duties = db.session.scalars(select(Duty.child_id).where(Duty.child_id.is_not(None)).distinct())
    return frozenset(cases) | frozenset(one for one in duties if one is not None)


def find_cost(cost_id: int) -> KnownCost | None:
    return db.session.scalar(select(KnownCost).where(KnownCost.id == cost_id))


def find_duty(duty_id: int) -> Duty | None:
    return db.session.scalar(select(Duty).where(Duty.id == duty_id).options(*_DUTY))


def all_duties(child_ids: Collection[int] | None = None) -> list[Duty]:
    """Duties with records and holders; child_ids: only of these children; None: every duty, the school's too."""
    query = select(Duty).options(*_DUTY, joinedload(Duty.child).joinedload(Child.squad)).order_by(Duty.id)
    if child_ids is not None:
        query = query.where(Duty.child_id.in_(child_ids))
    return list(db.session.scalars(query))


def duties_held_by(staff_id: int) -> list[Duty]:
    """What a person does now."""
    held = select(DutyHolder.duty_id).where(DutyHolder.staff_id == staff_id, DutyHolder.until.is_(None))
    ids = list(db.session.scalars(held))
    query = select(Duty).where(Duty.id.in_(ids)).options(*_DUTY, joinedload(Duty.child).joinedload(Child.squad))
    return list(db.session.scalars(query.order_by(Duty.id)))


def holder_of(duty: Duty) -> DutyHolder | None:
    """Who does a duty now."""
    return next((one for one in duty.holders if one.until is None), None)


def is_running(duty: Duty, day: date) -> bool:
    """Whether something of it lies ahead."""
    return duty.until is None or duty.until >= day


def held_children(staff_id: int | None) -> frozenset[int]:
    """Children for whom this person is responsible, or does a duty now."""
    if not staff_id:
        return frozenset()
    responsible = select(CareAssignment.child_id).where(
        CareAssignment.staff_id == staff_id, CareAssignment.until.is_(None)
    )
    duties = (
        select(Duty.child_id)
        .join(DutyHolder, DutyHolder.duty_id == Duty.id)
        .where(DutyHolder.staff_id == staff_id, DutyHolder.until.is_(None), Duty.child_id.is_not(None))
    )
    ids = [*db.session.scalars(responsible), *db.session.scalars(duties)]
    return frozenset(one for one in ids if one is not None)


def responsible_staff(child_ids: Iterable[int]) -> dict[int, int]:
    """Child id → staff id of the person responsible now."""
    query = select(CareAssignment.child_id, CareAssignment.staff_id).where(
        CareAssignment.child_id.in_(list(child_ids)), CareAssignment.until.is_(None)
    )
    return {row.child_id: row.staff_id for row in db.session.execute(query) if row.staff_id}


@dataclass(frozen=True, slots=True)
class People:
    """Who is at work and has an account, by number; by staff id their accounts' roles and the squads they lead."""

    staff: tuple[StaffMember, ...]
    roles: Mapping[int, frozenset[str]]
    squads: Mapping[int, frozenset[int]]

    def able(self, squad_id: int | None) -> list[StaffMember]:
        """Who can do a duty for a child of this squad: whose account may see it; None: for the school, who sees any."""
        if squad_id is None:
            return [one for one in self.staff if self.roles[one.id] & (EVERY_CHILD | {CLASS_TEACHER})]
        nothing: frozenset[int] = frozenset()
        return [
            one for one in self.staff if may_see_child(self.roles[one.id], self.squads.get(one.id, nothing), squad_id)
        ]


def load_people() -> People:
    """Everybody who may be given a duty somewhere."""
    roles: dict[int, set[str]] = defaultdict(set)
    for given, staff_id in db.session.execute(select(User.roles, User.staff_id).where(User.active)):
        if staff_id:
            roles[staff_id] |= set(given)
    squads: dict[int, set[int]] = defaultdict(set)
    for one, counselor in db.session.execute(select(Squad.id, Squad.counselor_id).where(Squad.active)):
        squads[counselor or 0].add(one)
    query = select(StaffMember).where(StaffMember.active, StaffMember.id.in_(roles)).order_by(StaffMember.number)
    return People(
        tuple(db.session.scalars(query)),
        {staff_id: frozenset(found) for staff_id, found in roles.items()},
        {staff_id: frozenset(found) for staff_id, found in squads.items()},
    )


def people_for(squad_id: int | None) -> list[StaffMember]:
    """Who can do a duty for a child of this squad, or (None) for the school."""
    return load_people().able(squad_id)


def ownerless(duties: Iterable[Duty], day: date) -> list[Duty]:
    """Running duties whose holder is no longer at work, or can no longer see the child."""
    people = load_people()
    able: dict[int | None, set[int]] = {}
    found = []
    for duty in duties:
        squad_id = duty.child.squad_id if duty.child else None
        if squad_id not in able:
            able[squad_id] = {one.id for one in people.able(squad_id)}
        holder = holder_of(duty)
        if is_running(duty, day) and (holder is None or holder.staff_id not in able[squad_id]):
            found.append(duty)
    return found


def find_record(record_id: int) -> DutyRecord | None:
    query = select(DutyRecord).where(DutyRecord.id == record_id)
    return db.session.scalar(query.options(joinedload(DutyRecord.duty).joinedload(Duty.child)))


def find_paper(paper_id: int) -> AidPaper | None:
    return db.session.scalar(select(AidPaper).where(AidPaper.id == paper_id, AidPaper.removed_at.is_(None)))


def papers_of(child_id: int) -> list[AidPaper]:
    """What was added and not taken out; a picture of the child only while its guardian agrees."""
    query = select(AidPaper).where(AidPaper.child_id == child_id, AidPaper.removed_at.is_(None)).order_by(AidPaper.id)
    rows = list(db.session.scalars(query))
    agreed = bool(consented([child_id], "photo")) if any(row.shows_child for row in rows) else False
    return [row for row in rows if agreed or not row.shows_child]
