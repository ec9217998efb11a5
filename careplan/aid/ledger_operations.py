"""Lines of a ledger: added, and taken back by contra-entries with a reason; never changed, never deleted (C27)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.aid.entry_beside import check_entry
from careplan.aid.ledger import (
    GOODS,
    KINDS,
    NOT_THERE,
    OVERASSIGNED,
    OVERPAID,
    PAID,
    SPLIT,
    Entry,
    fault_with,
    standing,
)
from careplan.aid.load import basis_of, happened, ledger_of
from careplan.aid.models import AidCase, AidEntry, DutyRecord
from careplan.aid.words import EntryWords, granted_fen
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_aid


class WrongEntryDay(Refused):
    """The day of a line cannot be right."""


class LedgerFault(Refused):
    """The money does not allow it."""


def refuse_fault(fault: str | None) -> None:
    """LedgerFault in words for a fault of the ledger; nothing for None."""
    words = {
        OVERPAID: _("More would have arrived than was granted."),
        OVERASSIGNED: _("There is not so much left: more would be set aside and spent than there is."),
        NOT_THERE: _("This money has not arrived yet."),
    }
    if fault:
        raise LedgerFault(words[fault])


def add_entry(*, actor_id: int | None, case: AidCase, words: EntryWords) -> AidEntry:
    """One line; the same form sent twice gives the line of the first time."""
    again = words.key and db.session.scalar(select(AidEntry).where(AidEntry.key == words.key))
    if again:
        return again
    _check(case, words)
    line = Entry(0, words.kind, words.day, words.fen, words.purpose)
    refuse_fault(fault_with(ledger_of(case), [line], basis_of(case)))
    return _add(actor_id, case, words)


def _check(case: AidCase, words: EntryWords) -> None:
    purposes = shipped_aid().purposes
    if words.kind not in KINDS or (words.kind != PAID and words.purpose not in purposes):
        raise Refused(_("Please choose what it is for."))
    if words.kind == GOODS and not words.what:
        raise Refused(_("Please say which goods."))
    if words.kind != GOODS and not words.fen:
        raise Refused(_("Please enter an amount such as 4000 or 245.50."))
    if granted_fen(happened(case)) is None:
        raise Refused(_("This help is not granted yet. Record that first."))
    born = db.session.scalar(select(Child.birth_date).where(Child.id == case.child_id))
    if words.day > today():
        raise WrongEntryDay(_("This day lies ahead. Please record it when it has come."))
    if born and words.day < born:
        raise WrongEntryDay(_("On this day the child was not yet born."))


def _add(actor_id: int | None, case: AidCase, words: EntryWords) -> AidEntry:
    row = AidEntry(
        case=case,
        kind=words.kind,
        day=words.day,
        fen=words.fen,
        purpose="" if words.kind == PAID else words.purpose,
        what=words.what,
        key=words.key,
        recorded_at=now(),
        recorded_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="aid_entry", entity_id=row.id, detail={"kind": words.kind})
    return row


def split_money(*, actor_id: int | None, case: AidCase, day: date, parts: Mapping[str, int]) -> list[AidEntry]:
    """Set money aside for several purposes at once: all of them or none. parts: purpose → fen."""
    if not parts:
        raise Refused(_("Please enter at least one amount."))
    words = [EntryWords(SPLIT, day, fen, purpose) for purpose, fen in parts.items()]
    for one in words:
        _check(case, one)
    lines = [Entry(0, SPLIT, day, fen, purpose) for purpose, fen in parts.items()]
    refuse_fault(fault_with(ledger_of(case), lines, basis_of(case)))
    return [_add(actor_id, case, one) for one in words]


def take_back_entry(*, actor_id: int | None, row: AidEntry, reason: str) -> AidEntry:
    """A contra-entry with a reason; Refused where what followed would then have no money behind it."""
    lines = ledger_of(row.case)
    if row.id not in {line.id for line in standing(lines)}:
        raise Refused(_("This was taken back already."))
    held = select(DutyRecord.id).where(DutyRecord.entry_id == row.id, DutyRecord.taken_back_at.is_(None))
    if db.session.scalar(held) is not None:
        raise Refused(_("This line belongs to a record of a duty. Take that record back, and the line goes with it."))
    check_entry(row.id)
    return contra(actor_id, row, reason)


def contra(actor_id: int | None, row: AidEntry, reason: str) -> AidEntry:
    """The contra-entry itself, when the ledger allows it."""
    lines = ledger_of(row.case)
    taken = Entry(0, row.kind, today(), row.fen, row.purpose, undoes=row.id)
    refuse_fault(fault_with(lines, [taken], basis_of(row.case)))
    found = AidEntry(
        case=row.case,
        kind=row.kind,
        day=today(),
        fen=row.fen,
        purpose=row.purpose,
        undoes_id=row.id,
        reason=reason,
        recorded_at=now(),
        recorded_by=actor_id,
    )
    db.session.add(found)
    db.session.flush()
    record(actor_id=actor_id, action="take-back", entity="aid_entry", entity_id=row.id, detail={"kind": row.kind})
    return found
