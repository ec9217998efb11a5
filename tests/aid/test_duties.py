"""Duties always have somebody who does them; each time is recorded once, missed ones stay until somebody says so."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.accounts.operations import edit_user
from careplan.aid.duty_operations import WrongRecordDay, end_duty, hand_over, make_duty, record_duty, take_back_record
from careplan.aid.even_load import evenness_of, helps_of, in_trough
from careplan.aid.evenness import DUTY, MONEY, Help
from careplan.aid.ledger_operations import take_back_entry
from careplan.aid.load import balance_of_case, occurrences_of
from careplan.aid.queries import all_duties, holder_of, ownerless
from careplan.aid.starting_operations import start_children, start_school
from careplan.aid.windows import MONTHLY, ONCE, YEARLY, Pattern
from careplan.aid.words import DutyWords, RecordWords
from careplan.casework.operations import assign_child, record_contact
from careplan.casework.words import ContactWords
from careplan.clock import SCHOOL_ZONE, fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.school.beside import HeldBack
from careplan.school.models import Squad, StaffMember
from careplan.school.operations import save_staff
from tests.aid.helped import child_of, give_staff, grant, mid_month, staff, user_id, without_squad

pytestmark = pytest.mark.usefixtures("in_school_1")
SINCE, NOW = date(2026, 9, 1), datetime(2026, 11, 20, 10, tzinfo=SCHOOL_ZONE)


@pytest.fixture(autouse=True)
def in_november() -> object:
    with fixed(NOW):
        yield


def done(opens: date, on: date | None, **more: object) -> RecordWords:
    plain: dict[str, object] = {"asked": "", "how_child": "好", "note": "", **more}
    return RecordWords(opens, on, **plain)  # type: ignore[arg-type]


@pytest.mark.plan("C31", "C32")
def test_a_delivery_is_recorded_with_the_money_out_of_its_aid() -> None:
    case = grant(child_of())
    duty = mid_month(child_of(), SINCE, staff(), case)
    words = done(date(2026, 11, 13), date(2026, 11, 15), asked="李老师：上课专心", fen=60000, purpose="boarding")
    row = record_duty(actor_id=None, duty=duty, staff_id=staff(), words=words)
    assert [one.state for one in occurrences_of(duty, NOW.date())] == ["missed", "missed", "done", "coming", "coming"]
    assert balance_of_case(case).spent == {"boarding": 60000}
    with pytest.raises(Refused):
        record_duty(actor_id=None, duty=duty, staff_id=staff(), words=words)
    take_back_record(actor_id=None, row=row, reason="记到别人了")
    assert balance_of_case(case).spent == {}
    assert [one.state for one in occurrences_of(duty, NOW.date())][2] == "missed"
    assert (len(duty.records), len(case.entries)) == (1, 3)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (done(date(2026, 11, 14), date(2026, 11, 15)), Refused),
        (done(date(2026, 11, 13), date(2026, 11, 21)), WrongRecordDay),
        (done(date(2026, 12, 13), date(2026, 11, 11)), WrongRecordDay),
        (done(date(2026, 11, 13), None), Refused),
        (done(date(2026, 11, 13), date(2026, 11, 15), fen=1, purpose="boarding"), Refused),
    ],
)
def test_a_record_that_cannot_be_is_refused(words: RecordWords, fault: type[Refused]) -> None:
    duty = mid_month(child_of(), SINCE, staff())
    with pytest.raises(fault):
        record_duty(actor_id=None, duty=duty, staff_id=staff(), words=words)


def test_not_needed_this_time_needs_a_reason_and_is_no_help() -> None:
    duty = mid_month(child_of(), SINCE, staff())
    record_duty(actor_id=None, duty=duty, staff_id=None, words=done(date(2026, 10, 13), None, note="住院，费用停收"))
    assert [one.state for one in occurrences_of(duty, NOW.date())][1] == "excused"
    assert helps_of([duty.child_id or 0], NOW.date()) == {duty.child_id: []}


@pytest.mark.parametrize(
    "pattern",
    [Pattern("daily", (0, 1), (0, 2), SINCE), Pattern(ONCE, (0, 0), (0, 0), SINCE, date(2026, 8, 1)),
     Pattern(MONTHLY, (0, 13), (0, 17), date(2026, 11, 18), date(2026, 11, 30)),
     Pattern(MONTHLY, (0, 13), (0, 17), SINCE, None, frozenset(range(1, 13))),
     Pattern(MONTHLY, (0, 13), (0, 17), date(2016, 9, 1))],
)  # fmt: skip
def test_a_duty_that_would_never_be_due_is_refused(pattern: Pattern) -> None:
    with pytest.raises(Refused):
        make_duty(actor_id=None, child=child_of(), words=DutyWords("", "看望", pattern), staff_id=staff())


def test_who_cannot_see_the_child_cannot_do_its_duty() -> None:
    with pytest.raises(Refused):
        mid_month(child_of(4), SINCE, staff())
    with pytest.raises(Refused):
        mid_month(child_of(3), SINCE, staff("T4"))


@pytest.mark.plan("C9", "C31")
def test_a_duty_is_handed_over_and_never_put_down() -> None:
    duty, other = mid_month(child_of(), SINCE, staff()), give_staff("counselling_teacher", "T5")
    with pytest.raises(Refused):
        hand_over(actor_id=None, duty=duty, staff_id=staff(), since=NOW.date(), note="")
    hand_over(actor_id=None, duty=duty, staff_id=other, since=NOW.date(), note="每次先打电话")
    assert [(one.staff_id, one.until) for one in duty.holders] == [(staff(), NOW.date()), (other, None)]


@pytest.mark.plan("C9")
def test_a_new_responsible_person_takes_over_what_the_former_one_did_for_the_child() -> None:
    child, other = child_of(), give_staff("counselling_teacher", "T5")
    assign_child(actor_id=None, child_id=child.id, staff_id=staff(), since=SINCE)
    own, for_another = mid_month(child, SINCE, staff()), mid_month(child_of(3, "甲"), SINCE, staff())
    assign_child(actor_id=None, child_id=child.id, staff_id=other, since=NOW.date())
    assert [holder_of(duty).staff_id for duty in (own, for_another)] == [other, staff()]  # type: ignore[union-attr]


def test_nobody_leaves_a_duty_behind() -> None:
    duty, other = mid_month(child_of(), SINCE, staff()), give_staff("counselling_teacher", "T5")
    person = db.session.scalars(select(StaffMember).where(StaffMember.number == "T3")).one()
    account = db.session.get_one(User, user_id())
    administrator = db.session.get_one(User, user_id("administrator"))
    plain = {"display_name": "教师", "staff_id": person.id, "roles": ["class_teacher"], "active": True}
    for change in ({"active": False}, {"staff_id": None}, {"roles": ["office"]}):
        with pytest.raises(HeldBack):
            edit_user(actor=administrator, person=account, **(plain | change))
    with pytest.raises(HeldBack):
        save_staff(actor_id=None, person=person, number="T3", name="教师31", active=False)
    assert person.active
    hand_over(actor_id=None, duty=duty, staff_id=other, since=NOW.date(), note="")
    without_squad()
    save_staff(actor_id=None, person=person, number="T3", name="教师31", active=False)
    assert not person.active


@pytest.mark.plan("C9", "C31")
def test_who_cannot_leave_is_told_every_reason_at_once() -> None:
    child, person = child_of(), db.session.scalars(select(StaffMember).where(StaffMember.number == "T3")).one()
    assign_child(actor_id=None, child_id=child.id, staff_id=person.id, since=SINCE)
    mid_month(child, SINCE, person.id)
    with pytest.raises(HeldBack) as held:
        save_staff(actor_id=None, person=person, number="T3", name="教师31", active=False)
    assert "1 名儿童" in str(held.value)
    assert "定期关爱" in str(held.value)


def test_a_duty_whose_holder_no_longer_sees_the_child_is_told() -> None:
    duty = mid_month(child_of(), SINCE, staff())
    assert ownerless(all_duties(), NOW.date()) == []
    db.session.scalars(select(Squad).where(Squad.counselor_id == staff())).one().counselor_id = staff("T4")
    assert ownerless(all_duties(), NOW.date()) == [duty]
    end_duty(actor_id=None, duty=duty, until=date(2026, 11, 1))
    assert ownerless(all_duties(), NOW.date()) == []


@pytest.mark.plan("C29", "C34")
def test_the_starting_set_gives_each_child_its_duties_by_the_responsible_person() -> None:
    first, second = child_of(), child_of(3, "甲")
    assign_child(actor_id=None, child_id=first.id, staff_id=staff(), since=SINCE)
    codes = ["monthly-look", "childrens-day", "new-year"]
    found = start_children(actor_id=None, codes=codes, children=[first, second], since=NOW.date())
    again = start_children(actor_id=None, codes=codes, children=[first], since=NOW.date())
    assert (found, again) == ((3, [second]), (0, []))
    assert {duty.rhythm for duty in all_duties([first.id])} == {MONTHLY, YEARLY}
    assert start_school(actor_id=None, codes=["mind-month"], staff_id=staff(), since=NOW.date()) == 1
    assert start_school(actor_id=None, codes=["mind-month"], staff_id=staff(), since=NOW.date()) == 0


@pytest.mark.plan("C29")
def test_help_of_every_sort_counts_once_and_a_trough_is_told() -> None:
    child, other = child_of(), child_of(3, "乙")
    case = grant(child, day=date(2026, 9, 10))
    duty = mid_month(child, SINCE, staff(), case)
    words = done(date(2026, 11, 13), date(2026, 11, 15), fen=100, purpose="boarding")
    record_duty(actor_id=None, duty=duty, staff_id=None, words=words)
    on = date(2026, 9, 12)
    contact = ContactWords(on, "visit", "", "好", "", date(2026, 12, 1))
    record_contact(actor_id=user_id(), child_id=other.id, staff_id=None, words=contact)
    ids = [child.id, other.id]
    assert helps_of(ids, NOW.date())[child.id] == [Help(date(2026, 10, 31), MONEY), Help(date(2026, 11, 15), DUTY)]
    assert in_trough(ids, NOW.date()) == {other.id}
    assert evenness_of(ids, NOW.date())[other.id].quiet == 69
    assert in_trough(ids, date(2026, 10, 20)) == {child.id}


def test_what_was_taken_back_is_no_help() -> None:
    case = grant(child_of())
    take_back_entry(actor_id=None, row=case.entries[0], reason="x")
    assert helps_of([case.child_id], NOW.date()) == {case.child_id: []}
