"""An event or a plan of help on the wrong child is taken back: it stays readable, counts nowhere, and who was told hears."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from careplan.audit.models import AuditEvent
from careplan.clock import today
from careplan.data_audit.load import load_facts as audit_facts
from careplan.db import SHOW_WITHDRAWN, db, every_school, school_scope
from careplan.events.models import CareEvent, Escalation, EventTask, HelpPlan
from careplan.events.queries import events_of, open_tasks, plans_of
from careplan.indicators.load import load_snapshot
from careplan.indicators.queries_records import still_there
from careplan.indicators.results import RecordRef
from careplan.reports.load_contributors import load_given
from tests.casework.test_views import a_child, told_at
from tests.events.case import SECRET, happen, make_responsible, task_id
from tests.events.test_events import plan
from tests.world import ClientFor

WHY = "记到了别的孩子名下"


def take_back(browser: FlaskClient, event_id: int, reason: str = WHY, version: str = "") -> Any:
    page = browser.get(f"/events/{event_id}/take-back").text
    typed = version or page.partition('name="version" type="hidden" value="')[2].partition('"')[0]
    return browser.post(f"/events/{event_id}/take-back", data={"reason": reason, "version": typed})


def tell(app: Flask, browser: FlaskClient, event_id: int, to: str) -> int:
    assert browser.post(f"/events/{event_id}/escalate", data={"to": to, "words": "请救助"}).status_code == 302
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(Escalation.id).order_by(Escalation.id.desc())).first() or 0


def acts(app: Flask, action: str = "take-back") -> dict[str, int]:
    """Kind of row → entries of the trail with this action."""
    with app.app_context(), school_scope(1):
        query = select(AuditEvent.entity, func.count(AuditEvent.id)).where(AuditEvent.action == action)
        return {row[0]: row[1] for row in db.session.execute(query.group_by(AuditEvent.entity))}


def counted(child_id: int) -> dict[str, int]:
    """In how many places of each reader an event of today with a task done and a plan is."""
    facts = load_snapshot(today())
    return {
        "events": len(events_of(child_id)),
        "open tasks": len(open_tasks([child_id])),
        "plans": len(plans_of(child_id)),
        "indicators": len(facts.events),
        "report": sum(one.link[0] == "event" for one in load_given(facts)[0]),
    }


def everything(app: Flask, teacher: FlaskClient, child_id: int) -> int:
    """An event with a task done, told to the office, with a plan of help made because of it."""
    make_responsible(app, child_id, "T3")
    event_id = happen(app, teacher, child_id)
    tell(app, teacher, event_id, "office")
    done = {"result": "见到孩子"}
    assert teacher.post(f"/events/tasks/{task_id(app, event_id, 'act')}/done", data=done).status_code == 302
    assert teacher.post(f"/events/children/{child_id}/plans/new", data=plan(event_id)).status_code == 302
    return event_id


@pytest.mark.plan("C5")
def test_an_event_that_was_taken_back_counts_nowhere(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    with app.app_context(), school_scope(1):
        before = counted(child_id)
    event_id = everything(app, teacher, child_id)
    with app.app_context(), school_scope(1):
        standing = counted(child_id)
    assert all(standing[name] > before[name] for name in before), (before, standing)

    assert take_back(teacher, event_id).status_code == 302

    with app.app_context(), school_scope(1):
        assert counted(child_id) == before
        kept = audit_facts(today().year).kept
        assert (kept["care_event"], kept["help_plan"]) == (1, 1)
        assert still_there([RecordRef("event", str(event_id), counted=True)]), "a frozen figure still names it"
    for role in ("class_teacher", "counselling_teacher", "principal", "office"):
        assert "变动后的任务" not in client_for(role).get("/").text
    assert acts(app) == {"care_event": 1, "event_task": _tasks(app, event_id), "escalation": 1, "help_plan": 1}


def _tasks(app: Flask, event_id: int) -> int:
    with app.app_context(), school_scope(1):
        query = select(EventTask.id).where(EventTask.care_event_id == event_id)
        return len(db.session.scalars(query, execution_options=SHOW_WITHDRAWN).all())


def test_it_stays_readable_struck_through_with_who_and_why(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    event_id = everything(app, teacher, child_id)
    assert f"/events/{event_id}/take-back" in teacher.get(f"/events/{event_id}").text
    asked = teacher.get(f"/events/{event_id}/take-back").text
    assert SECRET in asked and "教务处" in asked and "第 1 版" in asked and f'data-whose="{child_id}"' in asked

    take_back(teacher, event_id)

    page = teacher.get(f"/events/{event_id}").text
    assert SECRET in page and WHY in page and "is-withdrawn" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0], "nothing more is done about it"
    line = teacher.get(f"/care/children/{child_id}/timeline").text
    assert line.count('<li class="is-withdrawn">') == 2 and WHY in line, "the event and its plan"
    assert SECRET not in line and "见到孩子" not in line
    with app.app_context(), every_school():
        stored = db.session.connection().exec_driver_sql("SELECT withdrawn_why FROM care_event").scalar_one()
    assert WHY.encode() not in stored


@pytest.mark.plan("C25")
def test_who_was_told_hears_that_it_was_taken_back(app: Flask, client_for: ClientFor) -> None:
    teacher, office = client_for("class_teacher"), client_for("office")
    event_id = happen(app, teacher, a_child(app))
    escalation_id = tell(app, teacher, event_id, "office")
    take_back(teacher, event_id)

    assert "儿童情况报告等您处理" not in office.get("/").text
    assert "1 条儿童情况报告已撤回" in office.get("/").text
    sent = office.get("/events/").text
    assert "请救助" in sent and WHY in sent and "请不用再处理" in sent
    assert "儿童情况报告已撤回" not in teacher.get("/").text, "she did it herself"
    assert teacher.post(f"/events/escalations/{escalation_id}/unsaid").status_code == 404, "not hers to say"
    assert [office.post(f"/events/escalations/{escalation_id}/unsaid").status_code for _time in range(2)] == [302] * 2

    assert "儿童情况报告已撤回" not in office.get("/").text and acts(app, "acknowledge") == {"escalation": 1}
    assert "已知道撤回" in teacher.get(f"/events/{event_id}").text


@pytest.mark.plan("C25")
def test_an_office_outside_is_told_by_whoever_took_it_back(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    event_id = happen(app, teacher, a_child(app))
    escalation_id = tell(app, teacher, event_id, "street")
    take_back(teacher, event_id)

    assert "1 条儿童情况报告已撤回" in teacher.get("/").text and "请转告 街道" in teacher.get("/events/").text
    assert "儿童情况报告已撤回" not in client_for("principal").get("/").text
    assert teacher.post(f"/events/escalations/{escalation_id}/unsaid").status_code == 302
    assert "儿童情况报告已撤回" not in teacher.get("/").text


def test_nothing_is_done_about_an_event_that_was_taken_back(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher, office = a_child(app), client_for("class_teacher"), client_for("office")
    event_id = happen(app, teacher, child_id)
    escalation_id, task = tell(app, teacher, event_id, "office"), task_id(app, event_id, "act")
    take_back(teacher, event_id)

    late = [
        teacher.post(f"/events/tasks/{task}/done", data={"result": "见到孩子"}),
        teacher.post(f"/events/{event_id}/escalate", data={"to": "office", "words": "请救助"}),
        office.post(f"/events/escalations/{escalation_id}/answer", data={"answer": "好"}),
        teacher.post(f"/events/{event_id}/level", data={"level": "crisis", "reason": "父亲被羁押"}),
        teacher.post(f"/events/{event_id}/close", data={"outcome": "稳定"}),
        teacher.post(f"/events/children/{child_id}/plans/new", data=plan(event_id)),
    ]

    assert [one.status_code for one in late] == [422] * 6
    assert all("撤回" in one.text for one in late[:5])
    assert office.post(f"/events/escalations/{escalation_id}/acknowledge").status_code == 302
    assert acts(app, "acknowledge") == acts(app, "do-task") == {}


def test_pressed_twice_it_is_taken_back_once(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    event_id = happen(app, teacher, a_child(app))
    assert [take_back(teacher, event_id, reason).status_code for reason in (WHY, "另一个原因")] == [302, 302]
    assert acts(app)["care_event"] == 1 and "另一个原因" not in teacher.get(f"/events/{event_id}").text


@pytest.mark.parametrize("reason", ["", "错", "错" * 301, "错了\x00错了", "    "])
def test_it_needs_a_reason_in_words(app: Flask, client_for: ClientFor, reason: str) -> None:
    teacher = client_for("class_teacher")
    answer = take_back(teacher, happen(app, teacher, a_child(app)), reason)
    assert answer.status_code == 422 and told_at(answer.text, "reason") and acts(app) == {}


@pytest.mark.parametrize("version", ["0", "9", "x"])
def test_a_stale_page_takes_nothing_back_and_keeps_the_reason(app: Flask, client_for: ClientFor, version: str) -> None:
    teacher = client_for("class_teacher")
    answer = take_back(teacher, happen(app, teacher, a_child(app)), version=version)
    assert answer.status_code == 409 and WHY in answer.text and acts(app) == {}


@pytest.mark.parametrize(
    ("role", "school", "status"),
    [
        ("principal", 1, 302),
        ("counselling_teacher", 1, 403),
        ("community_worker", 1, 403),
        ("office", 1, 403),
        ("administrator", 1, 403),
        ("principal", 2, 404),
        ("class_teacher", 2, 404),
    ],
)
def test_who_may_take_an_event_back(app: Flask, client_for: ClientFor, role: str, school: int, status: int) -> None:
    event_id = happen(app, client_for("class_teacher"), a_child(app))
    assert take_back(client_for(role, school=school), event_id, version="1").status_code == status
    assert acts(app).get("care_event", 0) == int(status == 302)


@pytest.mark.plan("C14")
def test_a_plan_taken_back_lets_the_one_before_hold_and_its_task_wait_again(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/events/children/{child_id}/plans/new"
    teacher.post(path, data=plan(0, aims="第一版目标"))
    event_id = happen(app, teacher, child_id)
    assert teacher.post(path, data=plan(event_id, aims="写错的目标")).status_code == 302
    with app.app_context(), school_scope(1):
        plan_id = plans_of(child_id)[0][0].id
    address = f"/events/plans/{plan_id}/take-back"
    assert address in teacher.get(f"/events/children/{child_id}/plans").text
    assert "重新待办" in teacher.get(address).text
    assert client_for("community_worker").post(address, data={"reason": WHY}).status_code == 403
    assert client_for("principal", school=2).post(address, data={"reason": WHY}).status_code == 404
    assert teacher.post(address, data={"reason": "错"}).status_code == 422

    assert [teacher.post(address, data={"reason": WHY}).status_code for _time in range(2)] == [302, 302]

    page = teacher.get(f"/events/children/{child_id}/plans").text
    assert "写错的目标" in page and WHY in page and page.index("现行") > page.index("写错的目标")
    assert acts(app) == {"help_plan": 1} and acts(app, "reopen") == {"event_task": 1}
    with app.app_context(), school_scope(1):
        assert [one.number for one, _name in plans_of(child_id)] == [1]
        assert "plan" in {one.task.does for one in open_tasks([child_id])}
    teacher.post(path, data=plan(event_id, aims="第三版目标"))
    with app.app_context(), school_scope(1):
        assert [one.number for one, _name in plans_of(child_id)] == [3, 1], "a number is not given again"


@pytest.mark.plan("C14")
def test_the_first_plan_taken_back_lets_the_file_be_opened_again(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/events/children/{child_id}/plans/new"
    teacher.post(path, data=plan(0))
    with app.app_context(), school_scope(1):
        plan_id = db.session.scalars(select(HelpPlan.id)).one()
    teacher.post(f"/events/plans/{plan_id}/take-back", data={"reason": WHY})
    assert "制定第一版" in teacher.get(f"/events/children/{child_id}/plans").text
    assert teacher.post(path, data=plan(0)).status_code == 302


def test_no_shape_of_query_meets_what_was_taken_back(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    take_back(teacher, everything(app, teacher, child_id))
    with app.app_context(), school_scope(1):
        for table in (CareEvent, EventTask, Escalation, HelpPlan):
            assert db.session.scalars(select(table)).all() == []
            assert db.session.scalars(select(table), execution_options=SHOW_WITHDRAWN).all() != []
