"""Making a schedule from the page: a job that ends with a draft, or with the reasons why there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.jobs.models import Job
from careplan.jobs.operations import ask_for_job
from careplan.scheduling.problem import Request
from careplan.sessions.impossible_load import conflict_in_words
from careplan.sessions.jobs import MAKE
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.plan_load import problem_of
from tests.sessions.schedule import BEFORE_TERM, the_plan
from tests.world import ClientFor


def test_the_page_makes_a_draft_with_progress(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    with fixed(BEFORE_TERM):
        answer = head.post("/sessions/versions/make", data={"seconds": "30"})

    page = head.get(answer.location).text
    assert "完成" in page and "/sessions/versions/2" in page
    assert head.get("/sessions/versions/2").status_code == 200
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(ScheduleVersion.state).order_by(ScheduleVersion.id)).all() == [
            "published",
            "draft",
        ]


@pytest.fixture
def impossible(app: Flask) -> int:
    """A job that found no schedule: five sessions a term from a library of two activities."""
    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        plan = the_plan()
        plan.term_minimum = plan.term_maximum = 5
        record(actor_id=None, action="edit", entity="plan")
        db.session.commit()
        return ask_for_job(kind=MAKE, arguments={"plan": plan.id, "seconds": 20}, requested_by=None).id


def test_when_nothing_is_possible_the_rules_that_clash_are_said_in_sentences(
    app: Flask, client_for: ClientFor, impossible: int
) -> None:
    with app.app_context(), school_scope(1):
        job = db.session.scalars(select(Job).where(Job.id == impossible)).one()
        assert (job.state, job.result["url"]) == ("done", f"/sessions/versions/impossible/{impossible}")

    page = client_for("head_counselor").get(f"/sessions/versions/impossible/{impossible}").text
    assert "学期，每个中队开展活动正好5次。" in page and "同一个中队最多各做1次：“活动act-" in page
    assert "rules." not in page and "requests[" not in page
    assert "可行的办法" in page and page.count("代价：") >= 3
    assert client_for("principal", school=2).get(f"/sessions/versions/impossible/{impossible}").status_code == 404


def test_only_a_job_with_a_conflict_has_that_page(client_for: ClientFor) -> None:
    assert client_for("head_counselor").get("/sessions/versions/impossible/999").status_code == 404


def test_a_session_asked_for_is_named_with_its_lesson(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        problem = problem_of(the_plan().id)
        slot, done = problem.slots[0], problem.activities[0]
        asked = replace(problem, requests=(Request(done.id, start=slot.id),))
        said = conflict_in_words(asked, ["requests[0]"])[0]
    assert f"{slot.date.year}年{slot.date.month}月{slot.date.day}日第{slot.period}节" in said["zh"]
    assert f"lesson {slot.period}" in said["en"] and slot.id not in said["zh"] + said["en"]
