"""What help reached which child over the year, and who is in a trough (C29)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from careplan.aid.evenness import CONTACT, DUTY, GOODS, MONEY, YEAR, Evenness, Help, evenness
from careplan.aid.models import AidCase, AidEntry, Duty, DutyRecord
from careplan.casework.models import Contact
from careplan.children.models import Child
from careplan.db import db

SORT_OF = {"paid": MONEY, "goods": GOODS}


def helps_of(child_ids: Collection[int], day: date) -> dict[int, list[Help]]:
    """Child id → the help of the year that ends on the day. What was brought with a duty counts as the duty alone."""
    found: dict[int, list[Help]] = defaultdict(list)
    for child_id, on, sort in [*_entries(day), *_duties(day), *_contacts(day)]:
        found[child_id].append(Help(on, sort))
    return {child_id: sorted(found.get(child_id, [])) for child_id in child_ids}


def _entries(day: date) -> list[tuple[int, date, str]]:
    gone = set(db.session.scalars(select(AidEntry.undoes_id).where(AidEntry.undoes_id.is_not(None))))
    brought = set(db.session.scalars(select(DutyRecord.entry_id).where(DutyRecord.entry_id.is_not(None))))
    query = (
        select(AidCase.child_id, AidEntry.day, AidEntry.kind, AidEntry.id)
        .join(AidCase, AidCase.id == AidEntry.case_id)
        .where(
            AidEntry.kind.in_(SORT_OF),
            AidEntry.undoes_id.is_(None),
            AidEntry.day.between(day - YEAR, day),
        )
    )
    left_out = gone | brought
    rows = [row for row in db.session.execute(query) if row.id not in left_out]
    return [(row.child_id, row.day, SORT_OF[row.kind]) for row in rows]


def _duties(day: date) -> list[tuple[int, date, str]]:
    query = (
        select(Duty.child_id, DutyRecord.done_on)
        .join(Duty, Duty.id == DutyRecord.duty_id)
        .where(
            Duty.child_id.is_not(None),
            DutyRecord.done_on.between(day - YEAR, day),
            DutyRecord.taken_back_at.is_(None),
        )
    )
    return [(child_id, on, DUTY) for child_id, on in db.session.execute(query) if child_id and on]


def _contacts(day: date) -> list[tuple[int, date, str]]:
    query = select(Contact.child_id, Contact.day).where(Contact.day.between(day - YEAR, day))
    return [(child_id, on, CONTACT) for child_id, on in db.session.execute(query)]


def evenness_of(child_ids: Collection[int], day: date) -> dict[int, Evenness]:
    """Child id → how evenly help came; for a child who joined within the year, from then on."""
    helps, joined = helps_of(child_ids, day), _joined(child_ids)
    return {child_id: evenness(helps[child_id], day, joined.get(child_id)) for child_id in child_ids}


def _joined(child_ids: Collection[int]) -> dict[int, date]:
    wanted, rows = set(child_ids), db.session.execute(select(Child.id, Child.joined_on))
    return {row.id: row.joined_on for row in rows if row.id in wanted}


def in_trough(children: Collection[int], day: date) -> frozenset[int]:
    """Of these children (by id) those whom nothing has reached for a month and a half: they come first (C29).

    For whoever plans visits or sessions further down the way; a plain set of ids, no names.
    """
    return frozenset(child_id for child_id, even in evenness_of(children, day).items() if even.in_trough)
