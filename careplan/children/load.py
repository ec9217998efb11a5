"""From the tables to a child's record as the pure rules know it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from careplan.children.class_names import ClassRef
from careplan.children.left_behind import AWAY, DEFINITIONS, HOME, Facts, Finding, Parent
from careplan.children.models import Child, FamilyMember
from careplan.children.plain import PlainChild, Relative
from careplan.children.record import FAMILY_CARERS, ChildRecord
from careplan.children.roster_diff import KnownChild
from careplan.db import db
from careplan.school.models import Squad

PARENTS = ("father", "mother")
Kin = TypeVar("Kin", FamilyMember, Relative)


def class_ref(squad: Squad) -> ClassRef:
    return ClassRef(squad.entry_year, squad.number)


def parent_of(child: Child, relation: str) -> FamilyMember | None:
    """The row of the father or mother."""
    return _parent_in(child.family, relation)


def _parent_in(family: Sequence[Kin], relation: str) -> Kin | None:
    return next((m for m in family if m.relation == relation and not m.is_carer), None)


def carer_of(child: Child) -> FamilyMember | None:
    """The row of who looks after the child day by day."""
    return _carer_in(child.family)


def _carer_in(family: Sequence[Kin]) -> Kin | None:
    return next((m for m in family if m.is_carer), None)


def situation_of(parent: FamilyMember | Relative | None) -> str | None:
    """home, away, dead or other; None is not known."""
    if parent is None:
        return None
    if parent.away is None:
        return parent.absence or None
    return AWAY if parent.away else parent.absence or HOME


def record_of(child: Child) -> ChildRecord:
    """All that the register holds of a child."""
    values: dict[str, object] = {}
    for relation in PARENTS:
        parent = parent_of(child, relation)
        if parent:
            values |= {
                f"{relation}_name": parent.name,
                f"{relation}_phone": parent.phone,
                f"{relation}_situation": situation_of(parent),
                f"{relation}_place": parent.works_at or None,
                f"{relation}_since": parent.away_since,
                f"{relation}_unable": None if parent.can_care is None else not parent.can_care,
            }
    carer = carer_of(child)
    if carer:
        values |= {
            "carer_name": carer.name,
            "carer_relation": carer.relation_word or None,
            "carer_phone": carer.phone,
            "entrusted": carer.entrusted,
        }
    return ChildRecord(
        name=child.name,
        school_class=class_ref(child.squad),
        sex=child.sex,
        ethnic_group=child.ethnicity or None,
        birth_date=child.birth_date,
        id_number=child.id_number,
        student_number=child.student_number,
        boarding=child.boards,
        household=None if child.rural_household is None else "rural" if child.rural_household else "urban",
        household_place=child.household_place,
        address=child.address,
        health=child.health or None,
        left_behind=child.school_register or None,
        **values,  # type: ignore[arg-type]
    )


def facts_of_child(child: Child | PlainChild) -> Facts:
    """What the three definitions ask; needs no encrypted column, so a whole school is quick."""
    family: list[Any] = list(child.family)
    carer = _carer_in(family)
    word = carer.relation_word if carer else ""
    return Facts(
        birth_date=child.birth_date,
        father=_parent_facts(_parent_in(family, "father")),
        mother=_parent_facts(_parent_in(family, "mother")),
        rural=child.rural_household,
        lives_with_parents=word in FAMILY_CARERS if word else None,
        declared=child.school_register or None,
    )


def _parent_facts(parent: FamilyMember | Relative | None) -> Parent:
    if parent is None:
        return Parent()
    unable = None if parent.can_care is None else not parent.can_care
    return Parent(situation_of(parent), parent.away_since, unable)


def findings_of(child: Child | PlainChild, day: date) -> dict[str, Finding]:
    """The three definitions' answers for a child on a day, by their codes."""
    facts = facts_of_child(child)
    return {code: definition(facts, day) for code, definition in DEFINITIONS.items()}


def known_children() -> list[KnownChild]:
    """Every child of the school, enrolled or left, with its whole record."""
    query = select(Child).options(joinedload(Child.squad), selectinload(Child.family))
    return [KnownChild(child.id, record_of(child), child.state == "enrolled") for child in db.session.scalars(query)]


def _light_query() -> Select[Any]:
    """What lists need of a child and its family; nothing encrypted."""
    return select(Child).options(
        load_only(
            Child.squad_id,
            Child.name,
            Child.name_keys,
            Child.sex,
            Child.birth_date,
            Child.id_index,
            Child.student_index,
            Child.rural_household,
            Child.boards,
            Child.school_register,
            Child.state,
            Child.joined_on,
        ),
        joinedload(Child.squad),
        selectinload(Child.family).load_only(
            FamilyMember.child_id,
            FamilyMember.relation,
            FamilyMember.relation_word,
            FamilyMember.away,
            FamilyMember.absence,
            FamilyMember.away_since,
            FamilyMember.can_care,
            FamilyMember.is_carer,
            FamilyMember.works_at,
            FamilyMember.entrusted,
        ),
    )


def light_children(
    squad_ids: Iterable[int] | None = None, *, state: str | None = "enrolled", ids: Collection[int] | None = None
) -> list[Child]:
    """Children with what lists need, no encrypted column read; of these squads, this state, these ids (None: any).

    For the lines of a page; who asks about a whole school takes `plain_load.plain_children`.
    """
    query = _light_query()
    if squad_ids is not None:
        query = query.where(Child.squad_id.in_(list(squad_ids)))
    if state is not None:
        query = query.where(Child.state == state)
    if ids is not None:
        query = query.where(Child.id.in_(list(ids)))
    return list(db.session.scalars(query))
