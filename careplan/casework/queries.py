"""How the care for each child stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.casework.beside import quiet_days
from careplan.casework.level_queries import levels_now, rules_on
from careplan.casework.models import CareAssignment, CareLevel, Contact
from careplan.casework.rules import LevelNow, Rule, rule_for, visits_wanted
from careplan.casework.words import Standing
from careplan.children.file_models import ChildCategory
from careplan.children.list_queries import known_children
from careplan.children.load import light_children
from careplan.children.models import Child
from careplan.children.plain import PlainChild
from careplan.db import db
from careplan.school.models import StaffMember, Term
from careplan.school.queries import this_school


@dataclass(frozen=True, slots=True)
class Cared:
    """A child in care, who is responsible, and how contacts stand. quiet: days without anything, of one in a trough."""

    child_id: int
    responsible: str | None
    standing: Standing
    quiet: int | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose children somebody sees: those of these squads (None: all), and those they are responsible for."""

    squad_ids: frozenset[int] | None
    staff_id: int | None = None


def children_in_care(sight: Sight, day: date) -> list[Child]:
    """Enrolled children whom the school cares for, as far as somebody sees them.

    Left-behind by the school's definition, or in a category that holds, or given a level or a responsible person: the
    child whose last parent is detained is not left behind by any definition, and is in the care all the same.
    """
    ids = ids_in_care(sight, day)
    return light_children(ids=ids) if ids else []


def ids_in_care(sight: Sight, day: date) -> list[int]:
    """As `children_in_care`, the ids only: a school of any size is asked of plain rows."""
    return [child.id for child in plain_in_care(sight, day)]


def plain_in_care(sight: Sight, day: date) -> list[PlainChild]:
    """As `children_in_care`, as plain rows with their families."""
    definition, own = this_school().counts_by, children_of_staff(sight.staff_id)
    others = _with_category(day) | _with_level() | _assigned()
    return [
        one.child
        for one in known_children(None, day)
        if (sight.squad_ids is None or one.child.squad_id in sight.squad_ids or one.child.id in own)
        and (one.child.id in others or one.answers[definition] is True)
    ]


def children_of_staff(staff_id: int | None) -> frozenset[int]:
    """Children for whom this person is responsible now."""
    if staff_id is None:
        return frozenset()
    query = select(CareAssignment.child_id).where(CareAssignment.staff_id == staff_id, CareAssignment.until.is_(None))
    return frozenset(db.session.scalars(query))


def _with_category(day: date) -> frozenset[int]:
    open_then = (ChildCategory.since <= day) & (ChildCategory.until.is_(None) | (ChildCategory.until >= day))
    return frozenset(db.session.scalars(select(ChildCategory.child_id).where(open_then)))


def _with_level() -> frozenset[int]:
    return frozenset(db.session.scalars(select(CareLevel.child_id)))


def _assigned() -> frozenset[int]:
    return frozenset(db.session.scalars(select(CareAssignment.child_id).where(CareAssignment.until.is_(None))))


def care_list(sight: Sight, day: date) -> list[Cared]:
    """The children in care that somebody sees: those in a trough first (C29), then those never met or overdue."""
    ids = ids_in_care(sight, day)
    standings, responsible, quiet = standings_of(ids, day), responsible_names(ids), quiet_days(ids, day)
    found = [Cared(one, responsible.get(one), standings[one], quiet.get(one)) for one in ids]
    return sorted(found, key=lambda one: order_of(one, day))


class Waiting(Protocol):
    """What the order of a list asks of its line."""

    @property
    def quiet(self) -> int | None: ...
    @property
    def standing(self) -> Standing: ...


def order_of(line: Waiting, day: date) -> tuple[bool, bool, date]:
    """Where a line stands: in a trough, then overdue, then by the day on which a contact is due."""
    return line.quiet is None, not line.standing.is_overdue(day), line.standing.due_on or date.min


def standings_of(child_ids: list[int], day: date) -> dict[int, Standing]:
    """For each child: visits in the term of the day, last contact, promised next date, level and what it asks."""
    begin = db.session.scalar(select(Term.starts_on).where(Term.starts_on <= day).order_by(Term.starts_on.desc()))
    rows: dict[int, list[tuple[date, str, date]]] = defaultdict(list)
    query = select(Contact.child_id, Contact.day, Contact.kind, Contact.next_on).where(Contact.child_id.in_(child_ids))
    for child_id, on, kind, next_on in db.session.execute(query.order_by(Contact.day, Contact.id)):
        rows[child_id].append((on, kind, next_on))
    levels, rules = levels_now(child_ids), rules_on(day)
    return {one: _standing(rows[one], begin, levels.get(one), rules) for one in child_ids}


def _standing(
    found: list[tuple[date, str, date]], begin: date | None, level: LevelNow | None, rules: dict[str, Rule]
) -> Standing:
    code = level.level if level else None
    return Standing(
        visits_this_term=sum(kind == "visit" and (begin is None or on >= begin) for on, kind, _next in found),
        last_on=found[-1][0] if found else None,
        last_kind=found[-1][1] if found else "",
        next_on=found[-1][2] if found else None,
        visits_wanted=visits_wanted(code, rules),
        rule=rule_for(code, rules),
        level=level,
    )


def responsible_names(child_ids: list[int]) -> dict[int, str]:
    """Child id → name of the person responsible now; who has left the staff list is nobody."""
    query = (
        select(CareAssignment.child_id, StaffMember.name)
        .join(StaffMember, StaffMember.id == CareAssignment.staff_id)
        .where(CareAssignment.child_id.in_(child_ids), CareAssignment.until.is_(None), StaffMember.active)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def assignments_of(child_id: int) -> list[tuple[CareAssignment, str]]:
    """Who was and is responsible, the newest first."""
    query = select(CareAssignment, StaffMember.name).join(StaffMember, StaffMember.id == CareAssignment.staff_id)
    rows = db.session.execute(query.where(CareAssignment.child_id == child_id).order_by(CareAssignment.id.desc())).all()
    return [(row[0], row[1]) for row in rows]


def contacts_of(child_id: int, *, withdrawn: bool = False) -> list[tuple[Contact, str | None]]:
    """A child's contacts, newest first, with who made them; withdrawn: with those that were taken back."""
    query = (
        select(Contact, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == Contact.by_staff_id)
        .where(Contact.child_id == child_id)
        .order_by(Contact.day.desc(), Contact.id.desc())
    )
    rows = db.session.execute(query.execution_options(show_withdrawn=withdrawn))
    return [(contact, name) for contact, name in rows]


def find_child(child_id: int) -> Child | None:
    query = select(Child).where(Child.id == child_id).options(selectinload(Child.squad), selectinload(Child.family))
    return db.session.scalar(query)
