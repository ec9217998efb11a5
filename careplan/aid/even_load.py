"""What help reached which child over the year, and who is in a trough (C29)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from careplan.aid.evenness import CONTACT, DUTY, GOODS, MONEY, TROUGH_DAYS, YEAR, Evenness, Help, evenness
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
    query = select(AidCase.child_id, AidEntry.day, AidEntry.kind).join(AidCase, AidCase.id == AidEntry.case_id)
    rows = db.session.execute(query.where(*_brought(day)))
    return [(row.child_id, row.day, SORT_OF[row.kind]) for row in rows]


def _brought(day: date) -> tuple[ColumnElement[bool], ...]:
    """Lines of the ledger that reached a child in the year before the day, by themselves and not taken back."""
    undone = aliased(AidEntry)
    gone = select(undone.undoes_id).where(undone.undoes_id.is_not(None))
    with_duty = select(DutyRecord.entry_id).where(DutyRecord.entry_id.is_not(None))
    return (
        AidEntry.kind.in_(SORT_OF),
        AidEntry.undoes_id.is_(None),
        AidEntry.day.between(day - YEAR, day),
        AidEntry.id.not_in(gone),
        AidEntry.id.not_in(with_duty),
    )


def _duties(day: date) -> list[tuple[int, date, str]]:
    query = select(Duty.child_id, DutyRecord.done_on).join(Duty, Duty.id == DutyRecord.duty_id).where(*_done(day))
    return [(child_id, on, DUTY) for child_id, on in db.session.execute(query) if child_id and on]


def _done(day: date) -> tuple[ColumnElement[bool], ...]:
    in_year = DutyRecord.done_on.between(day - YEAR, day)
    return Duty.child_id.is_not(None), in_year, DutyRecord.taken_back_at.is_(None)


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


def trough_days(children: Collection[int], day: date) -> dict[int, int]:
    """Of these children (by id) those whom nothing has reached for a month and a half → days since anything did.

    They come first in every list (C29). One grouped question for each sort of help, however many children: the day of
    the last help is enough, the year's picture is not drawn.
    """
    last, joined = _last_help(day), _joined(children)
    since = {one: min(max(day - YEAR, joined.get(one) or date.min), day) for one in children}
    quiet = {one: (day - max(since[one], last.get(one, date.min))).days for one in children}
    return {one: days for one, days in quiet.items() if days > TROUGH_DAYS}


def in_trough(children: Collection[int], day: date) -> frozenset[int]:
    """As `trough_days`, a plain set of ids."""
    return frozenset(trough_days(children, day))


def _last_help(day: date) -> dict[int, date]:
    """Child id → the day of the last help in the year before the day."""
    money = select(AidCase.child_id, func.max(AidEntry.day)).join(AidCase, AidCase.id == AidEntry.case_id)
    duties = select(Duty.child_id, func.max(DutyRecord.done_on)).join(Duty, Duty.id == DutyRecord.duty_id)
    contacts = select(Contact.child_id, func.max(Contact.day)).where(Contact.day.between(day - YEAR, day))
    queries = (
        money.where(*_brought(day)).group_by(AidCase.child_id),
        duties.where(*_done(day)).group_by(Duty.child_id),
        contacts.group_by(Contact.child_id),
    )
    found: dict[int, date] = {}
    for query in queries:
        for child_id, on in db.session.execute(query):
            if child_id is not None and on is not None:
                found[child_id] = max(on, found.get(child_id, on))
    return found
