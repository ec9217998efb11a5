"""A made school's year with its sessions and rolls, so that a report has something to count."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sqlalchemy import insert, select

from careplan.activities.models import Activity
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import now
from careplan.db import current_school_id, db
from careplan.plans.models import YearPlan
from careplan.school.models import SchoolYear, Squad, Venue
from careplan.sessions.models import Attendance, ScheduleVersion, SessionPost, TeamSession

METHODS = ("game", "role-play", "scenario", "discussion", "lecture", "outdoor")
STRANDS = ("knowledge", "experience", "care")
MONTHS = (*((2026, month) for month in (9, 10, 11, 12)), *((2027, month) for month in (1, 2, 3, 4, 5, 6)))


def play_year(rows_per_month: int, seed: int = 1) -> None:
    """Sessions of every squad over ten months, with about so many lines of the rolls a month; in the school in scope."""
    dice = Random(f"year {seed}")
    version, activities, venue = _frame()
    squads = list(db.session.scalars(select(Squad).order_by(Squad.id)))
    children = {s.id: list(db.session.scalars(select(Child.id).where(Child.squad_id == s.id))) for s in squads}
    times = max(1, round(rows_per_month / sum(map(len, children.values()))))
    for year, month in MONTHS:
        for time in range(times):
            for squad in squads:
                day = date(year, month, 1) + timedelta(dice.randrange(27) if time else dice.randrange(20))
                session = _held(version.id, dice.choice(activities).id, venue.id, day, squad)
                db.session.flush()
                _roll(session.id, children[squad.id], dice)
    record(actor_id=None, action="make", entity="year")
    db.session.commit()


def _frame() -> tuple[ScheduleVersion, list[Activity], Venue]:
    year = db.session.scalars(select(SchoolYear)).one()
    plan = YearPlan(year_id=year.id, state="approved", decided_at=now(), budget_fen=500_000)
    venue = Venue(name="教室", kind="classroom", capacity=50)
    db.session.add_all([plan, venue])
    db.session.flush()
    version = ScheduleVersion(
        plan_id=plan.id, number=1, state="published", status="OPTIMAL", seconds=1, problem=b"", solution=b"",
        made_at=now(), published_at=now(),
    )  # fmt: skip
    activities = [
        Activity(
            slug=f"made-{number}", title=f"活动{number}", goals=["low.adapt"], grades=[1, 2, 3, 4, 5, 6],
            method=METHODS[number % 6], strand=STRANDS[number % 3], channel="team-day", group_min=1, group_max=50,
            venue_kinds=["classroom"], seasons=["any"], posts=[{"role": "leader", "qualification": ""}], cost_fen=1250,
        )
        for number in range(48)
    ]  # fmt: skip
    db.session.add_all([version, *activities])
    db.session.flush()
    return version, activities, venue


def _held(version: int, activity: int, venue: int, day: date, squad: Squad) -> TeamSession:
    session = TeamSession(
        schedule_id=version, activity_id=activity, venue_id=venue, day=day, period=6, lessons=1,
        term=1 if day < date(2027, 2, 1) else 2, week=2, state="held", reason="",
    )  # fmt: skip
    session.squads = [squad]
    session.posts = [SessionPost(staff_id=squad.counselor_id, position=0, role="leader")]
    db.session.add(session)
    return session


def _roll(session: int, children: list[int], dice: Random) -> None:
    states = dice.choices(("present", "late", "leave", "absent"), (90, 3, 5, 2), k=len(children))
    rows = [
        {"school_id": current_school_id(), "team_session_id": session, "child_id": child, "state": state}
        for child, state in zip(children, states, strict=True)
    ]
    db.session.execute(insert(Attendance), rows)
