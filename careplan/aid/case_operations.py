"""Open an aid case, note what happened with it, change its monthly amount (C26, C30). Nothing is ever deleted."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.aid.ledger import fault_with
from careplan.aid.ledger_operations import refuse_fault
from careplan.aid.load import happened, ledger_of
from careplan.aid.models import AidCase, AidRate, AidStep
from careplan.aid.words import NEXT_STEPS, CaseWords, Happened, granted_fen, last_state
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_aid


class WrongDay(Refused):
    """The day itself cannot be right."""


class WrongAmount(Refused):
    """The amount itself cannot be right."""


def open_case(*, actor_id: int | None, child: Child, words: CaseWords) -> AidCase:
    """A new case with its first step; of a monthly benefit that is granted the first amount too."""
    seeds = shipped_aid()
    if words.kind not in seeds.kinds or words.giver not in seeds.givers or words.state not in ("asked", "granted"):
        raise Refused(_("Please choose one of the kinds."))
    check_day(child, words.day)
    if words.monthly and words.state == "granted" and not words.fen:
        raise WrongAmount(_("Please enter how much comes each month."))
    case = AidCase(
        child_id=child.id,
        kind=words.kind,
        giver=words.giver,
        agency=words.agency,
        monthly=words.monthly,
        pay_day=(words.pay_day or 1) if words.monthly else None,
        ends_on=words.ends_on if words.monthly else None,
        for_costs=words.for_costs,
        note=words.note,
        opened_at=now(),
        opened_by=actor_id,
    )
    case.steps, case.entries, case.rates = [], [], []
    db.session.add(case)
    db.session.flush()
    detail = {"kind": words.kind, "monthly": words.monthly}
    record(actor_id=actor_id, action="add", entity="aid_case", entity_id=case.id, detail=detail)
    if words.monthly and words.state == "granted":
        change_rate(actor_id=actor_id, case=case, since=words.day, fen=words.fen or 0, note="")
    _step(actor_id, case, words.state, words.day, words.fen, "")
    return case


def edit_case(
    *,
    actor_id: int | None,
    case: AidCase,
    agency: str,
    pay_day: int | None,
    ends_on: date | None,
    for_costs: bool,
    note: str,
) -> None:
    """What may change of a case: who pays, when, for what. Amounts and steps have ways of their own."""
    case.agency, case.for_costs, case.note = agency, for_costs, note
    if case.monthly:
        case.pay_day, case.ends_on = pay_day or case.pay_day, ends_on
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="aid_case", entity_id=case.id)


def note_step(*, actor_id: int | None, case: AidCase, state: str, day: date, fen: int | None, note: str) -> AidStep:
    """Asked again, granted, refused or ended on a day; Refused where that cannot follow what happened before."""
    steps = happened(case)
    if state not in NEXT_STEPS[last_state(steps)]:
        raise Refused(_("This cannot follow what happened before."))
    check_day(case.child, day)
    if steps and day < steps[-1].day:
        raise WrongDay(_("This day is before the last step (%(day)s).", day=steps[-1].day.isoformat()))
    if case.monthly and state == "granted" and fen:
        change_rate(actor_id=actor_id, case=case, since=day, fen=fen, note="")
    return _step(actor_id, case, state, day, fen, note)


def _step(actor_id: int | None, case: AidCase, state: str, day: date, fen: int | None, note: str) -> AidStep:
    money = None if case.monthly or state not in ("asked", "granted") else fen
    step = AidStep(case=case, state=state, day=day, fen=money, note=note, recorded_at=now(), recorded_by=actor_id)
    db.session.add(step)
    db.session.flush()
    record(actor_id=actor_id, action="note", entity="aid_case", entity_id=case.id, detail={"state": state})
    return step


def take_back_step(*, actor_id: int | None, step: AidStep, reason: str) -> None:
    """The last step was entered by mistake; Refused when money already moved on the strength of it."""
    case = step.case
    standing = sorted((one for one in case.steps if one.taken_back_at is None), key=lambda one: one.id)
    if step is not standing[-1] or len(standing) == 1:
        raise Refused(_("Only the last step can be taken back, and a case keeps its first one."))
    rest = [
        Happened(one.state, one.day, one.fen) for one in sorted(standing, key=lambda one: one.id) if one is not step
    ]
    if not case.monthly:
        refuse_fault(fault_with(ledger_of(case), [], granted_fen(rest) or 0))
    elif case.entries and granted_fen(rest) is None:
        raise Refused(_("Money has arrived already. Take those lines back first."))
    step.taken_back_at, step.taken_back_by, step.reason = now(), actor_id, reason
    db.session.flush()
    record(actor_id=actor_id, action="take-back", entity="aid_case", entity_id=case.id, detail={"state": step.state})


def change_rate(*, actor_id: int | None, case: AidCase, since: date, fen: int, note: str) -> AidRate:
    """From this day on so much a month (C30); what was before stays on record."""
    if not case.monthly:
        raise Refused(_("This help does not come every month."))
    if fen <= 0:
        raise WrongAmount(_("Please enter an amount such as 4000 or 245.50."))
    born = db.session.scalar(select(Child.birth_date).where(Child.id == case.child_id))
    if born and since < born:
        raise WrongDay(_("On this day the child was not yet born."))
    if any(row.since == since and row.taken_back_at is None for row in case.rates):
        raise WrongDay(_("An amount from this very day stands already. Take it back first."))
    rate = AidRate(case=case, since=since, fen=fen, note=note, recorded_at=now(), recorded_by=actor_id)
    db.session.add(rate)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="aid_rate", entity_id=rate.id)
    return rate


def take_back_rate(*, actor_id: int | None, rate: AidRate, reason: str) -> None:
    """An amount was entered by mistake; it stays on record. The only one cannot go."""
    if rate.taken_back_at is not None:
        raise Refused(_("This was taken back already."))
    if sum(row.taken_back_at is None for row in rate.case.rates) == 1:
        raise Refused(_("A monthly benefit needs an amount. Enter the right one first."))
    rate.taken_back_at, rate.taken_back_by, rate.reason = now(), actor_id, reason
    db.session.flush()
    record(actor_id=actor_id, action="take-back", entity="aid_rate", entity_id=rate.id)


def check_day(child: Child, day: date) -> None:
    """WrongDay for a day that lies ahead or before the child's birth."""
    if day > today():
        raise WrongDay(_("This day lies ahead. Please record it when it has come."))
    if day < child.birth_date:
        raise WrongDay(_("On this day the child was not yet born."))
