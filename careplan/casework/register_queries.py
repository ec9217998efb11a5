"""A worker's own register (C6) and a child's situation on one card (C7, C8): everything for many children at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from careplan.casework.beside import Flag, flags_of, quiet_days
from careplan.casework.models import CareAssignment, Promise
from careplan.casework.queries import (
    Sight,
    children_of_staff,
    ids_in_care,
    order_of,
    responsible_names,
    standings_of,
)
from careplan.casework.words import Standing
from careplan.children.carer_queries import carers_now
from careplan.children.carers import Carer
from careplan.children.file_queries import categories_now
from careplan.children.models import Child
from careplan.db import db
from careplan.school.models import StaffMember


@dataclass(frozen=True, slots=True)
class Card:
    """A child's situation: categories and level, who answers for it, who cares, contacts, promises, what is open.

    quiet: days since anything reached a child in a trough; None of any other.
    """

    child: Child
    categories: tuple[str, ...]
    standing: Standing
    responsible: str | None
    carer: Carer | None
    promises: tuple[Promise, ...]
    flags: tuple[Flag, ...]
    quiet: int | None = None

    def overdue_promises(self, day: date) -> int:
        """How many promises should have been kept by now."""
        return sum(one.due_on < day for one in self.promises)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person and how many children they are responsible for."""

    staff_id: int
    name: str
    children: int


def cards_of(children: Collection[Child], day: date) -> list[Card]:
    """A card for each child, in the order given."""
    ids = [child.id for child in children]
    standings, responsible = standings_of(ids, day), responsible_names(ids)
    promises, categories, flags = open_promises(ids), categories_now(ids, day), flags_of(ids, day)
    quiet, carers = quiet_days(ids, day), carers_now(children, day)
    return [
        Card(
            child=child,
            categories=tuple(categories.get(child.id, ())),
            standing=standings[child.id],
            responsible=responsible.get(child.id),
            carer=carers.get(child.id),
            promises=tuple(promises.get(child.id, ())),
            flags=tuple(flags[child.id]),
            quiet=quiet.get(child.id),
        )
        for child in children
    ]


def register_of(staff_id: int, day: date) -> list[Card]:
    """The children of one person: those in a trough first (C29), then who waits longest."""
    cards = cards_of(_whole(children_of_staff(staff_id)), day)
    return sorted(cards, key=lambda card: order_of(card, day))


def open_promises(child_ids: Collection[int]) -> dict[int, list[Promise]]:
    """Child id → what was promised and is not done, the nearest day first."""
    query = select(Promise).where(Promise.child_id.in_(list(child_ids)), Promise.closed_on.is_(None))
    found: dict[int, list[Promise]] = defaultdict(list)
    for promise in db.session.scalars(query.order_by(Promise.due_on, Promise.id)):
        found[promise.child_id].append(promise)
    return found


def promises_of(child_id: int) -> list[Promise]:
    """Everything promised to a child, kept or not."""
    return list(db.session.scalars(select(Promise).where(Promise.child_id == child_id).order_by(Promise.id)))


def promises_due(staff_id: int | None, day: date) -> int:
    """How many promises of this person should be kept by the day."""
    if staff_id is None:
        return 0
    due = (Promise.staff_id == staff_id) & Promise.closed_on.is_(None) & (Promise.due_on <= day)
    return len(db.session.scalars(select(Promise.id).where(due)).all())


def bearers() -> list[Bearer]:
    """Everybody who is responsible for a child at the school now, by staff number: counted by the database."""
    query = (
        select(StaffMember.id, StaffMember.name, func.count(CareAssignment.child_id))
        .join(CareAssignment, CareAssignment.staff_id == StaffMember.id)
        .join(Child, Child.id == CareAssignment.child_id)
        .where(CareAssignment.until.is_(None), Child.state == "enrolled")
        .group_by(StaffMember.id)
        .order_by(StaffMember.number)
    )
    return [Bearer(staff_id, name, children) for staff_id, name, children in db.session.execute(query)]


def caseload(staff_id: int) -> int:
    """How many children at the school this person is responsible for."""
    return next((one.children for one in bearers() if one.staff_id == staff_id), 0)


def promised_to_others(staff_id: int) -> list[Promise]:
    """Open promises of this person to children at the school for whom somebody else answers, or nobody."""
    own = select(CareAssignment.child_id).where(CareAssignment.until.is_(None), CareAssignment.staff_id == staff_id)
    query = (
        select(Promise)
        .join(Child, Child.id == Promise.child_id)
        .where(Promise.staff_id == staff_id, Promise.closed_on.is_(None), Child.state == "enrolled")
    )
    return list(db.session.scalars(query.where(Promise.child_id.not_in(own)).order_by(Promise.due_on, Promise.id)))


def due_route(sight: Sight, day: date, staff_id: int | None) -> list[Card]:
    """Whom to visit or call by a day: in a trough, due or overdue then.

    Those in a trough stand first (C29), and in both parts those who live near one another beside each other (C4).
    staff_id: only the children of that person.
    """
    own = children_of_staff(staff_id) if staff_id else None
    ids = [one for one in ids_in_care(sight, day) if own is None or one in own]
    waiting = {child_id for child_id, standing in standings_of(ids, day).items() if _waits(standing, day)}
    cards = cards_of(_whole(waiting | set(quiet_days(ids, day))), day)
    return sorted(cards, key=lambda card: (card.quiet is None, *along(card.child.address), card.child.id))


def along(address: str | None) -> tuple[bool, tuple[tuple[str, int], ...]]:
    """A key that orders addresses as one walks: group 2 before group 12; who has no address comes last."""
    parts = re.findall(r"([^0-9]*)([0-9]*)", address or "")
    return not address, tuple((word, int(number or 0)) for word, number in parts)


def _waits(standing: Standing, day: date) -> bool:
    due = standing.due_on
    return due is None or due <= day or standing.visits_missing > 0


def _whole(child_ids: Collection[int]) -> list[Child]:
    """Children at the school with all that is known of them and their families."""
    query = select(Child).where(Child.id.in_(list(child_ids)), Child.state == "enrolled")
    query = query.options(selectinload(Child.squad), selectinload(Child.family))
    return list(db.session.scalars(query.order_by(Child.id)))
