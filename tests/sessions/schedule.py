"""A school with a library of five activities, trained people, an approved plan and a published schedule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db
from careplan.plans.models import PlanGoal, YearPlan
from careplan.plans.queries import current_year
from careplan.school.models import Band, Goal, StaffMember, Venue
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.publish_operations import publish_schedule
from careplan.sessions.schedule_operations import make_schedule
from careplan.training.models import TrainingRecord

BEFORE_TERM = datetime(2026, 8, 25, 2, tzinfo=UTC)
UNTRAINED = "T5"
TRAINED_UNTIL = {"T6": date(2026, 10, 31)}


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def set_up() -> None:
    """Everything up to an approved plan; commits."""
    low = Goal(code="low.adapt", name="适应新环境", name_en="Settle in", serves=["low.adapt"])
    high = Goal(code="high.emotions", name="情绪调节", name_en="Emotions", serves=["high.emotions"])
    db.session.add(Band(code="low", name="低年级", name_en="Lower", first_grade=1, last_grade=3, goals=[low]))
    db.session.add(Band(code="high", name="高年级", name_en="Upper", first_grade=4, last_grade=6, goals=[high]))
    db.session.add(Venue(name="操场", kind="playground", capacity=500, shared=True))
    for number, goal in enumerate(["low.adapt", "low.adapt", "high.emotions", "high.emotions"]):
        db.session.add(activity(f"act-{number}", goal))
    db.session.add(activity("talk", "low.adapt", meets="grade", grades=[3], method="lecture"))
    for person in db.session.scalars(select(StaffMember)):
        if person.number != UNTRAINED:
            db.session.add(_training(person))
    db.session.flush()
    _plan(low.id, high.id)
    record(actor_id=None, action="make", entity="plan")
    db.session.commit()


def activity(slug: str, goal: str, **changes: object) -> Activity:
    grades = [1, 2, 3] if goal.startswith("low") else [4, 5, 6]
    words: dict[str, object] = {
        "slug": slug,
        "title": f"活动{slug}",
        "goals": [goal],
        "grades": grades,
        "method": "game",
        "strand": "experience",
        "channel": "team-day",
        "lessons": 1,
        "group_min": 1,
        "group_max": 220,
        "venue_kinds": ["classroom", "playground"],
        "seasons": ["any"],
        "posts": [{"role": "leader", "qualification": "counselor-trained"}],
        "steps": [{"minutes": 40, "title": "一起玩", "text": "围成一圈。"}],
    }
    return Activity(**{**words, **changes})


def _training(person: StaffMember) -> TrainingRecord:
    return trained(person.id, "counselor-trained", date(2026, 1, 10), TRAINED_UNTIL.get(person.number))


def trained(staff_id: int, qualification: str, valid_from: date, valid_until: date | None = None) -> TrainingRecord:
    """A recognised training that gives a qualification from a day on."""
    return TrainingRecord(
        staff_id=staff_id,
        course="辅导员培训",
        organiser="县团委",
        level="county",
        category="centralised",
        starts_on=date(2026, 1, 5),
        ends_on=date(2026, 1, 9),
        hours=20,
        qualification=qualification,
        valid_from=valid_from,
        valid_until=valid_until,
        state="recognised",
    )


def _plan(low: int, high: int) -> None:
    year = current_year()
    assert year
    plan = YearPlan(year_id=year.id, state="approved", term_minimum=1, term_maximum=2, weights={"goal_shortfall": 10})
    plan.goals = [PlanGoal(goal_id=low, minimum=1, target=2), PlanGoal(goal_id=high, minimum=1, target=2)]
    db.session.add(plan)


def the_plan() -> YearPlan:
    return db.session.scalars(select(YearPlan)).one()


def draft(seconds: float = 3.0, **given: Any) -> ScheduleVersion:
    """A schedule that is the same on every machine."""
    return make_schedule(actor_id=None, plan=the_plan(), seconds=seconds, steady=True, **given)


def publish(version: ScheduleVersion) -> None:
    publish_schedule(actor_id=None, version=version)
    db.session.commit()


def schedule_in_force() -> None:
    with fixed(BEFORE_TERM):
        publish(draft())


def session_of(squad_code: str, first: date = date(2026, 9, 1)) -> TeamSession:
    """The first session in force of a squad (entry year-number) alone."""
    entry_year, number = map(int, squad_code.split("-"))
    query = (
        select(TeamSession)
        .join(ScheduleVersion)
        .where(ScheduleVersion.state == "published", TeamSession.day >= first)
        .order_by(TeamSession.day)
    )
    return next(
        row
        for row in db.session.scalars(query)
        if [(squad.entry_year, squad.number) for squad in row.squads] == [(entry_year, number)]
    )
