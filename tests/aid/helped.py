"""A child of the world's class teacher with aid, for tests: what is entered, and who else is there."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select, update

from careplan.accounts.models import User
from careplan.aid.case_operations import open_case
from careplan.aid.duty_operations import make_duty
from careplan.aid.ledger_operations import add_entry
from careplan.aid.models import AidCase, Duty
from careplan.aid.windows import MONTHLY, Pattern
from careplan.aid.words import CaseWords, DutyWords, EntryWords
from careplan.audit.operations import record
from careplan.casework.operations import assign_child
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.school.models import Squad, StaffMember

TEACHER = "T3"


def child_of(grade: int = 3, ending: str = "丙") -> Child:
    """A child of class (1) of a grade, in the school in scope."""
    query = select(Child).join(Squad).where(Squad.entry_year == 2027 - grade, Squad.number == 1)
    return db.session.scalars(query.where(Child.name.endswith(ending))).one()


def staff(number: str = TEACHER) -> int:
    return db.session.scalars(select(StaffMember.id).where(StaffMember.number == number)).one()


def without_squad(number: str = TEACHER) -> None:
    """This person leads no squad any more: another counselor will be chosen."""
    db.session.execute(update(Squad).where(Squad.counselor_id == staff(number)).values(counselor_id=None))
    db.session.expire_all()


def user_id(role: str = "class_teacher", school: int = 1) -> int:
    return db.session.scalars(select(User.id).where(User.username == f"{role}{school}")).one()


def give_staff(role: str, number: str) -> int:
    """Join a role's account to a person of the staff list; the person's id."""
    found = staff(number)
    db.session.scalars(select(User).where(User.username == f"{role}1")).one().staff_id = found
    record(actor_id=None, action="edit", entity="user")
    return found


def case_words(**changes: object) -> CaseWords:
    plain: dict[str, object] = {
        "kind": "temporary", "giver": "street", "agency": "", "monthly": False, "pay_day": None, "ends_on": None,
        "for_costs": True, "note": "", "state": "granted", "day": today() - timedelta(days=30), "fen": 400000,
    }  # fmt: skip
    return CaseWords(**(plain | changes))  # type: ignore[arg-type]


def grant(child: Child, paid: int | None = 400000, **changes: object) -> AidCase:
    """A granted case, with money that arrived."""
    case = open_case(actor_id=None, child=child, words=case_words(**changes))
    if paid:
        add_entry(actor_id=None, case=case, words=EntryWords("paid", today() - timedelta(days=20), paid))
    return case


def mid_month(child: Child | None, since: date, staff_id: int, case: AidCase | None = None) -> Duty:
    """A delivery from the 13th to the 17th of each month."""
    words = DutyWords("monthly-delivery", "", Pattern(MONTHLY, (0, 13), (0, 17), since), case.id if case else None)
    return make_duty(actor_id=None, child=child, words=words, staff_id=staff_id)


def helped_child(app: Flask) -> tuple[int, int]:
    """(child, case) of school 1, for whom its class teacher is responsible; committed."""
    with app.app_context(), school_scope(1):
        child = child_of()
        assign_child(actor_id=None, child_id=child.id, staff_id=staff(), since=today() - timedelta(days=60))
        case = grant(child)
        db.session.commit()
        return child.id, case.id
