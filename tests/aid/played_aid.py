"""Aid of every kind for the class teacher's child, the same words in each field of free text: for tests that walk all pages."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from careplan.aid.case_operations import change_rate, open_case
from careplan.aid.cost_operations import add_cost
from careplan.aid.duty_operations import make_duty, record_duty
from careplan.aid.ledger_operations import add_entry, take_back_entry
from careplan.aid.load import occurrences_of
from careplan.aid.paper_operations import add_paper
from careplan.aid.windows import MONTHLY, YEARLY, Pattern
from careplan.aid.words import CostWords, DutyWords, EntryWords, RecordWords
from careplan.casework.models import CareAssignment
from careplan.casework.operations import assign_child
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db
from tests.aid.helped import case_words, staff
from tests.sessions.test_picture import photograph

CHILD = 7


def helped_with_words(words: str) -> None:
    """Cases, a ledger with a line taken back, costs, duties done and missed, a paper: of child 7 of the world."""
    child = db.session.get_one(Child, CHILD)
    holder = db.session.scalars(select(CareAssignment).where(CareAssignment.child_id == CHILD)).first()
    if holder is None or holder.staff_id != staff():
        assign_child(actor_id=None, child_id=CHILD, staff_id=staff(), since=today())
    grant = open_case(actor_id=None, child=child, words=case_words(agency=words, note=words))
    paid = EntryWords("paid", today(), 400000, what=words)
    row = add_entry(actor_id=None, case=grant, words=paid)
    spent = add_entry(actor_id=None, case=grant, words=EntryWords("spent", today(), 100, "debt", words))
    take_back_entry(actor_id=None, row=spent, reason=words)
    cost = CostWords("boarding", 300000, "monthly", 15, today(), None, school_time=True)
    add_cost(actor_id=None, child=child, words=cost)
    _duties(child, grant.id, words)
    add_paper(
        actor_id=None,
        child=child,
        kind="receipt",
        data=photograph(),
        shows_child=False,
        case_id=grant.id,
        entry_id=row.id,
    )


def monthly_with_words(words: str) -> None:
    """A benefit that comes each month and rose, of the same child."""
    child = db.session.get_one(Child, CHILD)
    monthly = open_case(actor_id=None, child=child, words=case_words(monthly=True, pay_day=10, fen=24500, note=words))
    change_rate(actor_id=None, case=monthly, since=today(), fen=65000, note=words)


def _duties(child: Child, case_id: int, words: str) -> None:
    since = today() - timedelta(days=100)
    looks = DutyWords("", words, Pattern(MONTHLY, (0, 1), (0, 28), since), case_id)
    duty = make_duty(actor_id=None, child=child, words=looks, staff_id=staff())
    time = occurrences_of(duty, today())[0]
    opens: date = time.window.opens
    record = RecordWords(opens, today(), words, words, words, 100, "boarding", words)
    record_duty(actor_id=None, duty=duty, staff_id=staff(), words=record)
    yearly = DutyWords("mind-month", "", Pattern(YEARLY, (5, 1), (5, 31), since))
    make_duty(actor_id=None, child=None, words=yearly, staff_id=staff())
