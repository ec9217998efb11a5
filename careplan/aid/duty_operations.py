"""Duties that come again: begun, done, handed over, ended. One always has somebody who does it (C9, C31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask_babel import gettext as _

from careplan.aid.ledger import GOODS, SPENT
from careplan.aid.ledger_operations import add_entry, contra
from careplan.aid.load import pattern_of
from careplan.aid.models import AidEntry, Duty, DutyHolder, DutyRecord
from careplan.aid.queries import duties_held_by, find_case, holder_of, is_running, people_for
from careplan.aid.windows import ONCE, RHYTHMS, windows
from careplan.aid.words import DutyWords, EntryWords, RecordWords
from careplan.audit.operations import record
from careplan.casework.words import NEXT_WITHIN
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_aid


class WrongRecordDay(Refused):
    """The day on which it was done cannot be right."""


def make_duty(*, actor_id: int | None, child: Child | None, words: DutyWords, staff_id: int) -> Duty:
    """A duty with the person who does it; Refused when that person cannot, or when it would never be due."""
    pattern = words.pattern
    if pattern.rhythm not in RHYTHMS or (words.preset and words.preset not in shipped_aid().presets):
        raise Refused(_("Please choose one of the kinds."))
    if not words.preset and not words.title:
        raise Refused(_("Please say what is to be done."))
    if pattern.until is not None and pattern.until < pattern.since:
        raise Refused(_("The end lies before the beginning."))
    if pattern.since < today() - NEXT_WITHIN:
        raise WrongRecordDay(_("This day is more than a year ago. Please check the year."))
    if not windows(pattern, pattern.since, pattern.until or pattern.since.replace(year=pattern.since.year + 1, day=1)):
        raise Refused(_("With these days it would never be due."))
    check_holder(child.squad_id if child else None, staff_id)
    duty = Duty(
        child_id=child.id if child else None,
        preset=words.preset,
        title=words.title,
        rhythm=pattern.rhythm,
        first_month=pattern.first[0],
        first_day=pattern.first[1],
        last_month=pattern.last[0],
        last_day=pattern.last[1],
        since=pattern.since,
        until=pattern.until if pattern.until or pattern.rhythm != ONCE else pattern.since,
        pauses=sorted(pattern.pauses),
        case_id=words.case_id,
        made_by=actor_id,
    )
    duty.holders = [DutyHolder(staff_id=staff_id, since=pattern.since, recorded_by=actor_id)]
    duty.records = []
    db.session.add(duty)
    db.session.flush()
    detail = {"preset": words.preset or "own"}
    record(actor_id=actor_id, action="add", entity="aid_duty", entity_id=duty.id, detail=detail)
    return duty


def check_holder(squad_id: int | None, staff_id: int) -> None:
    """Refused unless this person is at work and may see the child."""
    if staff_id not in {one.id for one in people_for(squad_id)}:
        raise Refused(_("This person has no account that may see the child. Please choose another."))


def hand_over(*, actor_id: int | None, duty: Duty, staff_id: int, since: date, note: str) -> DutyHolder:
    """Somebody else does it from a day on. There is no way to put it down without naming who takes it up."""
    former = holder_of(duty)
    if former and former.staff_id == staff_id:
        raise Refused(_("This person does it already."))
    check_holder(duty.child.squad_id if duty.child else None, staff_id)
    if former:
        former.until = max(since, former.since)
    holder = DutyHolder(duty_id=duty.id, staff_id=staff_id, since=since, note=note, recorded_by=actor_id)
    duty.holders.append(holder)
    db.session.flush()
    record(actor_id=actor_id, action="assign", entity="aid_duty", entity_id=duty.id)
    return holder


def follow_assignment(child_id: int, former_ids: frozenset[int], staff_id: int, actor_id: int | None) -> None:
    """The person responsible for a child changed: what the former one did for it is handed over with it (C9)."""
    for former in sorted(former_ids):
        for duty in duties_held_by(former):
            able = {one.id for one in people_for(duty.child.squad_id if duty.child else None)}
            if duty.child_id == child_id and is_running(duty, today()) and staff_id in able:
                hand_over(actor_id=actor_id, duty=duty, staff_id=staff_id, since=today(), note="")


def end_duty(*, actor_id: int | None, duty: Duty, until: date) -> None:
    """The duty ends on a day; what was missed before stays missed."""
    if until < duty.since:
        raise Refused(_("The end lies before the beginning."))
    duty.until = until
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="aid_duty", entity_id=duty.id)


def record_duty(*, actor_id: int | None, duty: Duty, staff_id: int | None, words: RecordWords) -> DutyRecord:
    """One time is done, or not needed with a reason; money and goods that were brought go into the ledger with it."""
    _check_record(duty, words)
    row = DutyRecord(
        duty_id=duty.id,
        opens=words.opens,
        done_on=words.done_on,
        staff_id=staff_id,
        asked=words.asked,
        how_child=words.how_child,
        note=words.note,
        recorded_at=now(),
        recorded_by=actor_id,
    )
    entry = _brought(actor_id, duty, words)
    row.entry_id = entry.id if entry else None
    duty.records.append(row)
    db.session.flush()
    done = "done" if words.done_on else "excused"
    record(actor_id=actor_id, action="record", entity="aid_duty", entity_id=duty.id, detail={"state": done})
    return row


def _check_record(duty: Duty, words: RecordWords) -> None:
    day = words.done_on
    found = list(windows(pattern_of(duty), duty.since, today().replace(year=today().year + 1, day=1)))
    if words.opens not in {one.opens for one in found}:
        raise Refused(_("This duty is not due then."))
    if any(row.opens == words.opens and row.taken_back_at is None for row in duty.records):
        raise Refused(_("This time is recorded already."))
    if day is None and not words.note:
        raise Refused(_("Please say why it is not needed."))
    if day is not None and day > today():
        raise WrongRecordDay(_("This day lies ahead. Please record it when it has come."))
    if day is not None and (words.opens - day).days > 31:
        raise WrongRecordDay(_("This day is more than a month before it is due."))


def _brought(actor_id: int | None, duty: Duty, words: RecordWords) -> AidEntry | None:
    """The line of the ledger for what was brought; Refused when the duty has no aid to take it from."""
    if words.done_on is None or not (words.fen or words.goods):
        return None
    case = find_case(duty.case_id) if duty.case_id else None
    if case is None:
        raise Refused(_("This duty brings no aid: say with the duty from which aid it comes."))
    line = EntryWords(SPENT, words.done_on, words.fen, words.purpose, words.goods)
    if not words.fen:
        line = replace(line, kind=GOODS, what=words.goods)
    return add_entry(actor_id=actor_id, case=case, words=line)


def take_back_record(*, actor_id: int | None, row: DutyRecord, reason: str) -> None:
    """A record was wrong: it stays with the reason, its line of the ledger gets a contra-entry, and it is due again."""
    if row.taken_back_at is not None:
        raise Refused(_("This was taken back already."))
    row.taken_back_at, row.taken_back_by, row.reason = now(), actor_id, reason
    db.session.flush()
    if row.entry is not None:
        contra(actor_id, row.entry, reason)
    record(actor_id=actor_id, action="take-back", entity="aid_duty", entity_id=row.duty_id)
