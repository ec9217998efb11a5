"""Read the categories, where the family is over time, and the form of 2016."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from careplan.children.file_models import ChildCategory, FamilyState, Registration
from careplan.db import db


def categories_now(child_ids: Collection[int], day: date) -> dict[int, list[str]]:
    """Child id → codes of the categories that hold on a day, the oldest first."""
    query = select(ChildCategory.child_id, ChildCategory.category).where(
        ChildCategory.child_id.in_(list(child_ids)),
        ChildCategory.since <= day,
        ChildCategory.until.is_(None) | (ChildCategory.until >= day),
    )
    found: dict[int, list[str]] = defaultdict(list)
    for child_id, code in db.session.execute(query.order_by(ChildCategory.since, ChildCategory.id)):
        found[child_id].append(code)
    return found


def categories_of(child_id: int) -> list[ChildCategory]:
    """All of a child's categories, those that hold first, then the newest."""
    query = select(ChildCategory).where(ChildCategory.child_id == child_id)
    rows = db.session.scalars(query.order_by(ChildCategory.since.desc(), ChildCategory.id.desc())).all()
    return sorted(rows, key=lambda row: row.until is not None)


def states_of(child_id: int) -> list[FamilyState]:
    """Where the family was and is, the newest first."""
    query = select(FamilyState).where(FamilyState.child_id == child_id)
    return list(db.session.scalars(query.order_by(FamilyState.since.desc(), FamilyState.id.desc())))


def states_on(child_id: int, day: date) -> dict[str, str]:
    """Member → the state that the file holds for a day; the one that began last where several do."""
    query = select(FamilyState.member, FamilyState.state).where(
        FamilyState.child_id == child_id,
        FamilyState.since <= day,
        FamilyState.until.is_(None) | (FamilyState.until >= day),
    )
    return {row[0]: row[1] for row in db.session.execute(query.order_by(FamilyState.since, FamilyState.id))}


def registration_of(child_id: int) -> Registration | None:
    return db.session.scalar(select(Registration).where(Registration.child_id == child_id))


def registrations(child_ids: Collection[int]) -> dict[int, date]:
    """Child id → the day on which its form of 2016 was filled in last."""
    query = select(Registration.child_id, Registration.filled_on).where(Registration.child_id.in_(list(child_ids)))
    return {row[0]: row[1] for row in db.session.execute(query)}
