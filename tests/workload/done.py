"""What was done in September: two sessions, a visit, an hour on the hotline; and the rules that count it.

The class teacher of the world (T3, account class_teacher1) led the session of 三(1), person T1 that of 一(1).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.casework.models import Contact
from careplan.clock import SCHOOL_ZONE, fixed
from careplan.db import db
from careplan.programme.models import Item, Series
from careplan.programme.planned import moment_of
from careplan.school.models import StaffMember
from careplan.sessions.models import SessionPost, TeamSession
from careplan.sessions.record_operations import record_attendance
from careplan.sessions.record_queries import roll_of
from careplan.sessions.roll import Entry
from careplan.workload.models import WorkPeriod, WorkStatement
from careplan.workload.period_operations import compute_period, lock_period, open_period
from careplan.workload.rules_operations import save_rules
from careplan.workload.sign_operations import sign_period
from tests.sessions.schedule import session_of
from tests.workload.made import rules

FIRST, LAST = date(2026, 9, 1), date(2027, 1, 22)
"""One period for the whole term: the small world's schedule puts its sessions anywhere in it."""
AFTER = datetime(2027, 1, 25, 9, tzinfo=SCHOOL_ZONE)
LATER = datetime(2027, 2, 8, 9, tzinfo=SCHOOL_ZONE)
VISITED = date(2026, 9, 10)


def work_of_september() -> None:
    for code in ("2024-1", "2026-1"):
        call(session_of(code))
    record(actor_id=None, action="make", entity="work")
    db.session.add(_visit())
    db.session.add(_hotline())
    save_rules(actor_id=None, rules=rules(fen_per_unit=2500), valid_from=FIRST, change="全体通过")
    db.session.commit()


def call(row: TeamSession) -> None:
    """Call the roll: the session is held."""
    with fixed(datetime.combine(row.day, datetime.min.time(), SCHOOL_ZONE) + timedelta(hours=17)):
        entries = {line.child_id: Entry("present") for line in roll_of(row, row.squads[0].id)}
        record_attendance(actor_id=None, team_session=row, squad_id=row.squads[0].id, entries=entries)


def _visit() -> Contact:
    return Contact(
        child_id=7,
        day=VISITED,
        kind="visit",
        by_staff_id=person("T3"),
        summary="谈了学习",
        next_on=VISITED + timedelta(days=30),
        recorded_at=datetime(2026, 9, 10, 10),
    )


def _hotline() -> Series:
    begins, ends = moment_of("12:20-13:00")
    item = Item(day=VISITED, begins=begins, ends=ends, staff_id=person("T3"), place="热线室", state="done")
    return Series(kind="hotline", first_on=VISITED, last_on=VISITED, items=[item])


def person(number: str) -> int:
    found = db.session.scalar(select(StaffMember.id).where(StaffMember.number == number))
    assert found
    return found


def account(name: str) -> User:
    return db.session.scalars(select(User).where(User.username == name)).one()


def opened() -> WorkPeriod:
    with fixed(AFTER):
        row = open_period(actor=account("office1"), name="第一学期", name_en="Term 1", first=FIRST, last=LAST)
        db.session.commit()
    return row


def computed() -> WorkPeriod:
    row = opened()
    with fixed(AFTER):
        compute_period(actor=account("office1"), period=row)
        db.session.commit()
    return row


def statement(number: str = "T3") -> WorkStatement:
    query = select(WorkStatement).join(WorkPeriod, WorkPeriod.id == WorkStatement.period_id)
    query = query.where(WorkStatement.staff_id == person(number)).order_by(WorkPeriod.first.desc())
    return db.session.scalars(query).first()  # type: ignore[return-value]


def led_together(code: str = "2024-1") -> TeamSession:
    """The session with a second leader, T6."""
    row = session_of(code)
    row.posts.append(SessionPost(staff_id=person("T6"), position=1, role="leader"))
    record(actor_id=None, action="edit", entity="team_session", entity_id=row.id)
    db.session.commit()
    return row


NEXT = (date(2027, 1, 23), date(2027, 3, 31))


def signed() -> WorkPeriod:
    row = computed()
    with fixed(LATER):
        sign_period(actor=account("principal1"), period=row)
        db.session.commit()
    return row


def locked() -> WorkPeriod:
    row = signed()
    with fixed(LATER):
        lock_period(actor=account("office1"), period=row)
        db.session.commit()
    return row


def following() -> WorkPeriod:
    """The next period, computed."""
    with fixed(datetime(2027, 4, 5, 9, tzinfo=SCHOOL_ZONE)):
        row = open_period(actor=account("office1"), name="下一期", name_en="Next", first=NEXT[0], last=NEXT[1])
        compute_period(actor=account("office1"), period=row)
        db.session.commit()
    return row
