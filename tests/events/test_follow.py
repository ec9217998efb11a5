"""What an event asks to be entered in the child's file is offered, never entered of itself; a plan looked at again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from careplan.children.file_models import ChildCategory, FamilyState
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.events.models import EventTask, HelpPlan
from tests.casework.test_views import a_child, told_at
from tests.events.case import entered, happen, make_responsible, task_ids
from tests.events.test_events import plan
from tests.world import ClientFor

HAPPENED = today() - timedelta(days=2)


def filed(**changes: object) -> dict[str, object]:
    return {
        "member": "father",
        "state": "detained",
        "reachable": "no",
        "note": "",
        "since": HAPPENED.isoformat(),
        "until": "",
        **changes,
    }


def done(app: Flask, task: int) -> bool:
    with app.app_context(), school_scope(1):
        return db.session.get_one(EventTask, task).done_at is not None


@pytest.mark.plan("C5", "C14")
def test_the_file_is_offered_what_happened_and_the_task_is_done_with_the_entry(
    app: Flask, client_for: ClientFor
) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    event_id = happen(app, teacher, child_id)
    state, category = task_ids(app, event_id, "file")
    page = teacher.get(f"/events/{event_id}").text
    address = f"/care/children/{child_id}/file/state/new?state=detained&event={event_id}&since={HAPPENED}"
    assert address.replace("&", "&amp;") in page and "登记到档案" in page
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(FamilyState)).all() == [], "nothing is entered of itself"

    form = teacher.get(address).text
    assert '<option selected value="detained">' in form and f'value="{HAPPENED}"' in form
    answer = teacher.post(address, data=filed())

    assert (answer.status_code, answer.location) == (302, f"/events/{event_id}")
    assert done(app, state) and not done(app, category)
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(FamilyState)).one()
        assert (row.member, row.state, row.since) == ("father", "detained", HAPPENED)


def test_an_entry_without_the_event_or_refused_leaves_the_task_waiting(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    event_id = happen(app, teacher, child_id)
    state = task_ids(app, event_id, "file")[0]
    address = f"/care/children/{child_id}/file/state/new"

    plain = teacher.post(address, data=filed())
    refused = teacher.post(f"{address}?event={event_id}", data=filed(since="2099-01-01"))
    nowhere = teacher.post(f"{address}?event=999999", data=filed(member="mother"))

    assert (plain.status_code, refused.status_code, nowhere.status_code) == (302, 422, 302)
    assert plain.location == nowhere.location == f"/care/children/{child_id}/file"
    assert not done(app, state)


def test_an_entry_that_is_not_needed_says_why(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    event_id = happen(app, teacher, child_id)
    _state, category = task_ids(app, event_id, "file")
    empty = teacher.post(f"/events/tasks/{category}/done", data={"result": ""})
    why = teacher.post(f"/events/tasks/{category}/done", data={"result": "判决还没有下来"})

    assert (empty.status_code, why.status_code) == (422, 302) and done(app, category)
    assert "判决还没有下来" in teacher.get(f"/events/{event_id}").text
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(ChildCategory)).all() == []


@pytest.mark.plan("C14")
def test_a_plan_whose_day_has_come_is_on_the_first_page_and_is_renewed_without_an_event(
    app: Flask, client_for: ClientFor
) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/events/children/{child_id}/plans/new"
    early = teacher.post(path, data=plan(-1))
    assert early.status_code == 422, "there is nothing to look at again"
    assert teacher.post(path, data=plan(0, aims="第一版目标")).status_code == 302
    assert "到期复核" not in teacher.get("/").text
    with app.app_context(), school_scope(1):
        db.session.execute(text("UPDATE help_plan SET review_on = :day"), {"day": today().isoformat()})
        db.session.commit()
    make_responsible(app, child_id, "T3")

    assert "1 份帮扶计划到期复核" in teacher.get("/").text
    assert "到期复核的帮扶计划" in teacher.get("/events/").text
    offered = teacher.get(f"{path}?renew=1").text
    assert '<option selected value="-1">' in offered and "第一版目标" in offered
    assert teacher.post(path, data=plan(-1, aims="第二版目标")).status_code == 302

    page = teacher.get(f"/events/children/{child_id}/plans").text
    assert "复核第 1 版" in page and "· 建档 ·" in page
    assert "到期复核" not in teacher.get("/").text
    with app.app_context(), school_scope(1):
        rows = db.session.scalars(select(HelpPlan).order_by(HelpPlan.number)).all()
        assert [(row.number, row.renews, row.care_event_id) for row in rows] == [(1, None, None), (2, 1, None)]


def test_a_plan_still_needs_its_cause(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/events/children/{child_id}/plans/new"
    teacher.post(path, data=plan(0))
    again = teacher.post(path, data=plan(0))
    assert again.status_code == 422 and "哪次变动" in told_at(again.text, "care_event_id")


def test_an_event_sent_twice_hands_out_its_tasks_once(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    sent = entered()
    first, again = (teacher.post(f"/events/children/{child_id}/new", data=sent) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 422)
    assert "已经登记过" in told_at(again.text, "happened_on")
    with app.app_context(), school_scope(1):
        assert len(set(db.session.scalars(select(EventTask.care_event_id)))) == 1
