"""What sessions ask of somebody today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.home.tasks import Task
from careplan.sessions.record_operations import mark_held
from careplan.sessions.waiting import tasks_for
from tests.sessions.schedule import BEFORE_TERM, at_noon, draft, session_of


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context(), school_scope(1):
        yield


def waiting(role: str) -> list[Task]:
    person = db.session.scalars(select(User).where(User.username == f"{role}1")).one()
    return tasks_for(person, frozenset({role}))


def test_a_class_teacher_is_told_of_todays_session_and_of_the_one_not_recorded() -> None:
    row = session_of("2024-1")

    def urgent() -> list[Task]:
        """What is told of this session; the teacher may lead another squad's too, as the solver likes."""
        return [task for task in waiting("class_teacher") if task.urgency == "now" and row.activity.title in task.title]

    with fixed(at_noon(row.day)):
        (today,) = urgent()
        assert today.title == f"今天：{row.activity.title}" and "三(1)班" in today.detail

    with fixed(at_noon(row.day + timedelta(days=3))):
        (late,) = urgent()
        assert late.title == f"待点名：{row.activity.title}"
        assert late.url == f"/sessions/{row.id}/attendance/{row.squads[0].id}"

    with fixed(at_noon(row.day)):
        mark_held(actor_id=None, team_session=row)
    with fixed(at_noon(row.day + timedelta(days=3))):
        assert urgent() == []


def test_the_head_counselor_is_led_from_the_draft_to_publishing() -> None:
    with fixed(BEFORE_TERM):
        assert waiting("head_counselor") == []
        version = draft()
        (task,) = waiting("head_counselor")

    assert (task.urgency, task.url) == ("now", f"/sessions/draft/{version.id}")


def test_the_school_hears_how_many_sessions_are_not_recorded() -> None:
    row = session_of("2024-1")
    with fixed(at_noon(row.day + timedelta(days=200))):
        (head,), (principal,) = waiting("head_counselor"), waiting("principal")

    assert (head.urgency, principal.urgency) == ("soon", "info")
    assert "没有登记" in head.title
    assert head.url == principal.url == "/sessions/list?scope=all&span=year&show=unrecorded"


def test_others_are_asked_nothing() -> None:
    assert waiting("office") == []
