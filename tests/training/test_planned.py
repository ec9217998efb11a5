"""A planned training: who is to go, who came, and a draft record for each of them, once (S27)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.clock import today
from careplan.db import db, school_scope
from careplan.training.models import PlannedTraining, TrainingRecord
from tests.world import ClientFor


def form(**changes: str) -> dict[str, str]:
    day = (today() - timedelta(days=2)).isoformat()
    return {
        "course": "谈心工作坊", "organiser": "政教处", "internal": "y", "place": "会议室", "category": "in-school", "level": "school",
        "content": "psychology", "item": "attend", "starts_on": day, "ends_on": day, "begins": "14:30", "ends": "16:30",
        "hours": "2", "places": "2", "qualification": "", "note": "", "version": "1", **changes,
    }  # fmt: skip


def state(app: Flask) -> tuple[str, dict[int, bool | None], list[tuple[int, str]]]:
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(PlannedTraining)).one()
        made = db.session.scalars(select(TrainingRecord).where(TrainingRecord.planned_id == row.id))
        return row.state, {one.staff_id: one.came for one in row.people}, [(one.staff_id, one.state) for one in made]


@pytest.mark.plan("S27")
def test_those_who_came_get_a_draft_once(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    place = head.post("/training/calendar/new", data=form()).headers["Location"]

    assert head.post(f"{place}/people", data={"staff": ["1", "2", "3"]}).status_code == 422
    assert head.post(f"{place}/people", data={"staff": ["1", "3"]}).status_code == 302
    assert head.post(f"{place}/came", data={"came": ["3"]}).status_code == 302

    assert state(app) == ("done", {1: False, 3: True}, [(3, "draft")])
    assert head.post(f"{place}/came", data={"came": ["1", "3"]}).status_code == 422
    assert state(app)[2] == [(3, "draft")]


@pytest.mark.plan("S27")
def test_a_teacher_goes_or_not_but_plans_nothing(app: Flask, client_for: ClientFor) -> None:
    teacher, head = client_for("class_teacher"), client_for("head_counselor")
    day = (today() + timedelta(days=9)).isoformat()
    place = head.post("/training/calendar/new", data=form(starts_on=day, ends_on=day)).headers["Location"]

    assert teacher.post(f"{place}/join", data={"join": "yes"}).status_code == 302
    assert state(app)[1] == {3: None}
    assert teacher.post(f"{place}/join", data={}).status_code == 302
    assert state(app)[1] == {}
    for address in ("/training/calendar/new", f"{place}/people", f"{place}/came", f"{place}/cancel", f"{place}/edit"):
        assert teacher.post(address, data=form()).status_code == 403


def test_nobody_came_before_it_is_over(app: Flask, client_for: ClientFor) -> None:
    head, day = client_for("head_counselor"), (today() + timedelta(days=9)).isoformat()
    place = head.post("/training/calendar/new", data=form(starts_on=day, ends_on=day)).headers["Location"]
    head.post(f"{place}/people", data={"staff": ["3"]})
    assert head.post(f"{place}/came", data={"came": ["3"]}).status_code == 422
    assert state(app) == ("planned", {3: None}, [])


def test_it_is_cancelled_with_a_reason_only(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    place = head.post("/training/calendar/new", data=form()).headers["Location"]
    assert head.post(f"{place}/cancel", data={"reason": " "}).status_code == 422
    assert head.post(f"{place}/cancel", data={"reason": "讲师生病"}).status_code == 302
    assert state(app)[0] == "cancelled"


@pytest.mark.parametrize(
    "changes",
    [
        {"course": ""},
        {"hours": "x"},
        {"ends": "13:00"},
        {"ends_on": "2020-01-01"},
        {"places": "0"},
        {"begins": "25:00"},
        {"category": "x"},
    ],
)
def test_a_wrong_entry_is_told(app: Flask, client_for: ClientFor, changes: dict[str, str]) -> None:
    assert client_for("office").post("/training/calendar/new", data=form(**changes)).status_code == 422
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(PlannedTraining)).all() == []


@pytest.mark.plan("S27")
def test_it_stands_in_the_sessions_calendar(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    head.post("/training/calendar/new", data=form())
    first, last = today() - timedelta(days=7), today() + timedelta(days=7)
    events = head.get("/sessions/events", query_string={"start": first.isoformat(), "end": last.isoformat()})
    assert [one["title"] for one in events.json] == ["培训：谈心工作坊"]
