"""What happened to children of a played year: events with their acts, goals of files, aid; seeded, with its gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.aid.models import AidCase, AidEntry, AidStep
from careplan.audit.operations import record
from careplan.casework.file_models import CareGoal, GoalProgress
from careplan.children.models import Child
from careplan.db import db
from careplan.events.models import CareEvent, Escalation, EventTask
from careplan.school.models import StaffMember
from careplan.training.models import TrainingRecord

AT = datetime(2026, 9, 21, 2, tzinfo=UTC)
COUNTED = date(2026, 11, 20)


def play_care(seed: int) -> None:
    """Events, goals and aid of the children of the school in scope; committed."""
    _worker_of_the_community()
    _some_come_and_go(Random(seed))
    rng = Random(seed)
    user = db.session.scalars(select(User)).first()
    for n, child in enumerate(db.session.scalars(select(Child).order_by(Child.id)).all()):
        if n % 4 == 1 and user:
            _event(rng, child.id, user.id, n)
        for aspect in rng.sample(("body", "mind", "learning"), n % 3):
            _goal(rng, child.id, aspect)
        if n % 5 == 2:
            _aid(rng, child.id, n)
    record(actor_id=None, action="make", entity="played-care")
    db.session.commit()


def _some_come_and_go(rng: Random) -> None:
    """One child in eight came in the year and one in eight left, each on its own day, some on the days that are counted."""
    for child in db.session.scalars(select(Child).where(Child.left_on.is_(None)).order_by(Child.id)).all():
        fate, day = rng.randrange(8), rng.choice([COUNTED, date(2026, 9, 2) + timedelta(rng.randrange(180))])
        if fate == 0:
            child.joined_on = day
        elif fate == 1:
            child.left_on, child.state = day, "left"


def _event(rng: Random, child_id: int, user_id: int, n: int) -> None:
    known = AT + timedelta(days=rng.randrange(50), hours=rng.randrange(8))
    event = CareEvent(child_id=child_id, kind="parent-leaves", happened_on=known.date(), known_at=known, source="teacher", words="外出", recorded_at=known)  # fmt: skip
    for hours in (72, 168):
        done = known + timedelta(hours=rng.choice([2, 20, 30, 90])) if n % 3 else None
        event.tasks.append(EventTask(does="act", name="见面", name_en="Meet", role="owner", due_at=known + timedelta(hours=hours), done_at=done))  # fmt: skip
    if n % 2:
        event.escalations.append(Escalation(to="principal", words="告知", sent_at=known + timedelta(hours=rng.choice([1, 25, 4000])), sent_by=user_id))  # fmt: skip
    db.session.add(event)


def _goal(rng: Random, child_id: int, aspect: str) -> None:
    state = rng.choice(["open", "open", "reached", "dropped"])
    goal = CareGoal(child_id=child_id, aspect=aspect, words="变好", since=date(2026, 9, 7), due_on=date(2027, 1, 20), state=state, recorded_at=AT)  # fmt: skip
    for month in rng.sample((9, 10, 12), rng.randrange(4)):
        goal.progress.append(GoalProgress(day=date(2026, month, 15), step=rng.randrange(4), note="", recorded_at=AT))
    db.session.add(goal)


def _aid(rng: Random, child_id: int, n: int) -> None:
    asked = date(2026, 9, 1) + timedelta(rng.randrange(100))
    case = AidCase(child_id=child_id, kind="temporary", giver="civil-affairs", opened_at=AT)
    case.steps = [AidStep(state="asked", day=asked, fen=300_000, recorded_at=AT)]
    end = rng.choice(["granted", "refused", ""])
    if end:
        fen = 200_000 if end == "granted" else None
        case.steps.append(AidStep(state=end, day=asked + timedelta(5), fen=fen, recorded_at=AT))
    if end == "granted" and n % 2:
        case.entries = [
            AidEntry(kind="paid", day=asked + timedelta(5 + rng.randrange(20)), fen=100_000, recorded_at=AT)
        ]
    db.session.add(case)


def _worker_of_the_community() -> None:
    """On the staff list with a certificate and a course: no teacher, in no figure about teachers."""
    person = StaffMember(number="W1", name="社区", kind="community")
    db.session.add(person)
    db.session.flush()
    db.session.add(TrainingRecord(staff_id=person.id, course="课程", content="psychology", starts_on=date(2026, 9, 10), ends_on=date(2026, 9, 11), hours=4, credits=1.0, qualification="mental-health-b", state="recognised", valid_from=date(2026, 9, 20)))  # fmt: skip
