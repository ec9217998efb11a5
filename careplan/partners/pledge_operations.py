"""Pledge → delivery → proof (C38). Money and goods go into the aid ledger through its own operations, once."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.aid.case_operations import note_step, open_case
from careplan.aid.ledger import GOODS as GOODS_LINE
from careplan.aid.ledger import PAID
from careplan.aid.ledger_operations import add_entry, contra
from careplan.aid.load import happened
from careplan.aid.models import AidCase
from careplan.aid.queries import find_case
from careplan.aid.words import CaseWords, EntryWords, last_state
from careplan.audit.operations import record
from careplan.casework.file_models import Need
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.load import left_in, promised
from careplan.partners.matching import COSTS
from careplan.partners.models import Offer, Pledge, PledgeDelivery
from careplan.partners.operations import Watch, refuse_names
from careplan.partners.queries import name_watch
from careplan.partners.words import MONEY, SERVICE

LATEST = 731
"""Days ahead within which what is pledged has to come: a later day is a slip of the pen."""


class WrongPledgeDay(Refused):
    """The day cannot be right."""


class TooMuch(Refused):
    """More than is left of the offer, or of the pledge."""


def pledge(
    *,
    actor_id: int | None,
    offer: Offer,
    child: Child,
    need: Need | None,
    amount: int,
    due_on: date,
    note: str,
    key: str | None,
    watch: Watch | None = None,
) -> Pledge:
    """A person decided: so much of an offer for this child. The same form sent twice counts once."""
    again = key and db.session.scalar(select(Pledge).where(Pledge.key == key))
    if again:
        return again
    _check_pledge(offer, child, need, amount, due_on)
    refuse_names(watch or name_watch(), note)
    row = Pledge(
        offer=offer,
        child=child,
        need_id=need.id if need else None,
        amount=amount,
        due_on=due_on,
        note=note,
        key=key,
        made_on=today(),
        made_at=now(),
        made_by=actor_id,
    )
    row.deliveries = []
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="partner_pledge", entity_id=row.id, detail={"form": offer.form})
    return row


def _check_pledge(offer: Offer, child: Child, need: Need | None, amount: int, due_on: date) -> None:
    if offer.partner.retired_on is not None or offer.until < today():
        raise Refused(_("This offer has ended."))
    if need is not None and (need.child_id != child.id or need.until is not None):
        raise Refused(_("This need is met already."))
    if need is None and not (offer.form == MONEY and offer.purpose in COSTS):
        raise Refused(_("This offer does not pay known costs."))
    if need is not None and need.area not in offer.areas:
        raise Refused(_("This offer is not meant for such a need."))
    if amount < 1 or amount > left_in(offer):
        raise TooMuch(_("That is more than is left of this offer."))
    if due_on < today() or (due_on - today()).days > LATEST or due_on < offer.since:
        raise WrongPledgeDay(_("Please choose a day from today on, within two years, on which the offer has begun."))
    if due_on > offer.until:
        raise WrongPledgeDay(_("On this day the offer has ended: it lasts until %(day)s.", day=offer.until.isoformat()))


def withdraw(*, actor_id: int | None, row: Pledge, reason: str, watch: Watch | None = None) -> None:
    """What has not come will not come. What came stays; its offer has the rest again."""
    refuse_names(watch or name_watch(), reason)
    if row.withdrawn_on is not None:
        raise Refused(_("This was taken back already."))
    if not promised(row).rest:
        raise Refused(_("Everything has come. There is nothing to withdraw."))
    row.withdrawn_on, row.withdrawn_by, row.reason = today(), actor_id, reason
    _end_case(actor_id, row)
    db.session.flush()
    record(actor_id=actor_id, action="withdraw", entity="partner_pledge", entity_id=row.id)


def deliver(
    *,
    actor_id: int | None,
    row: Pledge,
    day: date,
    amount: int,
    words: str,
    value: int | None,
    key: str | None,
    watch: Watch | None = None,
) -> PledgeDelivery:
    """Something came. value: estimated fen of goods, None unknown. The same form sent twice counts once."""
    again = key and db.session.scalar(select(PledgeDelivery).where(PledgeDelivery.key == key))
    if again:
        return again
    _check_delivery(row, day, amount)
    refuse_names(watch or name_watch(), words)
    entry_id = _write(actor_id, row, day, amount, words, value)  # before the delivery counts as one of the pledge's
    made = PledgeDelivery(
        pledge=row,
        day=day,
        amount=amount,
        words=words,
        entry_id=entry_id,
        key=key,
        recorded_at=now(),
        recorded_by=actor_id,
    )
    made.proofs = []
    db.session.add(made)
    db.session.flush()
    detail = {"form": row.offer.form}
    record(actor_id=actor_id, action="add", entity="partner_delivery", entity_id=made.id, detail=detail)
    return made


def _check_delivery(row: Pledge, day: date, amount: int) -> None:
    if row.withdrawn_on is not None:
        raise Refused(_("This pledge is withdrawn."))
    if amount < 1 or amount > promised(row).rest:
        raise TooMuch(_("That is more than was pledged and has not come yet."))
    if day > today():
        raise WrongPledgeDay(_("This day lies ahead. Please record it when it has come."))
    if day < row.made_on:
        raise WrongPledgeDay(_("This day is before the pledge (%(day)s).", day=row.made_on.isoformat()))


def _write(actor_id: int | None, row: Pledge, day: date, amount: int, words: str, value: int | None) -> int | None:
    """The one line of the ledger; a service has none."""
    offer = row.offer
    if offer.form == SERVICE:
        return None
    case = _case(actor_id, row, day)
    if offer.form == MONEY:
        line = EntryWords(PAID, day, amount, "", words or offer.what)
    else:
        what = f"{offer.what} {amount} {offer.unit}".strip()
        line = EntryWords(GOODS_LINE, day, value, offer.purpose, f"{what} {words}".strip()[:120])
    return add_entry(actor_id=actor_id, case=case, words=line).id


def _case(actor_id: int | None, row: Pledge, day: date) -> AidCase:
    """The aid to which deliveries of this pledge go: opened with the first one, granted as much as was pledged."""
    known = find_case(row.case_id) if row.case_id else None
    if known is not None and last_state(happened(known)) == "granted":
        return known
    offer = row.offer
    words = CaseWords(
        kind="charity" if offer.partner.kind in ("charity", "person", "federation") else "other",
        giver=offer.partner.kind,
        agency=offer.partner.name,
        monthly=False,
        pay_day=None,
        ends_on=None,
        for_costs=offer.form == MONEY and offer.purpose in COSTS,
        note="",
        state="granted",
        day=day,
        fen=promised(row).rest if offer.form == MONEY else None,
    )
    row.case = open_case(actor_id=actor_id, child=row.child, words=words)
    return row.case


def take_back_delivery(*, actor_id: int | None, row: PledgeDelivery, reason: str, watch: Watch | None = None) -> None:
    """Entered by mistake: it stays with the reason, its line gets a contra-entry, and the pledge is open again."""
    refuse_names(watch or name_watch(), reason)
    if row.taken_back_at is not None:
        raise Refused(_("This was taken back already."))
    row.taken_back_at, row.taken_back_by, row.reason = now(), actor_id, reason
    db.session.flush()
    if row.entry is not None:
        contra(actor_id, row.entry, reason)
    if not promised(row.pledge).delivered:
        _end_case(actor_id, row.pledge)
        row.pledge.case_id = None
    record(actor_id=actor_id, action="take-back", entity="partner_delivery", entity_id=row.id)


def _end_case(actor_id: int | None, row: Pledge) -> None:
    """Nothing more comes of this aid, so that the forecast does not count on it."""
    case = find_case(row.case_id) if row.case_id else None
    if case is not None and last_state(happened(case)) == "granted":
        note_step(actor_id=actor_id, case=case, state="ended", day=today(), fen=None, note="")
