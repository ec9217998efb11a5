"""The school's pages as people of each role see and change them."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from careplan.db import db, school_scope
from careplan.home.tasks import Task
from careplan.school.models import LeadingGroupMember, Squad, StaffMember, Venue
from careplan.school.operations import save_group_member
from careplan.school.seed_operations import load_seed_into_school
from careplan.school.waiting import tasks_for
from careplan.seeds.load import Seeds
from tests.school.reading import one, soup
from tests.world import ClientFor

PAGES = ["", "calendar", "squads", "staff", "venues", "bands", "leading-group"]
OCTOBER = "/school/calendar?month=2026-10"


@pytest.mark.parametrize("role", ["office", "class_teacher"])
def test_every_page_opens_before_and_after_the_seed(client_for: ClientFor, app: Flask, seeds: Seeds, role: str) -> None:
    browser = client_for(role)
    for page in PAGES:
        soup(browser, f"/school/{page}")
    with app.app_context(), school_scope(1):
        load_seed_into_school(seeds=seeds)
        db.session.commit()

    for page in PAGES:
        soup(browser, f"/school/{page}")


def test_a_class_teacher_sees_the_squads_but_no_edit_link(client_for: ClientFor, seeded: Flask) -> None:
    text = soup(client_for("class_teacher"), "/school/squads")

    assert "三(2)班" in text.get_text()
    assert text.select("a[href^='/school/squads/']") == []
    assert client_for("class_teacher").get("/school/squads/1").status_code == 403


def test_another_schools_rows_do_not_exist(client_for: ClientFor, seeded: Flask) -> None:
    with seeded.app_context(), school_scope(2):
        squad, person, venue = (db.session.scalars(select(m.id)).first() for m in (Squad, StaffMember, Venue))
    office = client_for("office")

    assert office.get(f"/school/squads/{squad}").status_code == 404
    assert office.get(f"/school/staff/{person}").status_code == 404
    assert office.get(f"/school/venues/{venue}").status_code == 404
    assert office.get("/school/squads/999999").status_code == 404


@pytest.mark.plan("S44")
def test_office_sets_a_squads_weekly_lesson(client_for: ClientFor, seeded: Flask) -> None:
    squad = one(seeded, select(Squad).where(Squad.entry_year == 2026))
    office = client_for("office")
    form = {
        "motto": "向日葵",
        "counselor_id": str(squad["counselor_id"]),
        "home_venue_id": "0",
        "active": "y",
        "lessons": ["3-5", "3-6"],
        "version": str(squad["version"]),
    }

    assert office.post(f"/school/squads/{squad['id']}", data=form).status_code == 302

    text = soup(office, "/school/squads").get_text(" ", strip=True)
    assert "周三 第5、6节" in text
    assert "向日葵" in text


def test_a_lesson_that_is_none_is_refused(client_for: ClientFor, seeded: Flask) -> None:
    squad = one(seeded, select(Squad).where(Squad.entry_year == 2026))
    form = {
        "motto": "",
        "counselor_id": "0",
        "home_venue_id": "0",
        "lessons": ["9-9"],
        "version": str(squad["version"]),
    }

    assert client_for("office").post(f"/school/squads/{squad['id']}", data=form).status_code == 422


def test_second_editor_is_told_and_nothing_typed_is_lost(client_for: ClientFor, seeded: Flask) -> None:
    venue = one(seeded, select(Venue).where(Venue.name == "11教室"))
    url = f"/school/venues/{venue['id']}"
    form = {"name": "11教室", "kind": "classroom", "capacity": "45", "active": "y", "version": str(venue["version"])}
    first, second = client_for("office"), client_for("head_counselor")
    first.post(url, data=form | {"capacity": "48"})

    answer = second.post(url, data=form | {"capacity": "52"})

    page = BeautifulSoup(answer.data, "html.parser")
    assert answer.status_code == 409
    row = page.select_one(".alert-warning tbody tr")
    assert row is not None
    assert row.get_text(" ", strip=True) == "可容纳学生数 48 52"
    assert page.select_one("[name=capacity]")["value"] == "52"  # type: ignore[index]
    version = page.select_one("[name=version]")["value"]  # type: ignore[index]
    assert second.post(url, data=form | {"capacity": "52", "version": str(version)}).status_code == 302
    assert one(seeded, select(Venue).where(Venue.id == venue["id"]))["capacity"] == 52


def test_second_editor_of_a_squads_lessons_is_told(client_for: ClientFor, seeded: Flask) -> None:
    squad = one(seeded, select(Squad).where(Squad.entry_year == 2026))
    url = f"/school/squads/{squad['id']}"
    form = {
        "motto": "",
        "counselor_id": str(squad["counselor_id"]),
        "home_venue_id": str(squad["home_venue_id"]),
        "active": "y",
        "version": str(squad["version"]),
    }
    client_for("office").post(url, data=form | {"lessons": ["1-1"]})

    answer = client_for("head_counselor").post(url, data=form | {"lessons": ["2-2"]})

    assert answer.status_code == 409
    assert "1-1" in answer.get_data(as_text=True)


@pytest.mark.parametrize("field", ["name", "number"])
def test_staff_without_name_or_number_is_refused(client_for: ClientFor, seeded: Flask, field: str) -> None:
    form = {"name": "新老师", "number": "T99", "kind": "teacher"}

    answer = client_for("office").post("/school/staff/new", data=form | {field: " "})

    assert answer.status_code == 422
    assert f"{field}-error" in answer.get_data(as_text=True)


@pytest.mark.plan("S31")
def test_office_adds_a_guest_expert_without_an_account(client_for: ClientFor, seeded: Flask) -> None:
    form = {
        "name": "方敏",
        "number": "E1",
        "kind": "expert",
        "title": "儿童心理咨询师",
        "active": "y",
        "max_per_term": "4",
    }
    office = client_for("office")

    assert office.post("/school/staff/new", data=form).status_code == 302

    assert one(seeded, select(StaffMember).where(StaffMember.number == "E1"))["kind"] == "expert"
    assert "校外专家" in soup(office, "/school/staff").get_text()


@pytest.mark.plan("S50")
def test_busy_lessons_and_limits_of_a_person_are_kept(client_for: ClientFor, seeded: Flask) -> None:
    person = one(seeded, select(StaffMember).where(StaffMember.number == "T1"))
    form = {
        "name": "教师11",
        "number": "T1",
        "kind": "teacher",
        "active": "y",
        "max_per_week": "2",
        "busy": ["1-1", "5-8"],
        "version": str(person["version"]),
    }
    office = client_for("office")

    assert office.post(f"/school/staff/{person['id']}", data=form).status_code == 302

    page = soup(office, f"/school/staff/{person['id']}")
    assert [box["value"] for box in page.select("[name=busy][checked]")] == ["1-1", "5-8"]
    assert page.select_one("[name=max_per_week]")["value"] == "2"  # type: ignore[index]


@pytest.mark.plan("S3", "S41")
def test_principal_names_the_head_of_the_leading_group(client_for: ClientFor, seeded: Flask) -> None:
    person = one(seeded, select(StaffMember).where(StaffMember.number == "T1"))
    principal = client_for("principal")
    form = {"staff_id": str(person["id"]), "duty": "统筹全局", "is_head": "y", "since": "2026-09-01", "until": ""}

    assert principal.post("/school/leading-group/new", data=form | {"staff_id": "0"}).status_code == 422
    assert principal.post("/school/leading-group/new", data=form).status_code == 302

    text = soup(principal, "/school/leading-group").get_text()
    assert "统筹全局" in text
    assert "组长" in text


def test_edit_of_a_leading_group_member(client_for: ClientFor, seeded: Flask) -> None:
    with seeded.app_context(), school_scope(1):
        staff_id = db.session.scalars(select(StaffMember.id)).first() or 0
        member = save_group_member(
            actor_id=None,
            member=None,
            staff_id=staff_id,
            duty="联络",
            is_head=False,
            since=date(2026, 9, 1),
            until=None,
        )
        db.session.commit()
        url, version = f"/school/leading-group/{member.id}", member.version
    form = {
        "staff_id": str(staff_id),
        "duty": "家校联系",
        "since": "2026-09-01",
        "until": "2026-10-31",
        "version": str(version),
    }

    assert client_for("office").post(url, data=form).status_code == 302

    assert one(seeded, select(LeadingGroupMember))["until"] == date(2026, 10, 31)


@pytest.mark.plan("S1", "S9")
def test_profile_is_shown_with_the_places_to_turn_to(client_for: ClientFor, seeded: Flask) -> None:
    office = client_for("office")
    form = {"name": "青石小学", "county": "清水县", "needs": "三分之一的孩子留守", "version": "1"}

    assert office.post("/school/profile", data=form).status_code == 302

    text = soup(office, "/school/").get_text()
    assert "三分之一的孩子留守" in text
    assert "12356" in text


def test_overview_counts_the_children_of_the_register(client_for: ClientFor, seeded: Flask) -> None:
    assert "在册学生21人" in soup(client_for("principal"), "/school/").get_text()


def test_new_class_gets_its_entry_year_from_the_grade(client_for: ClientFor, seeded: Flask) -> None:
    office = client_for("office")

    assert office.post("/school/squads/new", data={"grade": "4", "number": "2"}).status_code == 302
    assert office.post("/school/squads/new", data={"grade": "4", "number": "2"}).status_code == 422

    assert one(seeded, select(Squad).where(Squad.entry_year == 2023, Squad.number == 2))["active"] is True


def test_pages_in_english(client_for: ClientFor, seeded: Flask) -> None:
    browser = client_for("office")
    with browser.session_transaction() as session:
        session["language"] = "en"

    assert "Settle into a new place" in soup(browser, "/school/bands").get_text()
    assert "Founding day of the Young Pioneers" in soup(browser, OCTOBER).get_text()
    assert "Class 3 (2)" in soup(browser, "/school/squads").get_text()


def test_first_page_names_what_the_set_up_lacks(client_for: ClientFor, app: Flask, seeded: Flask) -> None:
    with app.app_context(), school_scope(1):
        found = {role: tasks_for_in_request(app, role) for role in ("office", "principal")}

    assert [task.title for task in found["office"]] == ["学校基本信息还不完整"]
    assert "领导小组还没有组长" in found["office"][0].detail
    assert found["principal"] == []


def tasks_for_in_request(app: Flask, role: str) -> list[Task]:
    with app.test_request_context():
        return tasks_for(None, frozenset({role}))
