"""The list of children in care, narrowed by name, class, level and owner; whole rows for one page only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from careplan.casework.models import CareAssignment
from careplan.casework.queries import Cared, children_of_staff
from careplan.children.list_queries import name_matches
from careplan.children.load import light_children
from careplan.children.models import Child
from careplan.db import db
from careplan.school.models import StaffMember

NO_LEVEL = "none"


@dataclass(frozen=True, slots=True)
class CareFilter:
    """What the list is narrowed to; empty means all. level: a code of care.toml, or `none` where none was set."""

    text: str = ""
    squad_id: int | None = None
    level: str = ""
    staff_id: int | None = None


def narrowed(found: Iterable[Cared], given: CareFilter) -> list[Cared]:
    """Those who pass, in the order they came."""
    kept = list(found)
    if given.text or given.squad_id is not None:
        named = _ids_named(given)
        kept = [one for one in kept if one.child_id in named]
    if given.staff_id is not None:
        own = children_of_staff(given.staff_id)
        kept = [one for one in kept if one.child_id in own]
    return [one for one in kept if given.level in ("", level_of(one))]


def level_of(one: Cared) -> str:
    return one.standing.level.level if one.standing.level else NO_LEVEL


def _ids_named(given: CareFilter) -> frozenset[int]:
    query = select(Child.id).where(Child.state == "enrolled")
    if given.squad_id is not None:
        query = query.where(Child.squad_id == given.squad_id)
    if given.text:
        query = query.where(name_matches(given.text))
    return frozenset(db.session.scalars(query))


def with_children(found: Sequence[Cared]) -> list[tuple[Child, Cared]]:
    """The lines of a page with their children."""
    children = {child.id: child for child in light_children(ids=[one.child_id for one in found])}
    return [(children[one.child_id], one) for one in found]


def owners_of(found: Iterable[Cared]) -> list[tuple[int, str]]:
    """Staff id and name of everybody who is responsible for one of these children now, by staff number."""
    query = (
        select(StaffMember.id, StaffMember.name, CareAssignment.child_id)
        .join(CareAssignment, CareAssignment.staff_id == StaffMember.id)
        .where(CareAssignment.until.is_(None), StaffMember.active)
        .order_by(StaffMember.number, StaffMember.id)
    )
    ids = {one.child_id for one in found}
    return list({row[0]: (row[0], row[1]) for row in db.session.execute(query) if row[2] in ids}.values())
