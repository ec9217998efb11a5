"""How the care for each child stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.casework.models import CareAssignment, Contact
from careplan.casework.words import Standing
from careplan.children.load import findings_of, light_children
from careplan.children.models import Child
from careplan.db import db
from careplan.school.models import StaffMember, Term
from careplan.school.queries import this_school


@dataclass(frozen=True, slots=True)
class Cared:
    """A left-behind child with its class, who is responsible, and how contacts stand."""

    child: Child
    responsible: str | None
    standing: Standing


def left_behind_children(squad_ids: Iterable[int] | None, day: date) -> list[Child]:
    """Enrolled children who are left-behind on the day by the definition that the school counts by."""
    definition = this_school().counts_by
    return [child for child in light_children(squad_ids) if findings_of(child, day)[definition].answer is True]


def care_list(squad_ids: Iterable[int] | None, day: date) -> list[Cared]:
    """The children of these squads (None: all), those never met or overdue first."""
    children = left_behind_children(squad_ids, day)
    ids = [child.id for child in children]
    standings, responsible = standings_of(ids, day), responsible_names(ids)
    found = [Cared(child, responsible.get(child.id), standings[child.id]) for child in children]
    return sorted(found, key=lambda one: (not one.standing.is_overdue(day), one.standing.next_on or date.min))


def standings_of(child_ids: list[int], day: date) -> dict[int, Standing]:
    """For each child: visits in the term of the day, last contact, promised next date."""
    begin = db.session.scalar(select(Term.starts_on).where(Term.starts_on <= day).order_by(Term.starts_on.desc()))
    rows: dict[int, list[tuple[date, str, date]]] = defaultdict(list)
    query = select(Contact.child_id, Contact.day, Contact.kind, Contact.next_on).where(Contact.child_id.in_(child_ids))
    for child_id, on, kind, next_on in db.session.execute(query.order_by(Contact.day, Contact.id)):
        rows[child_id].append((on, kind, next_on))
    return {
        child_id: Standing(
            visits_this_term=sum(kind == "visit" and (begin is None or on >= begin) for on, kind, _next in found),
            last_on=found[-1][0] if found else None,
            next_on=found[-1][2] if found else None,
        )
        for child_id in child_ids
        for found in [rows[child_id]]
    }


def responsible_names(child_ids: list[int]) -> dict[int, str]:
    """Child id → name of the person responsible now."""
    query = (
        select(CareAssignment.child_id, StaffMember.name)
        .join(StaffMember, StaffMember.id == CareAssignment.staff_id)
        .where(CareAssignment.child_id.in_(child_ids), CareAssignment.until.is_(None))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def contacts_of(child_id: int) -> list[tuple[Contact, str | None]]:
    """A child's contacts, newest first, with who made them."""
    query = (
        select(Contact, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == Contact.by_staff_id)
        .where(Contact.child_id == child_id)
        .order_by(Contact.day.desc(), Contact.id.desc())
    )
    return [(contact, name) for contact, name in db.session.execute(query)]


def find_child(child_id: int) -> Child | None:
    query = select(Child).where(Child.id == child_id).options(selectinload(Child.squad), selectinload(Child.family))
    return db.session.scalar(query)
