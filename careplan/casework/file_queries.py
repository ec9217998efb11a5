"""Read a child's file: its records, the checks of its form, what may fit, and everything on one time line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.casework.file_models import CareGoal, Need, Placement
from careplan.children.file_models import CarerPeriod, ChildCategory, FamilyState, Registration
from careplan.children.file_queries import categories_now, categories_of, registration_of, states_of
from careplan.children.hardship import ParentState, Wording, without_care
from careplan.children.left_behind import Finding
from careplan.children.load import carer_of, parent_of, situation_of
from careplan.children.models import Child
from careplan.children.registration import Known, checks
from careplan.db import db
from careplan.seeds.load import shipped_care


@dataclass(frozen=True, slots=True)
class File:
    """All sections of a file. The newest first in each; what holds before what is over."""

    categories: list[ChildCategory]
    states: list[FamilyState]
    needs: list[Need]
    goals: list[CareGoal]
    placements: list[Placement]
    carers: list[CarerPeriod]
    registration: Registration | None
    checks: list[str]
    without_care: Finding


def file_of(child: Child, day: date) -> File:
    """A child's file as it stands on a day."""
    states = states_of(child.id)
    known = known_of([child], day)[child.id]
    return File(
        categories=categories_of(child.id),
        states=states,
        needs=_open_first(Need, child.id),
        goals=_goals(child.id),
        placements=_open_first(Placement, child.id),
        carers=_open_first(CarerPeriod, child.id),
        registration=registration_of(child.id),
        checks=checks(known, day),
        without_care=finding_without_care(child, states, day),
    )


def _open_first(model: type[Any], child_id: int) -> list[Any]:
    rows = db.session.scalars(
        select(model).where(model.child_id == child_id).order_by(model.since.desc(), model.id.desc())
    )
    return sorted(rows, key=lambda row: row.until is not None)


def _goals(child_id: int) -> list[CareGoal]:
    query = select(CareGoal).where(CareGoal.child_id == child_id).options(selectinload(CareGoal.progress))
    return sorted(db.session.scalars(query.order_by(CareGoal.due_on)), key=lambda goal: goal.state != "open")


def finding_without_care(child: Child, states: list[FamilyState], day: date) -> Finding:
    """Whether the child may be 事实无人抚养, from the states on record, else from the roster."""
    words = {one.code: Wording(one.cannot, one.months) for one in shipped_care().states.values()}
    pair = [_parent_state(child, member, states, day) for member in ("father", "mother")]
    return without_care(child.birth_date, pair[0], pair[1], day, words)


def _parent_state(child: Child, member: str, states: list[FamilyState], day: date) -> ParentState:
    holds = (s for s in states if s.member == member and s.since <= day and (s.until is None or s.until >= day))
    newest = next(holds, None)
    if newest:
        return ParentState(newest.state, newest.since)
    situation = situation_of(parent_of(child, member))
    return ParentState(situation if situation != "other" else None)


def known_of(children: Collection[Child], day: date) -> dict[int, Known]:
    """What the form's cross-checks compare, by child id."""
    ids = [child.id for child in children]
    forms = {
        row.child_id: row for row in db.session.scalars(select(Registration).where(Registration.child_id.in_(ids)))
    }
    placed = select(Placement.child_id).where(Placement.child_id.in_(ids), Placement.until.is_(None))
    with_place, categories = frozenset(db.session.scalars(placed)), categories_now(ids, day)
    return {
        child.id: _known(child, forms.get(child.id), child.id in with_place, frozenset(categories.get(child.id, ())))
        for child in children
    }


def _known(child: Child, form: Registration | None, placed: bool, categories: frozenset[str]) -> Known:
    father, mother, carer = parent_of(child, "father"), parent_of(child, "mother"), carer_of(child)
    return Known(
        birth_date=child.birth_date,
        father=situation_of(father),
        mother=situation_of(mother),
        unable=any(one is not None and one.can_care is False for one in (father, mother)),
        carer=carer is not None and bool(carer.relation_word),
        entrusted=carer.entrusted if carer else None,
        boards=child.boards,
        placed=placed,
        categories=categories,
        filled_on=form.filled_on if form else None,
        custody=form.custody if form else "",
        body=form.body if form else "",
        entrusted_person=form.entrusted_person if form else "",
        schooling=form.schooling if form else "",
        aid=frozenset(form.aid) if form else frozenset(),
    )


def find_record(model: type[Any], row_id: int) -> Any | None:
    return db.session.scalar(select(model).where(model.id == row_id))


def debts(child_ids: Collection[int]) -> list[Placement]:
    """Places where something is owed or that may be lost (C23, C24), the nearest day first."""
    query = select(Placement).where(
        Placement.child_id.in_(list(child_ids)),
        Placement.until.is_(None),
        (Placement.owed_fen > 0) | Placement.may_lose,
    )
    return sorted(db.session.scalars(query), key=lambda row: (row.pay_by or date.max, row.id))
