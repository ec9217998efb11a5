"""Squads, staff, venues, goals and the leading group: what is kept, what is refused, and that a version rises."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.school.calendar import LessonTime
from careplan.school.models import Squad, SquadLesson, StaffMember, Venue
from careplan.school.operations import (
    add_squad,
    edit_goal,
    edit_profile,
    edit_squad,
    save_group_member,
    save_staff,
    save_venue,
)
from careplan.school.queries import (
    goals,
    leading_group,
    other_squads,
    squads_by_counselor,
    squads_of_year,
    staff,
    this_school,
    venues,
)
from careplan.school.seed_operations import choose_band_set
from careplan.seeds.load import check_seeds

pytestmark = pytest.mark.usefixtures("in_school_1")


def first_squad() -> Squad:
    return squads_of_year(2026)[0]


def test_squads_of_year_come_by_grade_and_number() -> None:
    assert [squad.label(2026) for squad in squads_of_year(2026)] == [
        "一(1)班",
        "二(1)班",
        "三(1)班",
        "三(2)班",
        "四(1)班",
        "五(1)班",
        "六(1)班",
    ]


@pytest.mark.plan("S23")
def test_next_year_the_same_squads_have_moved_up_and_the_sixth_has_left() -> None:
    now = {squad.id: squad.label(2026) for squad in squads_of_year(2026)}
    then = {squad.id: squad.label(2027) for squad in squads_of_year(2027)}

    assert [now[squad_id] for squad_id in then] == list(now.values())[:-1]
    assert list(then.values()) == ["二(1)班", "三(1)班", "四(1)班", "四(2)班", "五(1)班", "六(1)班"]
    assert [squad.label(2027) for squad in other_squads(2027)] == ["2021级(1)班"]


def test_add_squad_twice_is_refused() -> None:
    add_squad(actor_id=None, entry_year=2026, number=9)

    with pytest.raises(Refused, match="2026"):
        add_squad(actor_id=None, entry_year=2026, number=9)


@pytest.mark.plan("S44")
def test_edit_squad_keeps_its_weekly_lesson_free() -> None:
    squad = first_squad()
    kept = next(row.id for row in squad.lessons if row.period == 6)

    edit_squad(
        actor_id=1,
        squad=squad,
        motto="向日葵",
        counselor_id=squad.counselor_id,
        home_venue_id=squad.home_venue_id,
        active=True,
        lessons=[LessonTime(5, 6), LessonTime(3, 5)],
    )

    rows = db.session.scalars(select(SquadLesson).where(SquadLesson.squad_id == squad.id)).all()
    assert {(row.weekday, row.period) for row in rows} == {(5, 6), (3, 5)}
    assert kept in {row.id for row in rows}


def test_edit_of_lessons_alone_raises_the_squads_version() -> None:
    squad = first_squad()
    before = squad.version

    edit_squad(
        actor_id=1,
        squad=squad,
        motto=squad.motto,
        counselor_id=squad.counselor_id,
        home_venue_id=squad.home_venue_id,
        active=True,
        lessons=[LessonTime(1, 1)],
    )

    assert squad.version > before


def test_save_staff_with_a_number_that_is_taken_is_refused() -> None:
    with pytest.raises(Refused, match="T1"):
        save_staff(actor_id=1, person=None, number="T1", name="另一位")


def test_save_staff_keeps_own_number_and_changes_busy_lessons() -> None:
    person = staff()[0]
    before = person.version

    save_staff(
        actor_id=1,
        person=person,
        number=person.number,
        name="改名",
        busy=[LessonTime(2, 3), LessonTime(2, 3)],
        max_per_week=2,
    )

    assert (person.name, person.max_per_week) == ("改名", 2)
    assert person.version > before
    assert [(row.weekday, row.period) for row in person.busy] == [(2, 3)]


def test_save_staff_who_left_is_no_longer_offered() -> None:
    person = save_staff(actor_id=1, person=None, number="T99", name="将要离校")
    assert person in staff()

    save_staff(actor_id=1, person=person, number=person.number, name=person.name, active=False)

    assert person not in staff()
    assert person in staff(active_only=False)


@pytest.mark.plan("S21", "S33")
def test_save_venue_off_campus() -> None:
    venue = save_venue(actor_id=1, venue=None, name="青山拓展基地", kind="base", capacity=120, off_campus=True)

    assert venues()[0] == venue
    with pytest.raises(Refused):
        save_venue(actor_id=1, venue=None, name="青山拓展基地", kind="base", capacity=1)


@pytest.mark.plan("S24")
def test_edit_goal_with_target_below_minimum_is_refused() -> None:
    choose_band_set(chosen=check_seeds()[0].band_sets["plan"], actor_id=None)
    goal = goals()[0]

    with pytest.raises(Refused):
        edit_goal(actor_id=1, goal=goal, name=goal.name, name_en=goal.name_en, minimum=3, target=2)

    edit_goal(actor_id=1, goal=goal, name="适应新学校", name_en=goal.name_en, minimum=2, target=4)
    assert (goals()[0].name, goals()[0].default_minimum, goals()[0].default_target) == ("适应新学校", 2, 4)


@pytest.mark.plan("S3", "S41")
def test_leading_group_has_its_head_first_and_forgets_nobody() -> None:
    one, two = staff()[:2]
    save_group_member(
        actor_id=1,
        member=None,
        staff_id=one.id,
        duty="联络",
        is_head=False,
        since=date(2025, 9, 1),
        until=date(2026, 6, 30),
    )
    save_group_member(
        actor_id=1, member=None, staff_id=two.id, duty="统筹", is_head=True, since=date(2026, 9, 1), until=None
    )

    assert [member.duty for member in leading_group()] == ["统筹", "联络"]
    assert [member.duty for member in leading_group(date(2026, 11, 1))] == ["统筹"]
    assert [member.duty for member in leading_group(date(2026, 6, 30))] == ["联络"]


def test_save_group_member_with_dates_that_run_backwards_is_refused() -> None:
    with pytest.raises(Refused):
        save_group_member(
            actor_id=1,
            member=None,
            staff_id=staff()[0].id,
            duty="",
            is_head=False,
            since=date(2026, 9, 1),
            until=date(2026, 8, 1),
        )


def test_squads_by_counselor() -> None:
    teacher = db.session.scalars(select(StaffMember).where(StaffMember.number == "T3")).one()

    assert [squad.label(2026) for squad in squads_by_counselor(2026)[teacher.id]] == ["三(1)班"]


@pytest.mark.plan("S1")
def test_edit_profile_keeps_the_schools_own_words() -> None:
    school = this_school()

    edit_profile(
        actor_id=1,
        school=school,
        name="新名小学",
        county="某县",
        document_prefix="新名小",
        profile={"needs": "三分之一的孩子留守", "strange": "x"},
    )

    assert school.profile["needs"] == "三分之一的孩子留守"
    assert "strange" not in school.profile


def test_every_change_is_audited() -> None:
    save_venue(actor_id=1, venue=None, name="小花园", kind="garden", capacity=40)
    db.session.commit()

    entry = db.session.scalars(select(AuditEvent).where(AuditEvent.entity == "venue")).one()
    assert (entry.action, entry.actor_id, entry.detail) == ("add", 1, {"kind": "garden", "capacity": 40})


def test_the_other_schools_rows_stay_as_they_are(app: Flask) -> None:
    choose_band_set(chosen=check_seeds()[0].band_sets["plan"], actor_id=None)
    db.session.commit()
    with school_scope(2):
        choose_band_set(chosen=check_seeds()[0].band_sets["national"], actor_id=None)
        assert len(goals()) == 14
        db.session.commit()

    assert len(goals()) == 13
    assert all(venue.school_id == 1 for venue in db.session.scalars(select(Venue)))
