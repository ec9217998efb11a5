"""The figures in the issued PDF equal a recount from the database, by SQL of its own that knows nothing of the report."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdf
import pytest
from flask import Flask
from sqlalchemy import select, text

from careplan.activities.models import Activity
from careplan.audit.operations import record
from careplan.casework.models import Contact
from careplan.children.models import Child
from careplan.clock import now
from careplan.db import db, school_scope
from careplan.plans.models import YearPlan
from careplan.reports.models import Report
from careplan.school.models import SchoolYear, Squad, StaffMember, Venue
from careplan.sessions.models import Attendance, ScheduleVersion, SessionPost, TeamSession
from tests.world import ClientFor

STATES = ("held", "held", "held", "cancelled", "planned")


@pytest.fixture
def played(app: Flask) -> Flask:
    """School 1 with a published schedule of 35 sessions, most of them held, and visits; more children in each squad."""
    with app.app_context(), school_scope(1):
        year = db.session.scalars(select(SchoolYear)).one()
        squads = db.session.scalars(select(Squad).order_by(Squad.id)).all()
        _more_children(squads)
        plan = YearPlan(year_id=year.id, state="approved", decided_at=now(), budget_fen=500_000)
        db.session.add(plan)
        db.session.flush()
        _sessions(plan, squads)
        _visits()
        record(actor_id=None, action="make", entity="test")
        db.session.commit()
    return app


def _more_children(squads: list[Squad]) -> None:
    for squad in squads:
        for i in range(10):
            kind = ("both_parents", "one_parent", "none")[i % 3]
            db.session.add(
                Child(
                    squad_id=squad.id, name=f"另{i}", sex="male", birth_date=date(2017, 5, 1), joined_on=date(2026, 9, 1),
                    student_number=f"{squad.id}-{i}", school_register=kind,
                )
            )  # fmt: skip


def _sessions(plan: YearPlan, squads: list[Squad]) -> None:
    version = ScheduleVersion(
        plan_id=plan.id, number=1, state="published", status="OPTIMAL", seconds=1, problem=b"", solution=b"", made_at=now(),
        published_at=now(),
    )  # fmt: skip
    activity = Activity(
        slug="find-my-school", title="找找我的学校", goals=["low.adapt"], grades=[1], method="game", strand="experience",
        channel="team-day", group_min=1, group_max=50, venue_kinds=["classroom"], seasons=["any"],
        posts=[{"role": "leader", "qualification": ""}], cost_fen=1250,
    )  # fmt: skip
    db.session.add_all([version, activity])
    db.session.flush()
    venue = db.session.scalars(select(Venue).order_by(Venue.id)).first()
    staff = db.session.scalars(select(StaffMember).order_by(StaffMember.id)).first()
    assert venue and staff
    for number, squad in enumerate(squads * 5):
        state = STATES[number % 5]
        session = TeamSession(
            schedule_id=version.id, activity_id=activity.id, venue_id=venue.id, day=date(2026, 9 + number % 3, 2 + number % 18),
            period=6, lessons=1 + number % 2, term=1, week=2, state="held" if state == "planned" and number < 10 else state,
            reason="下雨" if state == "cancelled" else "",
        )  # fmt: skip
        session.squads = [squad]
        session.posts = [SessionPost(staff_id=staff.id, position=0, role="leader")]
        db.session.add(session)
        db.session.flush()
        if session.state == "held":
            children = db.session.scalars(select(Child).where(Child.squad_id == squad.id).order_by(Child.id)).all()
            db.session.add_all(
                Attendance(team_session_id=session.id, child_id=child.id, state="leave" if i % 6 == 5 else "present")
                for i, child in enumerate(children)
            )


def _visits() -> None:
    for i, child in enumerate(db.session.scalars(select(Child).order_by(Child.id))):
        if i % 4:
            db.session.add(
                Contact(
                    child_id=child.id, day=date(2026, 10, 1 + i % 25), kind=("visit", "call", "talk")[i % 3], summary="平安",
                    next_on=date(2026, 12, 1), recorded_at=now(),
                )
            )  # fmt: skip


def _count(app: Flask, sql: str) -> int:
    with app.app_context():
        return int(db.session.execute(text(sql)).scalar_one())


@pytest.mark.plan("S45", "S39")
def test_figures_of_the_pdf_equal_a_recount(played: Flask, client_for: ClientFor) -> None:
    principal = client_for("principal")
    form = {"cut_off": "2026-11-22", "problems": "", "next_steps": "", "read": "y"}
    assert principal.post("/reports/issue", data=form).status_code == 302
    with played.app_context(), school_scope(1):
        report_id = db.session.scalars(select(Report.id)).one()
    content = principal.get(f"/reports/{report_id}/pdf").data
    said = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)

    pupils = _count(played, "select count(*) from child where school_id = 1 and left_on is null")
    held = _count(
        played, "select count(*) from team_session where school_id = 1 and state = 'held' and day <= '2026-11-22'"
    )
    cancelled = _count(
        played, "select count(*) from team_session where school_id = 1 and state = 'cancelled' and day <= '2026-11-22'"
    )
    everything = _count(played, "select count(*) from team_session where school_id = 1")
    visits = _count(
        played,
        "select count(*) from contact where school_id = 1 and withdrawn_at is null and kind != 'parent-call'"
        " and day <= '2026-11-22'",
    )
    came, listed = (
        _count(
            played,
            "select count(*) from attendance a join team_session t on t.id = a.team_session_id where t.school_id = 1"
            f" and t.state = 'held' and a.state in ({states})",
        )
        for states in ("'present', 'late'", "'present', 'late', 'leave', 'absent'")
    )
    cost = _count(
        played,
        "select sum(a.cost_fen) from team_session t join activity a on a.id = t.activity_id where t.school_id = 1 and t.state = 'held'",
    )

    assert held > 15 and cancelled > 5
    assert f"在册学生{pupils}人" in said
    assert f"本学年共安排活动{everything}次，截至2026年11月22日已开展{held}次、取消{cancelled}次" in said
    assert f"登记走访和谈心{visits}次" in said
    share = f"{came * 100 / listed:.1f}".rstrip("0").rstrip(".")
    assert f"活动出勤率{share}%" in said
    assert re.search(rf"活动出勤率{share}%{came}/{listed}", said)
    assert f"费用合计{cost / 100:g}元" in said


def test_left_behind_by_grade_equal_a_recount(played: Flask, client_for: ClientFor) -> None:
    page = client_for("principal").get("/reports/preview").get_data(as_text=True)
    row = re.search(r"<tr class=\"total\"><td[^>]*>合计</td><td[^>]*>(\d+)</td>", page)
    assert row is not None
    assert int(row[1]) == _count(played, "select count(*) from child where school_id = 1 and left_on is null")
