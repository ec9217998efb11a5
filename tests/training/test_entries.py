"""What cannot be is told at its field; the same training is entered once; nobody reviews the own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.training.models import TrainingRecord
from tests.training.test_planned import form as plan
from tests.training.test_views import COURSE, only_record, own_staff_id
from tests.world import ClientFor


@pytest.fixture
def teacher(client_for: ClientFor) -> FlaskClient:
    return client_for("class_teacher")


@pytest.fixture
def place(app: Flask) -> str:
    return f"/training/people/{own_staff_id(app)}/new"


def count(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return len(db.session.scalars(select(TrainingRecord)).all())


def errors(text: str, name: str) -> list[str]:
    return [one.get_text(" ", strip=True) for one in BeautifulSoup(text, "html.parser").select(f"#{name}-error")]


def test_emptied_numbers_of_a_stored_record_are_told_or_taken(app: Flask, teacher: FlaskClient, place: str) -> None:
    teacher.post(place, data={**COURSE, "attended": "80"})
    edit = f"/training/{only_record(app).id}/edit"
    absent = {name: value for name, value in COURSE.items() if name != "hours"}

    for entries in ({**COURSE, "hours": ""}, absent):
        answer = teacher.post(edit, data=entries)
        assert (answer.status_code, len(errors(answer.text, "hours"))) == (422, 1)
    assert only_record(app).hours == 18
    assert teacher.post(edit, data={**COURSE, "attended": ""}).status_code == 302
    assert only_record(app).attended == 1


def test_emptied_hours_of_a_planned_training_are_told(client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    made = head.post("/training/calendar/new", data=plan()).headers["Location"]
    answer = head.post(f"{made}/edit", data=plan(hours=""))
    assert (answer.status_code, len(errors(answer.text, "hours"))) == (422, 1)


@pytest.mark.parametrize("hours", ["NaN", "x", "Infinity"])
def test_a_wrong_number_is_told_once(teacher: FlaskClient, place: str, hours: str) -> None:
    (said,) = errors(teacher.post(place, data={**COURSE, "hours": hours}).text, "hours")
    assert said == "请填写数字。"


@pytest.mark.plan("S49")
def test_the_same_training_is_entered_once_unless_it_is_another(app: Flask, teacher: FlaskClient, place: str) -> None:
    teacher.post(place, data=COURSE)
    again = {**COURSE, "course": "中队辅导员 岗前培训", "starts_on": "2026-10-12"}

    answer = teacher.post(place, data=again)
    assert (answer.status_code, count(app)) == (422, 1)
    (said,) = errors(answer.text, "course")
    assert today().isoformat() in said and COURSE["course"] in said
    assert BeautifulSoup(answer.text, "html.parser").select_one("input[name=another]")
    assert 'name="another"' not in teacher.get(place).text
    assert teacher.post(place, data={**again, "another": "y"}).status_code == 302
    for changed in (
        {"hours": "6"},
        {"course": "别的"},
        {"starts_on": "2026-10-01", "ends_on": "2026-10-09", "valid_until": ""},
    ):
        assert teacher.post(place, data={**COURSE, **changed}).status_code == 302
    assert count(app) == 5


@pytest.mark.plan("S49")
def test_an_edit_does_not_make_it_the_same_and_may_change_the_rest(
    app: Flask, teacher: FlaskClient, place: str
) -> None:
    teacher.post(place, data=COURSE)
    teacher.post(place, data={**COURSE, "hours": "20"})
    with app.app_context(), school_scope(1):
        second = max(db.session.scalars(select(TrainingRecord.id)))
    edit = f"/training/{second}/edit"

    assert errors(teacher.post(edit, data=COURSE).text, "course")
    assert teacher.post(edit, data={**COURSE, "another": "y"}).status_code == 302
    with app.app_context(), school_scope(1):
        version = str(db.session.get_one(TrainingRecord, second).version)
    assert teacher.post(edit, data={**COURSE, "remark": "补充", "version": version}).status_code == 302


@pytest.mark.plan("S49")
def test_of_two_at_the_same_moment_one_is_kept(app: Flask, client_for: ClientFor, place: str) -> None:
    browsers = [client_for("class_teacher"), client_for("office")]
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(lambda one: one.post(place, data=COURSE).status_code, browsers))
    assert (sorted(codes), count(app)) == ([302, 422], 1)


@pytest.mark.plan("S27")
def test_who_has_entered_a_planned_training_gets_no_second_draft(app: Flask, client_for: ClientFor, place: str) -> None:
    head, planned = client_for("head_counselor"), plan()
    made = head.post("/training/calendar/new", data=planned).headers["Location"]
    head.post(f"{made}/people", data={"staff": ["1", str(own_staff_id(app))]})
    same = {name: planned[name] for name in ("course", "starts_on", "ends_on", "hours")}
    client_for("class_teacher").post(place, data={**COURSE, "qualification": "", "valid_until": "", **same})

    assert head.post(f"{made}/came", data={"came": ["1", str(own_staff_id(app))]}).status_code == 302
    assert count(app) == 2


@pytest.mark.plan("S49")
def test_a_course_is_submitted_when_it_is_over(app: Flask, teacher: FlaskClient, place: str) -> None:
    coming = {**COURSE, "ends_on": (today() + timedelta(days=1)).isoformat(), "valid_until": ""}
    answer = teacher.post(place, data={**coming, "submit": "yes"})
    assert (answer.status_code, len(errors(answer.text, "ends_on")), count(app)) == (422, 1, 0)
    assert teacher.post(place, data=coming).status_code == 302
    teacher.post(f"/training/{only_record(app).id}/move", data={"step": "submit"})
    assert only_record(app).state == "draft"


@pytest.mark.parametrize(
    "entries", [{"starts_on": "2025-01-01"}, {"hours": "0"}, {"hours": "0.09"}, {"hours": "", "days": "0.01"}]
)
def test_what_cannot_be_is_told(app: Flask, teacher: FlaskClient, place: str, entries: dict[str, str]) -> None:
    assert (teacher.post(place, data={**COURSE, **entries}).status_code, count(app)) == (422, 0)


def test_the_shortest_training_and_a_name_on_one_line(app: Flask, teacher: FlaskClient, place: str) -> None:
    short = {**COURSE, "hours": "0.1", "qualification": "", "valid_until": "", "course": "辅导员\r\n 培训"}
    assert teacher.post(place, data=short).status_code == 302
    assert (only_record(app).hours, only_record(app).course) == (0.1, "辅导员 培训")


@pytest.mark.parametrize(
    "entries",
    [
        {"hours": "0"},
        {"hours": "-1"},
        {"ends_on": (today() + timedelta(days=59)).isoformat()},
        {"starts_on": "2019-01-01", "ends_on": "2019-01-02"},
        {"starts_on": "2090-01-01", "ends_on": "2090-01-02"},
    ],
)
def test_a_plan_that_cannot_be_is_told(client_for: ClientFor, entries: dict[str, str]) -> None:
    assert client_for("office").post("/training/calendar/new", data=plan(**entries)).status_code == 422


@pytest.mark.plan("S49")
def test_nobody_returns_the_own_training_among_many(app: Flask, client_for: ClientFor, place: str) -> None:
    staff_id = own_staff_id(app)
    with app.app_context(), school_scope(1):
        office = db.session.scalars(select(User).where(User.username == "office1")).one()
        office.staff_id = staff_id
        record(actor_id=None, action="join", entity="user")
        db.session.commit()
    browser = client_for("office")
    browser.post(place, data={**COURSE, "submit": "yes"})

    data = {"record": str(only_record(app).id), "step": "return", "reason": "重填"}
    assert (browser.post("/training/review", data=data).status_code, only_record(app).state) == (422, "submitted")
