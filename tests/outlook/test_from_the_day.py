"""From the record to the schedule: a person may lead from the certificate's first day, and not a day before (S48)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.clock import fixed, today
from careplan.db import db, school_scope
from careplan.outlook.load import look_ahead
from careplan.plans.load import load_facts
from careplan.plans.problem import build_problem
from careplan.scheduling.problem import Staff
from careplan.school.models import StaffMember
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.training.models import TrainingRecord
from careplan.training.operations import add_record, move_record
from careplan.training.words import CourseWords
from careplan.upsets.candidates import reasons_against
from careplan.upsets.load import load_in_force
from tests.sessions.schedule import BEFORE_TERM, UNTRAINED, at_noon, draft, the_plan
from tests.world import ClientFor

FIRST = date(2026, 10, 9)
pytestmark = pytest.mark.plan("S48")


def staff_of(number: str) -> StaffMember:
    return db.session.scalars(select(StaffMember).where(StaffMember.number == number)).one()


def recognised(number: str, valid_from: date, valid_until: date | None = None) -> TrainingRecord:
    words = CourseWords(
        course="辅导员培训",
        organiser="县少工委",
        level="county",
        category="face-to-face",
        content="counselor",
        starts_on=min(valid_from, today()),
        ends_on=min(valid_from, today()),
        hours=24,
        qualification="counselor-trained",
        valid_from=valid_from,
        valid_until=valid_until,
    )
    entry = add_record(actor_id=None, staff_id=staff_of(number).id, words=words)
    for action in ("submit", "approve", "send", "recognise"):
        move_record(actor_id=None, entry=entry, action=action)
    return entry


def planned_with(number: str) -> Staff:
    return next(one for one in build_problem(load_facts(the_plan())).staff if one.id == number)


@pytest.mark.usefixtures("in_school_1")
def test_the_scheduler_is_given_the_person_from_that_day_on() -> None:
    assert "counselor-trained" not in planned_with(UNTRAINED).skills
    entry = recognised(UNTRAINED, FIRST)

    staff = planned_with(UNTRAINED)
    days = {slot[:10] for slot in staff.open or ()}
    assert "counselor-trained" in staff.skills
    assert min(days) == FIRST.isoformat()

    move_record(actor_id=None, entry=entry, action="reopen", reason="证书有误")
    assert "counselor-trained" not in planned_with(UNTRAINED).skills


@pytest.mark.usefixtures("in_school_1")
def test_a_schedule_made_by_the_solver_never_uses_the_person_before() -> None:
    recognised(UNTRAINED, FIRST)
    with fixed(BEFORE_TERM):
        version = draft(2.0)
    days = [one.day for one in version.sessions for post in one.posts if post.staff.number == UNTRAINED]
    assert all(day >= FIRST for day in days)


@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize(("shift", "fits"), [(0, True), (1, False)])
def test_a_substitute_is_qualified_on_the_day_or_is_none(shift: int, fits: bool) -> None:
    """The certificate begins on the session's own day, or on the day after it."""
    with fixed(BEFORE_TERM):
        found = load_in_force()
        assert found
        one = next(one for one in found.sessions if one.day >= FIRST and UNTRAINED not in one.staff)
        recognised(UNTRAINED, one.day + timedelta(days=shift))
        found = load_in_force()
        assert found
        now = found.situation({})
        kinds = {reason.kind for reason in reasons_against(now, now.school.people[UNTRAINED], one, 0, {one.id})}
    assert ("unqualified" not in kinds) is fits


@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize(("shift", "lost"), [(0, False), (-1, True)])
def test_looking_ahead_sees_the_day_after_the_last(shift: int, lost: bool) -> None:
    """A colleague's certificate ends on a session's own day, or on the day before it."""
    one = db.session.scalars(
        select(TeamSession)
        .join(ScheduleVersion)
        .where(ScheduleVersion.state == "published")
        .order_by(TeamSession.day.desc())
    ).first()
    assert one
    holder = one.posts[0].staff
    for row in db.session.scalars(select(TrainingRecord).where(TrainingRecord.staff_id == holder.id)):
        row.valid_until = one.day + timedelta(days=shift)
    db.session.flush()
    with fixed(at_noon(one.day - timedelta(days=30))):
        found = look_ahead(one.day - timedelta(days=30), 3)
    assert found
    assert (one.id in {gap.session.id for gap in found.gaps}) is lost
    if lost:
        assert found.choice.proven and found.choice.lost >= 1


def test_the_page_offers_the_training_for_the_calendar(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        version = select(ScheduleVersion.id).where(ScheduleVersion.state == "published").scalar_subquery()
        one = db.session.scalars(
            select(TeamSession).where(TeamSession.schedule_id == version).order_by(TeamSession.day.desc())
        ).first()
        assert one
        when, holder = one.day - timedelta(days=30), one.posts[0].staff_id
        entry = db.session.scalars(select(TrainingRecord).where(TrainingRecord.staff_id == holder)).one()
        move_record(actor_id=None, entry=entry, action="reopen", reason="证书有误")
        db.session.commit()
    with fixed(at_noon(when)):
        head = client_for("head_counselor")
        page = head.get("/outlook/?places=1")
        assert (page.status_code, head.get("/outlook/?places=0").status_code) == (200, 400)
        assert client_for("class_teacher").get("/outlook/").status_code == 403
    assert "/training/calendar/new?qualification=counselor-trained" in page.text
