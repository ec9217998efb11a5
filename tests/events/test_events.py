"""An event starts its playbook; tasks are with their owners; the office acknowledges; level and plan are reviewed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.casework.models import CareLevel
from careplan.clock import local, now, today
from careplan.db import db, school_scope
from careplan.events.models import CareEvent, Escalation, EventTask, HelpPlan
from careplan.events.operations import WrongReview, make_plan
from careplan.events.queries import first_act_hours
from tests.casework.test_views import a_child, told_at
from tests.events.case import SECRET, entered, happen, make_responsible, task_id, task_ids
from tests.world import ClientFor


@pytest.mark.plan("C5", "C21")
def test_an_event_shows_its_delay_and_hands_out_its_tasks(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    make_responsible(app, child_id, "T3")
    event_id = happen(app, teacher, child_id)

    page = teacher.get(f"/events/{event_id}").text

    assert "2 天" in page and "孩子31丙" in page and "三(1)班" in page
    assert "5 项变动后的任务" in teacher.get("/").text, "the owner's five"
    assert "1 项变动后的任务" in client_for("counselling_teacher").get("/").text
    assert "1 项变动后的任务" in client_for("office").get("/").text
    assert "变动后的任务" not in client_for("head_counselor").get("/").text


@pytest.mark.plan("C9", "C21")
def test_an_owners_tasks_follow_the_handover_and_are_never_nobodys(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    make_responsible(app, child_id, "T3")
    happen(app, teacher, child_id)
    make_responsible(app, child_id, "T5")

    assert "变动后的任务" not in teacher.get("/").text
    assert "5 项变动后的任务" in client_for("principal").get("/").text, "T5 has no account: the principal sees to it"


@pytest.mark.plan("C24")
def test_an_overdue_task_is_loud(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    make_responsible(app, child_id, "T3")
    known = local(now()) - timedelta(hours=6)
    happen(app, teacher, child_id, known_at=f"{known:%Y-%m-%dT%H:%M}")

    assert "1 项变动后的任务逾期" in teacher.get("/").text
    assert "有任务逾期" in teacher.get(f"/care/children/{child_id}").text


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"happened_on": "2000-01-01"}, "happened_on", "还没有出生"),
        ({"happened_on": (date.today() + timedelta(days=2)).isoformat()}, "happened_on", "不能早于"),
        ({"known_at": "2099-01-01T10:00"}, "known_at", "还没到"),
        ({"known_at": "昨天"}, "known_at", "日期和时间"),
        ({"words": " "}, "words", "请填写"),
        ({"kind": "party"}, "kind", ""),
    ],
)
def test_a_wrong_event_is_told_at_its_field_and_starts_nothing(
    app: Flask, client_for: ClientFor, changes: dict[str, str], field: str, said: str
) -> None:
    answer = client_for("class_teacher").post(f"/events/children/{a_child(app)}/new", data=entered(**changes))

    assert answer.status_code == 422 and told_at(answer.text, field) and said in told_at(answer.text, field)
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(EventTask.id))) == 0


@pytest.mark.plan("C25")
def test_the_office_is_told_acknowledges_and_answers_and_each_moment_is_kept(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher, office = a_child(app), client_for("class_teacher"), client_for("office")
    event_id = happen(app, teacher, child_id)
    assert teacher.post(f"/events/{event_id}/escalate", data={"to": "office", "words": "请联系街道"}).status_code == 302
    asked = task_id(app, event_id, "escalate")
    with app.app_context(), school_scope(1):
        escalation_id = db.session.scalars(select(Escalation.id)).one()
        assert db.session.get_one(EventTask, asked).done_at is not None

    assert "1 条儿童情况报告等您处理" in office.get("/").text
    assert teacher.post(f"/events/escalations/{escalation_id}/acknowledge").status_code == 404, (
        "not hers to acknowledge"
    )
    assert office.post(f"/events/escalations/{escalation_id}/acknowledge").status_code == 302
    answered = office.post(f"/events/escalations/{escalation_id}/answer", data={"answer": "街道明天上午来"})
    again = office.post(f"/events/escalations/{escalation_id}/answer", data={"answer": "再说一遍"})

    assert (answered.status_code, again.status_code) == (302, 422)
    with app.app_context(), school_scope(1):
        row = db.session.get_one(Escalation, escalation_id)
        assert row.sent_at <= row.acknowledged_at <= row.answered_at
        assert row.answer == "街道明天上午来"
    assert "儿童情况报告等您处理" not in office.get("/").text


@pytest.mark.plan("C25")
def test_whoever_follows_the_child_notes_what_an_office_outside_says(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    event_id = happen(app, teacher, a_child(app))
    teacher.post(f"/events/{event_id}/escalate", data={"to": "street", "words": "请救助"})
    with app.app_context(), school_scope(1):
        escalation_id = db.session.scalars(select(Escalation.id)).one()

    answer = teacher.post(f"/events/escalations/{escalation_id}/answer", data={"answer": "已受理"})

    assert answer.status_code == 302


@pytest.mark.plan("C25")
def test_the_village_is_told_on_the_first_page_of_its_worker_who_answers(app: Flask, client_for: ClientFor) -> None:
    teacher, worker = client_for("class_teacher"), client_for("community_worker")
    event_id = happen(app, teacher, a_child(app))
    assert "儿童情况报告等您处理" not in worker.get("/").text
    teacher.post(f"/events/{event_id}/escalate", data={"to": "village", "words": "请去家里看看"})
    with app.app_context(), school_scope(1):
        escalation_id = db.session.scalars(select(Escalation.id)).one()

    assert "1 条儿童情况报告等您处理" in worker.get("/").text
    assert "请去家里看看" in worker.get("/events/").text, "among what was sent to her"
    assert "儿童情况报告等您处理" not in client_for("office").get("/").text
    assert worker.post(f"/events/escalations/{escalation_id}/acknowledge").status_code == 302
    assert worker.post(f"/events/escalations/{escalation_id}/answer", data={"answer": "去过了"}).status_code == 302

    assert "儿童情况报告等您处理" not in worker.get("/").text
    with app.app_context(), school_scope(1):
        row = db.session.get_one(Escalation, escalation_id)
        by = db.session.scalars(select(User.id).where(User.username == "community_worker1")).one()
        assert (row.acknowledged_by, row.answered_by, row.answer) == (by, by, "去过了")


@pytest.mark.plan("C25")
def test_a_teacher_may_note_what_the_village_said_on_the_telephone(app: Flask, client_for: ClientFor) -> None:
    teacher, worker = client_for("class_teacher"), client_for("community_worker")
    event_id = happen(app, teacher, a_child(app))
    teacher.post(f"/events/{event_id}/escalate", data={"to": "village", "words": "请去家里看看"})
    with app.app_context(), school_scope(1):
        escalation_id = db.session.scalars(select(Escalation.id)).one()

    answer = teacher.post(f"/events/escalations/{escalation_id}/answer", data={"answer": "电话里说明天去"})
    again = worker.post(f"/events/escalations/{escalation_id}/answer", data={"answer": "去过了"})

    assert (answer.status_code, again.status_code) == (302, 422), "answered once"
    assert "儿童情况报告等您处理" not in worker.get("/").text


@pytest.mark.plan("C14")
def test_level_and_plan_are_reviewed_because_of_the_event_and_it_closes_last(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    event_id = happen(app, teacher, child_id)
    assert teacher.post(f"/events/{event_id}/close", data={"outcome": "稳定"}).status_code == 422, "tasks still wait"

    steps = [
        (f"/events/tasks/{task_id(app, event_id, 'act')}/done", {"result": "见到孩子，住在姑姑家"}),
        (f"/events/{event_id}/escalate", {"to": "office", "words": "请联系街道"}),
        (f"/events/{event_id}/level", {"level": "crisis", "reason": "父亲被羁押"}),
        (f"/events/children/{child_id}/plans/new", plan(event_id)),
        *((f"/events/tasks/{waiting}/done", {"result": "档案里已有"}) for waiting in task_ids(app, event_id, "file")),
    ]
    assert [teacher.post(path, data=data).status_code for path, data in steps] == [302] * 6
    with app.app_context(), school_scope(1):
        last = db.session.scalars(select(EventTask.id).where(EventTask.done_at.is_(None))).one()
        event = db.session.get_one(CareEvent, event_id)
        hours = first_act_hours(event)
        assert hours is not None and 0.9 < hours < 1.2
        assert db.session.scalars(select(CareLevel.level)).one() == "crisis"
        assert db.session.scalars(select(HelpPlan)).one().care_event_id == event_id
    assert client_for("office").post(f"/events/tasks/{last}/done", data={"result": "材料齐了"}).status_code == 302
    assert teacher.post(f"/events/{event_id}/close", data={"outcome": "街道已救助"}).status_code == 302
    assert teacher.post(f"/events/{event_id}/level", data={"level": "daily", "reason": "结束以后"}).status_code == 422


def plan(event_id: int, **changes: object) -> dict[str, object]:
    return {
        "care_event_id": str(event_id),
        "reason": "父亲被羁押",
        "aims": "住得下、吃得好",
        "measures": "每天见一面",
        "review_on": (today() + timedelta(days=30)).isoformat(),
        **changes,
    }


@pytest.mark.plan("C14")
def test_a_later_plan_needs_an_event_of_the_same_child_and_the_older_one_stays(
    app: Flask, client_for: ClientFor
) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/events/children/{child_id}/plans/new"
    assert teacher.post(path, data=plan(0, aims="第一版目标")).status_code == 302
    without = teacher.post(path, data=plan(0, aims="第二版目标"))
    assert without.status_code == 422 and "哪次变动" in told_at(without.text, "care_event_id")

    event_id = happen(app, teacher, child_id)
    assert teacher.post(path, data=plan(event_id, aims="第二版目标")).status_code == 302

    page = teacher.get(f"/events/children/{child_id}/plans").text
    assert page.index("第二版目标") < page.index("第一版目标")
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(HelpPlan.number).order_by(HelpPlan.number)).all() == [1, 2]
        with pytest.raises(WrongReview):
            make_plan(actor_id=1, child_id=child_id, event=db.session.get_one(CareEvent, event_id), reason="x", aims="x", measures="x", review_on=today())  # fmt: skip


def test_a_task_is_done_once_and_not_without_saying_how_it_came_out(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    event_id = happen(app, teacher, a_child(app))
    act = task_id(app, event_id, "act")
    codes = [
        teacher.post(f"/events/tasks/{act}/done", data={"result": words}).status_code
        for words in ("", "见到了", "又一次")
    ]
    level = teacher.post(f"/events/tasks/{task_id(app, event_id, 'level')}/done", data={"result": "绕过去"})
    assert (codes, level.status_code) == ([422, 302, 422], 422)


def test_an_event_of_another_class_or_school_does_not_exist(app: Flask, client_for: ClientFor) -> None:
    event_id = happen(app, client_for("principal"), a_child(app, 5))
    act = task_id(app, event_id, "act")
    for browser in (client_for("class_teacher"), client_for("principal", school=2)):
        assert browser.get(f"/events/{event_id}").status_code == 404
        assert browser.post(f"/events/tasks/{act}/done", data={"result": "见到"}).status_code == 404
        assert browser.get(f"/events/{event_id}/escalate").status_code == 404
        page = browser.get("/events/").text
        assert SECRET not in page and "孩子51丙" not in page


def test_what_happened_is_not_readable_in_the_database_file_or_the_log(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    event_id = happen(app, teacher, a_child(app))
    teacher.post(f"/events/{event_id}/escalate", data={"to": "office", "words": SECRET})
    teacher.post(f"/events/tasks/{task_id(app, event_id, 'act')}/done", data={"result": SECRET})

    files = list(app.config["SETTINGS"].data.glob("careplan.sqlite3*"))

    assert files and not any(SECRET.encode() in file.read_bytes() for file in files)
    with app.app_context(), school_scope(1):
        assert not any(SECRET in str(entry.detail) for entry in db.session.scalars(select(AuditEvent)))


@pytest.mark.plan("C12")
def test_the_time_line_has_the_event_with_both_its_days(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    happen(app, teacher, child_id)
    page = teacher.get(f"/care/children/{child_id}/timeline").text
    assert SECRET in page and "才知道" in page


def test_the_first_plan_is_no_revision(app: Flask, client_for: ClientFor) -> None:
    """Nothing has changed where a file is opened: the page asks why, and speaks of no version before."""
    address = f"/events/children/{a_child(app)}/plans/new"
    page = client_for("class_teacher").get(address).text
    assert "制定第一版" in page
    assert "孩子为什么需要帮扶" in page
    assert "从上一版开始改" not in page
